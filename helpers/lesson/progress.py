"""Work out how far a learner is: each exercise done, tried or open, the chapters' counts, and what comes next.

Knows how the course's catalogue and the traces in the progress go together. An id that no exercise has is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.course.catalogue import Chapter, Task
    from helpers.lesson.progress_log import Trace


class State(StrEnum):
    """Where an exercise stands. Once passed it is done for good."""

    DONE = "done"
    TRIED = "tried"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class TaskProgress:
    """One exercise with what was done in it."""

    task: Task
    trace: Trace | None

    @property
    def state(self) -> State:
        """Return whether it is done, tried or open."""
        if self.trace is None:
            return State.OPEN
        return State.DONE if self.trace.passed else State.TRIED


@dataclass(frozen=True, kw_only=True)
class ChapterProgress:
    """One chapter, or the whole course, with its exercises."""

    title: str
    items: tuple[TaskProgress, ...]

    def count(self, state: State) -> int:
        """Return how many exercises stand there."""
        return sum(item.state is state for item in self.items)

    @property
    def points(self) -> float:
        """Return the points earned."""
        return sum(item.trace.points for item in self.items if item.trace)

    @property
    def max_points(self) -> int:
        """Return the points that there are."""
        return sum(item.task.points for item in self.items)


@dataclass(frozen=True, kw_only=True)
class CourseProgress:
    """The whole course: `chapters` beside the catalogue's, and `all` of it."""

    catalogue: tuple[Chapter, ...]
    chapters: tuple[ChapterProgress, ...]

    @property
    def all(self) -> ChapterProgress:
        """Return all exercises in the order of the course."""
        return ChapterProgress(title="", items=tuple(item for part in self.chapters for item in part.items))

    @property
    def newcomer(self) -> bool:
        """Return whether nothing was ever done."""
        return all(item.trace is None for item in self.all.items)

    @property
    def next(self) -> TaskProgress | None:
        """Find what to go on with: what was last worked on, else the next that is not done; None at the end."""
        items = self.all.items
        touched = [(item.trace.last, place) for place, item in enumerate(items) if item.trace]
        place = max(touched)[1] if touched else 0
        return next((item for item in (*items[place:], *items[:place]) if item.state is not State.DONE), None)


def progress_of(chapters: Sequence[Chapter], traces: Mapping[str, Trace]) -> CourseProgress:
    """Work out how far whoever left `traces` is in the course."""
    parts = tuple(
        ChapterProgress(
            title=chapter.title,
            items=tuple(TaskProgress(task=task, trace=traces.get(task.id)) for task in chapter.tasks),
        )
        for chapter in chapters
    )
    return CourseProgress(catalogue=tuple(chapters), chapters=parts)


def states(found: CourseProgress) -> dict[str, dict[str, str]]:
    """Return the states by notebook and by the heading under which an exercise stands there."""
    pairs = list(zip(found.catalogue, found.chapters, strict=True))
    tasks = {
        chapter.exercises_path: {item.task.title: item.state.value for item in part.items} for chapter, part in pairs
    }
    texts = {
        chapter.path: {f"연습 문제: {item.task.title}": item.state.value for item in part.items}
        for chapter, part in pairs
    }
    return tasks | texts


def as_json(found: CourseProgress) -> dict[str, Any]:
    """Write the JSON of `lab progress --json`."""
    coming = found.next
    return {
        **_counts(found.all),
        "next": coming.task.id if coming else None,
        "chapters": [
            {
                "chapter": chapter.name,
                "title": chapter.title,
                **_counts(part),
                "exercises": [_item(item) for item in part.items],
            }
            for chapter, part in zip(found.catalogue, found.chapters, strict=True)
        ],
    }


def _counts(part: ChapterProgress) -> dict[str, float]:
    states = {state.value: part.count(state) for state in State}
    return {**states, "points": part.points, "max_points": part.max_points}


def _item(item: TaskProgress) -> dict[str, Any]:
    trace = item.trace
    return {
        "id": item.task.id,
        "title": item.task.title,
        "state": item.state.value,
        "points": trace.points if trace else 0.0,
        "max_points": item.task.points,
        "checks": trace.checks if trace else 0,
        "hints": trace.hints if trace else 0,
        "solution_shown": bool(trace and trace.shown),
        "last": datetime.fromtimestamp(trace.at, UTC).isoformat(timespec="seconds") if trace else None,
    }
