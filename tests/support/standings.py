"""Small courses for tests of the progress: two chapters of three exercises, and a page's links."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

from helpers.course.catalogue import Chapter, Task
from helpers.lesson.progress import CourseProgress, progress_of
from helpers.lesson.progress_log import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping

CHAPTERS = tuple(
    Chapter(
        name=name,
        title=f"{number}. {name} `x`<y>",
        path=f"notebooks/{number}-{name}.ipynb",
        exercises_path=f"exercises/{name}/{number}-{name}-연습.ipynb",
        goals=("`docker` & 하기",),
        summary=(f"`{name}` & 요약",),
        reading=20,
        practice=10,
        tasks=tuple(
            Task(
                id=f"{name}.{slug}",
                path=f"{quote(f'exercises/{name}/{number}-{name}-연습.ipynb')}#{name}-{slug}-{quote('<문제>')}",
                title=f"{name} `{slug}` <문제>",
                points=2,
            )
            for slug in ("a", "b", "c")
        ),
    )
    for number, name in enumerate(("one", "two"))
)


def trace(exercise: str, last: int, *, passed: bool = False, shown: bool = False) -> Trace:
    """What events may come to."""
    return Trace(
        exercise=exercise, passed=passed, points=2.0 * passed, checks=1, hints=1, shown=shown, last=last, at=1.8e9
    )


def found(*traces: Trace) -> CourseProgress:
    """A standing on the two chapters."""
    by_id: Mapping[str, Trace] = {each.exercise: each for each in traces}
    return progress_of(CHAPTERS, by_id)


ALL = tuple(trace(task.id, 1, passed=True) for chapter in CHAPTERS for task in chapter.tasks)


class Page(HTMLParser):
    """A page's links, in order, with what they say; `open` are the elements that were never closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        if tag not in {"meta", "link", "br", "input"}:
            self.open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs)["href"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        """It must be the last that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to the link that it stands in."""
        self.said += data
        if "a" in self.open:
            href, said = self.links[-1]
            self.links[-1] = (href, said + data)
