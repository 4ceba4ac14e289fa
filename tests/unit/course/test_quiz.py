"""Quizzes as data: what is chosen makes an answer that the exercise's own check judges by the same sentences."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.dockerdata.types import Fact, World
from helpers.exercise import probes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.exercise.model import Choice, Exercise, Quiz

QUIZZES = [exercise for exercise in course.exercises() if exercise.quiz]
KERNEL = "6.1.0-9-amd64"
WORLD = World(
    facts={
        probes.KERNEL: Fact(found=True, text=KERNEL),
        probes.image_inspect("itanium-ticket:1.0"): Fact(found=True, text='{"Architecture": "ia64"}'),
    }
)
WRITTEN = {"virtualization.same-kernel": KERNEL, "virtualization.other-os": "ia64"}
"""What a learner finds out and writes, where a question has nothing to choose."""


def quiz_of(exercise: Exercise) -> Quiz:
    """The exercise's quiz."""
    assert exercise.quiz is not None
    return exercise.quiz


def said(exercise: Exercise, values: list[str]) -> str:
    """What the exercise's check finds wrong with the answer that the values make; empty where it is right."""
    (check,) = [check for check in exercise.checks if check.by_answer]
    finding = check.test(WORLD, quiz_of(exercise).answer(values))
    return finding.observed if finding else ""


def right(exercise: Exercise) -> list[str]:
    """The right value of each question."""
    return [
        next((choice.value for choice in question.choices if choice.right), WRITTEN.get(exercise.id, ""))
        for question in quiz_of(exercise).questions
    ]


def wrong() -> Iterator[tuple[Exercise, int, Choice]]:
    """Every wrong choice, with its exercise and the number of its question."""
    for exercise in QUIZZES:
        for number, question in enumerate(quiz_of(exercise).questions):
            yield from ((exercise, number, choice) for choice in question.choices if not choice.right)


def test_the_exercises_of_choosing_and_placing_have_a_quiz() -> None:
    """All of those whose answer is made of the course's own words or marks."""
    names = ("host-guest", "same-kernel", "other-os", "when")
    assert [exercise.id for exercise in QUIZZES] == [f"virtualization.{name}" for name in names]


@pytest.mark.parametrize("exercise", QUIZZES, ids=lambda exercise: exercise.id)
def test_the_right_choices_make_the_right_answer(exercise: Exercise) -> None:
    """One right choice a question; together they pass the check that marks the written answer."""
    for question in quiz_of(exercise).questions:
        assert sum(choice.right for choice in question.choices) == bool(question.choices)
    assert said(exercise, right(exercise)) == ""


@pytest.mark.parametrize(("exercise", "number", "choice"), list(wrong()), ids=lambda one: getattr(one, "id", None))
def test_a_wrong_choice_has_the_reason_that_the_check_gives(exercise: Exercise, number: int, choice: Choice) -> None:
    """The sentence stands in one place: whoever hands the answer in reads the same as whoever asks the quiz."""
    values = right(exercise)
    values[number] = choice.value
    if exercise.id == "virtualization.host-guest":  # each label is used once: the two places change theirs
        values[right(exercise).index(choice.value)] = right(exercise)[number]
        assert said(exercise, values) in {c.reason for q in quiz_of(exercise).questions for c in q.choices}
    else:
        found = said(exercise, values)
        assert found
        assert choice.reason.startswith(found)


@pytest.mark.parametrize("exercise", QUIZZES, ids=lambda exercise: exercise.id)
def test_each_choice_has_a_reason_of_its_own(exercise: Exercise) -> None:
    """Right or wrong, none is left without one, and no two share one."""
    reasons = [choice.reason for question in quiz_of(exercise).questions for choice in question.choices]
    assert all(reasons)
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("exercise", QUIZZES, ids=lambda exercise: exercise.id)
def test_every_choice_can_be_read_back_from_the_answer(exercise: Exercise) -> None:
    """Two different ways of choosing never make the same answer: what the cell holds says what was chosen."""
    values = [[choice.value for choice in question.choices] or ["x"] for question in quiz_of(exercise).questions]
    answers = [quiz_of(exercise).answer(chosen) for chosen in product(*values)]
    assert len(set(answers)) == len(answers)
