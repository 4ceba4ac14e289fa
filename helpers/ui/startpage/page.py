"""Make the first page's HTML of a learner's progress: without a server, so that it can be looked at by itself.

Knows the template, and which address of JupyterLab each link has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.course import paths
from helpers.lesson.progress import State
from helpers.ui import display, progress_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.course.catalogue import Chapter
    from helpers.lesson.progress import ChapterProgress, CourseProgress, TaskProgress


@dataclass(frozen=True, kw_only=True)
class Button:
    """The one thing to do next: where it leads and what it says. `before` is the chapter to read first, where new."""

    words: str
    address: str
    before: Chapter | None = None


def render(found: CourseProgress, base: str, words: Sequence[str] = ()) -> str:
    """Return the page under the server's address `base` (it ends with a slash); `words` are told on top of it."""
    return display.fill(
        "startpage",
        found=found,
        button=_button(found, base),
        words=words,
        style=_style(),
        favicon=f"{base}static/favicons/favicon.ico",
        chapter_address=lambda chapter: _chapter_address(chapter, base),
        tasks_address=lambda chapter, part: _tasks(chapter, part, base),
        address=lambda item: _address(item, base),
        summary=progress_view.summary,
        marks=progress_view.MARKS,
        State=State,
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def _button(found: CourseProgress, base: str) -> Button:
    start = found.catalogue[0]
    if found.newcomer:
        return Button(words="시작하기", address=_chapter_address(start, base))
    coming = found.next
    if coming is None:
        return Button(words="처음부터 다시 둘러보기", address=_chapter_address(start, base))
    places = zip(found.catalogue, found.chapters, strict=True)
    chapter, part = next((chapter, part) for chapter, part in places if coming in part.items)
    untouched = part.count(State.OPEN) == len(part.items)
    words = f"이어서 하기: {coming.task.title}"
    return Button(words=words, address=_address(coming, base), before=chapter if untouched else None)


def _chapter_address(chapter: Chapter, base: str) -> str:
    return f"{base}lab/tree/{paths.chapter_path(chapter.name)}"


def _tasks(chapter: Chapter, part: ChapterProgress, base: str) -> str:
    """Return the address of a chapter's exercises, at the first that is not done."""
    left = next((item for item in part.items if item.state is not State.DONE), None)
    return _address(left, base) if left else f"{base}lab/tree/{paths.exercises_path(chapter.name)}"


def _address(item: TaskProgress, base: str) -> str:
    return f"{base}lab/tree/{paths.exercise_path(item.task.chapter, item.task.title)}"
