"""The course as data to list: each chapter's title, what it teaches, how long it takes, and its exercises.

Knows where a chapter's source says these things, so that they stand nowhere else. Runs nothing and asks no engine.

    python -m helpers.course.catalogue

writes the whole as JSON, for a process that must not load the exercises themselves.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from helpers import course
from helpers.course import paths, search
from helpers.course.search import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.exercise.model import Exercise

_GOALS = re.compile(r"^\*\*이 장을 마치면.*\*\*\n\n((?:- .*\n)+)", re.MULTILINE)
_SUMMARY = re.compile(r"^## 요약\n\n((?:[-|] ?.*\n)+)", re.MULTILINE)
_DRESSED = re.compile(r"\*\*|</?kbd>")
_TIME = re.compile(r"^\*\*걸리는 시간\*\*.*?(\d+)분.*?(\d+)분", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Task:
    """An exercise as it is listed; `path` is its address below `work/`: its notebook's, with its heading."""

    id: str
    path: str
    title: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter as it is listed; `reading` and `practice` are the minutes for the text and for its exercises.

    `path` and `exercises_path` are its two notebooks, below `work/`.
    """

    name: str
    title: str
    path: str
    exercises_path: str
    goals: tuple[str, ...]
    summary: tuple[str, ...]
    reading: int
    practice: int
    tasks: tuple[Task, ...]


def catalogue() -> tuple[Chapter, ...]:
    """Return all chapters that stand, in order. Raises ValueError for one whose source does not say what it should."""
    return tuple(_chapter(name) for name in course.chapters())


def _chapter(name: str) -> Chapter:
    source = course.text(name)
    goals, time, summary = _GOALS.search(source), _TIME.search(source), _SUMMARY.search(source)
    if not goals or not time or not summary:
        raise ValueError(f"{name}.md does not say its goals, its summary and the minutes for text and exercises")
    return Chapter(
        name=name,
        title=course.title(name),
        path=paths.chapter_path(name),
        exercises_path=paths.exercises_path(name),
        goals=tuple(line.removeprefix("- ") for line in goals[1].splitlines()),
        summary=_points(summary[1]),
        reading=int(time[1]),
        practice=int(time[2]),
        tasks=tuple(_task(e) for e in course.exercises(name)),
    )


def _task(exercise: Exercise) -> Task:
    path = paths.exercise_address(exercise.chapter, exercise.title)
    return Task(id=exercise.id, path=path, title=exercise.title, points=exercise.points)


def _points(block: str) -> tuple[str, ...]:
    """Return a list's points, or a table's rows as `what: how`, with nothing but backticks in them."""
    lines = _DRESSED.sub("", block).splitlines()
    if block.startswith("-"):
        return tuple(line.removeprefix("- ") for line in lines)
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:])
    return tuple(f"{what}: {how}" for what, how in rows)


def write(chapters: Sequence[Chapter], places: Sequence[Place]) -> str:
    """Return the catalogue, and what can be found in the course, as JSON."""
    data = {"chapters": [asdict(chapter) for chapter in chapters], "places": [asdict(place) for place in places]}
    return json.dumps(data, ensure_ascii=False)


def read(text: str) -> tuple[tuple[Chapter, ...], tuple[Place, ...]]:
    """Return both from their JSON. Raises ValueError, KeyError or TypeError for anything else."""
    data = json.loads(text)
    return tuple(_read(chapter) for chapter in data["chapters"]), tuple(Place(**place) for place in data["places"])


def _read(data: Mapping[str, Any]) -> Chapter:
    lists = {name: tuple(data[name]) for name in ("goals", "summary")}
    lists["tasks"] = tuple(Task(**task) for task in data["tasks"])
    return Chapter(**{**data, **lists})


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # whatever the locale says
    sys.stdout.write(write(catalogue(), search.places()))
