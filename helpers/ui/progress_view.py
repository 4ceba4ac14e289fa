"""Show how far a learner is: as text in a terminal, as HTML in a notebook, and as the course's first page.

Knows bars, words, links between notebooks, and which address of JupyterLab each link of the first page has; what it
shows is counted in `lesson.progress`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.course.paths import GLOSSARY, address
from helpers.course.search import around
from helpers.lesson.progress import State
from helpers.text.josa import say
from helpers.ui import display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.course.catalogue import Chapter
    from helpers.course.search import Place
    from helpers.lesson.progress import ChapterProgress, CourseProgress, TaskProgress


WIDTH = 10
"""Characters of a bar."""
ALL_DONE = "모든 연습 문제를 풀었어요. 축하해요!"
MARKS = {State.DONE: "풀었어요", State.TRIED: "푸는 중이에요", State.OPEN: "아직이에요"}


def summary(part: ChapterProgress) -> str:
    """Return the counts in words: `16문제 중 3문제를 풀었어요. 1문제는 푸는 중이에요.`, as one says them."""
    done, tried = part.count(State.DONE), part.count(State.TRIED)
    if not done and not tried:
        return f"연습 문제가 {len(part.items)}개 있어요."
    if done == len(part.items):
        return f"{done}문제를 모두 풀었어요."
    said = f" {tried}문제는 푸는 중이에요." if tried else ""
    return f"{len(part.items)}문제 중 {done}문제를 풀었어요.{said}"


def text(found: CourseProgress) -> str:
    """Return it for terminals: a bar for each chapter, what is being worked on, and what comes next."""
    lines = [_line(part) for part in found.chapters]
    lines += ["", f"모두 합쳐 {summary(found.all)} ({_points(found.all)})"]
    tried = [item for item in found.all.items if item.state is State.TRIED]
    if tried:
        lines += ["", "푸는 중인 문제", *(f"  {item.task.id}  {item.task.title}" for item in tried)]
    coming = found.next
    lines += ["", f"다음 문제: {coming.task.title} ({coming.task.id})" if coming else ALL_DONE]
    return "\n".join(lines)


def _line(part: ChapterProgress) -> str:
    tried = f" · 푸는 중 {part.count(State.TRIED)}" if part.count(State.TRIED) else ""
    return f"{_bar(part)} {part.count(State.DONE):2}/{len(part.items):<2}  {part.title}{tried}"


def _points(part: ChapterProgress) -> str:
    return f"{part.points:g}/{part.max_points}점"


def _bar(part: ChapterProgress) -> str:
    full = WIDTH * part.count(State.DONE) // max(len(part.items), 1)
    return f"[{'#' * full}{'.' * (WIDTH - full)}]"


def as_html(found: CourseProgress, link: Callable[[str], str], home: str = "") -> str:
    """Return it for notebooks: a row for each chapter that opens to its exercises.

    `link` makes a link of a path in the learner's folder, `home` is the address of the course's first page.
    """
    return display.fill(
        "progress",
        found=found,
        link=link,
        home=home,
        address=address,
        summary=summary,
        points=_points,
        marks=MARKS,
        all_done=ALL_DONE,
        State=State,
    )


@dataclass(frozen=True, kw_only=True)
class Button:
    """The one thing to do next: where it leads and what it says."""

    words: str
    address: str


def first_page(
    found: CourseProgress,
    base: str,
    words: Sequence[str] = (),
    asked: str = "",
    places: Sequence[Place] = (),
    *,
    lab: str = "",
) -> str:
    """Return the page under the server's address `base` (it ends with a slash); `words` are told on top of it.

    `asked` is what was searched for, `places` are what was found, `lab` is JupyterLab's page, to stand above.
    """
    before, _, after = lab.partition("</body>")
    return display.fill(
        "startpage",
        before=before,
        after=after,
        base=base,
        found=found,
        button=_button(found, base),
        words=words,
        style=style(),
        favicon=f"{base}static/favicons/favicon.ico",
        chapter_address=lambda chapter: _chapter_address(chapter, base),
        tasks_address=lambda chapter, part: _tasks(chapter, part, base),
        address=lambda item: _address(item, base),
        summary=summary,
        marks=MARKS,
        State=State,
        asked=asked,
        places=places,
        around=around,
        glossary=f"{base}lab/tree/{address(GLOSSARY)}",
        say=say,
    )


@cache
def style() -> str:
    """Return the style sheet of the course's own pages."""
    return (Path(__file__).parent / "startpage" / "style.css").read_text(encoding="utf-8")


def _button(found: CourseProgress, base: str) -> Button:
    start = found.catalogue[0]
    if found.newcomer:
        return Button(words="시작하기", address=_chapter_address(start, base))
    coming = found.next
    if coming is None:
        return Button(words="처음부터 다시 둘러보기", address=_chapter_address(start, base))
    places = zip(found.catalogue, found.chapters, strict=True)
    chapter, part = next((chapter, part) for chapter, part in places if coming in part.items)
    if part.count(State.OPEN) == len(part.items):  # a chapter begins with its text
        return Button(words=f"다음 장 읽기: {chapter.title}", address=_chapter_address(chapter, base))
    return Button(words=f"이어서 하기: {coming.task.title}", address=_address(coming, base))


def _chapter_address(chapter: Chapter, base: str) -> str:
    return f"{base}lab/tree/{address(chapter.path)}"


def _tasks(chapter: Chapter, part: ChapterProgress, base: str) -> str:
    """Return the address of a chapter's exercises, at the first that is not done."""
    left = next((item for item in part.items if item.state is not State.DONE), None)
    return _address(left, base) if left else f"{base}lab/tree/{address(chapter.exercises_path)}"


def _address(item: TaskProgress, base: str) -> str:
    return f"{base}lab/tree/{item.task.path}"
