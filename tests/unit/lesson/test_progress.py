"""How far a learner is: counts by chapter, what comes next, and the catalogue that both are read from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.course import catalogue, search
from helpers.lesson.progress import State, as_json, states
from tests.support.standings import ALL, found, trace

if TYPE_CHECKING:
    from helpers.lesson.progress_log import Trace


def test_every_chapter_says_what_it_teaches_and_how_long_it_takes() -> None:
    """Read from the chapters themselves, in their order, with all exercises."""
    chapters = catalogue.catalogue()
    assert tuple(chapter.name for chapter in chapters) == course.chapters()
    assert tuple(task.id for chapter in chapters for task in chapter.tasks) == course.ids()
    for chapter in chapters:
        assert re.fullmatch(r"\d\. .+", chapter.title)
        assert len(chapter.goals) >= 3
        assert 10 <= chapter.reading <= 120
        assert 10 <= chapter.practice <= 120
        assert not re.search(r"\*\*|\]\(", " ".join(chapter.goals)), "more markup than the first page shows"


def test_catalogue_survives_json() -> None:
    """As the server reads it from another process."""
    chapters, places = catalogue.catalogue(), search.places()
    assert catalogue.read(catalogue.write(chapters, places)) == (chapters, places)


def test_exercises_are_done_tried_or_open() -> None:
    """Passed is done; anything else that happened is tried; points add up."""
    part = found(trace("one.a", 1, passed=True), trace("one.b", 2)).chapters[0]
    assert [part.count(state) for state in (State.DONE, State.TRIED, State.OPEN)] == [1, 1, 1]
    assert (part.points, part.max_points) == (2.0, 6)


def test_what_no_exercise_has_is_not_counted() -> None:
    """Traces of exercises that are gone, or renamed, change no count and lead nowhere."""
    odd = found(trace("one.gone", 9, passed=True), trace("gone.chapter", 10))
    assert (odd.newcomer, odd.all.count(State.OPEN), odd.all.points) == (True, 6, 0.0)
    assert odd.next == odd.all.items[0]


@pytest.mark.parametrize(
    ("traces", "expected"),
    [
        ((), "one.a"),
        ((trace("one.b", 1),), "one.b"),  # it is being worked on
        ((trace("one.b", 1, passed=True),), "one.c"),
        ((trace("one.a", 1), trace("one.b", 2, passed=True)), "one.c"),  # the stuck one is left for later
        ((trace("one.c", 1, passed=True),), "two.a"),
        ((trace("two.c", 1, passed=True),), "one.a"),  # and round to what was left
        (ALL, None),
    ],
)
def test_next_is_what_is_worked_on_or_comes_after_it(traces: tuple[Trace, ...], expected: str | None) -> None:
    """Never back to the beginning while there is something ahead."""
    coming = found(*traces).next
    assert (coming.task.id if coming else None) == expected


def test_json_has_what_a_script_needs() -> None:
    """Counts for all and by chapter, and each exercise with its state."""
    said = json.loads(json.dumps(as_json(found(trace("one.a", 1, passed=True, shown=True)))))
    assert (said["done"], said["tried"], said["open"], said["points"], said["max_points"]) == (1, 0, 5, 2, 12)
    assert said["next"] == "one.b"
    first = said["chapters"][0]["exercises"][0]
    assert (first["id"], first["state"], first["solution_shown"]) == ("one.a", "done", True)
    assert first["last"].startswith("2027-")
    assert said["chapters"][1]["exercises"][0]["last"] is None


def test_states_are_told_by_heading() -> None:
    """Of the exercises' notebook, and of the chapter's text, where the exercises are placed."""
    one = "0-one"
    told = states(found(trace("one.a", 1, passed=True), trace("one.b", 2)))
    assert list(told[f"exercises/one/{one}-연습.ipynb"].values()) == ["done", "tried", "open"]
    assert told[f"notebooks/{one}.ipynb"]["연습 문제: one `b` <문제>"] == "tried"
