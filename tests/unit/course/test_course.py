"""What holds for every exercise of the course, before any engine is asked."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.course.__main__ import main as names
from helpers.dockerdata.types import Computer, Probe
from helpers.world.prober import HANDLERS

if TYPE_CHECKING:
    from helpers.exercise.model import Exercise, Way

IDS = course.ids()
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
GOES_THERE = re.compile(r"\b(?:ssh|scp|s?ftp|curl|wget|FTP)\b[^\n]*\bother\b")
"""A command that reaches the other computer by its host name."""
SPOKEN = re.compile(r"(요|다|죠|까)[.?!]?[\s)”’'\"`]*$")


@pytest.fixture(params=IDS)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    """Each exercise in turn."""
    return course.exercise(request.param)


def ways(exercise: Exercise) -> tuple[Way, ...]:
    """All right and wrong ways."""
    return (exercise.solution, *exercise.alternatives, *(mistake.way for mistake in exercise.mistakes))


def lines(script: str) -> list[str]:
    """A script's commands, without comments, heredoc marks and the shortest ones."""
    stripped = (line.strip() for line in script.splitlines())
    return [line for line in stripped if len(line) > 5 and not line.startswith("#")]


def test_there_is_a_course() -> None:
    """The chapters stand in the course's order, each id is found once, and each chapter has exercises."""
    assert course.chapters() == tuple(name for name in course.CHAPTERS if name in course.chapters())
    assert len(set(IDS)) == len(IDS)
    assert {name.partition(".")[0] for name in IDS} == set(course.chapters())


def test_id_matches_its_file() -> None:
    """An exercise says the id that its file and chapter give it, and every exercise's file is placed in its chapter."""
    assert [course.exercise(name).id for name in IDS] == list(IDS)
    made = {
        f"{file.parent.name}.{file.stem.replace('_', '-')}"
        for file in course.FOLDER.glob("*/*.py")
        if re.search(r"^(?:EXERCISE = |def personal\()", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert made == set(IDS)


def test_it_can_be_learnt(exercise: Exercise) -> None:
    """Every exercise has two hints, another right way and three mistakes at least."""
    assert len(exercise.hints) >= 2
    assert len(exercise.alternatives) >= 1
    assert len(exercise.mistakes) >= 3
    assert exercise.title
    assert exercise.prompt.strip()


def test_checks_are_in_order(exercise: Exercise) -> None:
    """Check ids are unique, and a check requires only checks that stand before it."""
    seen: list[str] = []
    for check in exercise.checks:
        assert check.id not in seen
        assert set(check.requires) <= set(seen), f"{check.id} requires what comes later or nowhere"
        seen.append(check.id)
    assert seen


def test_mistakes_name_a_check_and_its_words(exercise: Exercise) -> None:
    """Each mistake fails a check that there is, and says a part of a sentence."""
    names = {check.id for check in exercise.checks}
    for mistake in exercise.mistakes:
        assert mistake.fails in names
        assert len(mistake.says) >= 4


def test_every_way_does_something(exercise: Exercise) -> None:
    """A way has a script or an answer; where one right way answers, all of them do."""
    assert all(way.script or way.answer is not None for way in ways(exercise))
    assert {way.answer is None for way in (exercise.solution, *exercise.alternatives)} == {
        exercise.solution.answer is None
    }


def test_hints_do_not_tell_the_solution(exercise: Exercise) -> None:
    """No line of the solution, and no command that answers, stands literally in a hint."""
    commands = lines(exercise.solution.script) + lines(exercise.solution.answer or "")
    told = [(command, hint) for hint in exercise.hints for command in commands if command in hint]
    assert not told


def test_sentences_end_as_sentences(exercise: Exercise) -> None:
    """Checks state in 합니다체; hints speak in 해요체."""
    for check in exercise.checks:
        assert re.search(r"다\.$", check.establishes), check.establishes
    for hint in exercise.hints:
        assert SPOKEN.search(hint), hint


def test_no_emoji(exercise: Exercise) -> None:
    """No emoji stands in anything that the learner reads."""
    read = (exercise.title, exercise.prompt, exercise.starter, *exercise.hints, *exercise.files.values())
    assert not EMOJI.search("\n".join(read))


def test_probes_are_of_known_kinds(exercise: Exercise) -> None:
    """Every probe is one that can be asked, of a subject that is named."""
    for probe in chain.from_iterable(check.probes for check in exercise.checks):
        assert isinstance(probe, Probe)
        assert probe.kind in HANDLERS


def test_scripts_make_only_owned_names(exercise: Exercise) -> None:
    """What setup and scripts name with `--name` is owned, by name or by its image; so is what they build with `-t`."""
    owns = exercise.owns
    names = {*owns.containers, *owns.other_containers}
    images = {name if ":" in name else f"{name}:latest" for name in (*owns.images, *owns.other_images)}
    for script in (exercise.setup, *(way.script for way in ways(exercise))):
        for name in re.findall(r"--name[ =]([A-Za-z0-9][\w.-]*)(?![\w.$-])", script):
            assert name in names or owns.runs_of or owns.other_runs_of, f"container {name} is nobody's"
        for name in re.findall(r"docker (?:image )?build\b[^\n]*? -t ([a-z0-9][\w.:/-]*)(?![\w.:/$-])", script):
            assert (name if ":" in name else f"{name}:latest") in images, f"image {name} is nobody's"


def test_other_computer_is_needed_where_the_right_ways_go_there(exercise: Exercise) -> None:
    """`needs_other` is what the setup and every right way do, and what the checks establish."""
    for way in (exercise.solution, *exercise.alternatives):
        goes = bool(GOES_THERE.search(f"{exercise.setup}\n{way.script}\n{way.answer or ''}"))
        assert goes == exercise.needs_other, f"needs_other={goes} is missing, or this way is wrong: {way}"
    says = [check.id for check in exercise.checks if str(Computer.OTHER) in check.establishes]
    assert bool(says) == exercise.needs_other, f"checks about the other computer: {says}"


def test_what_is_done_on_the_other_computer_can_be_seen_and_cleared(exercise: Exercise) -> None:
    """Where the other computer is needed, the exercise owns something there, or a check's probe asks it."""
    owns = exercise.owns
    left = (*owns.other_containers, *owns.other_images, *owns.other_runs_of, *owns.other_files)
    asked = [probe for check in exercise.checks for probe in check.probes if probe.computer is Computer.OTHER]
    assert not exercise.needs_other or left or asked


def test_owned_files_stay_in_their_places(exercise: Exercise) -> None:
    """Owned files are relative paths that never climb out of their folder."""
    owns = exercise.owns
    for path in (*owns.other_files, *owns.usb_files, *exercise.files):
        assert not path.startswith(("/", "~"))
        assert ".." not in path.split("/")


def test_points_and_patience(exercise: Exercise) -> None:
    """An exercise is worth a point at least, and lets nobody wait for more than half a minute."""
    assert exercise.points >= 1
    assert 0 <= exercise.settle <= 30


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("start.first_run", "start.first-run"),
        ("start.frist-run", "start.first-run"),
        ("first-run", "start.first-run"),
        ("transfer.tga", "transfer.tag"),
    ],
)
def test_unknown_exercise(asked: str, meant: str) -> None:
    """An id that no exercise has is told in Korean, with the nearest one."""
    with pytest.raises(course.UnknownExercise) as error:
        course.exercise(asked)
    assert f"`{meant}`" in str(error.value)
    assert "연습 문제는 없습니다." in str(error.value)


def test_a_chapter_makes_no_likeness() -> None:
    """An id that has only its chapter in common with another is not taken for that one."""
    with pytest.raises(course.UnknownExercise) as error:
        course.exercise("images.zzz")
    assert "혹시" not in str(error.value)


@pytest.mark.parametrize("asked", ["", "컨테이너", "????", "start"])
def test_unlike_any_exercise(asked: str) -> None:
    """An id unlike any other is told as unknown, too, and breaks nothing."""
    with pytest.raises(KeyError) as error:
        course.exercise(asked)
    assert "연습 문제는 없습니다." in str(error.value)


def test_a_name_means_a_chapter_or_an_exercise(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever brings a lab up for it asks before."""
    assert names(["start", "images.copy"]) == 0
    assert capsys.readouterr().out.split() == [*course.ids("start"), "images.copy"]
    assert names(["start", "images.cpoy"]) == 2
    assert "`images.copy`" in capsys.readouterr().err
