"""How far a learner is, as they read it in a terminal and in a notebook.

Knows bars, words and links between notebooks; what it shows is counted in `standing`.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from helpers.course import paths
from helpers.lesson.progress import State
from helpers.text.markup import marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.lesson.progress import Item, Part, Standing

WIDTH = 10
"""Characters of a bar."""
ALL_DONE = "모든 연습 문제를 풀었어요. 축하해요!"
MARKS = {State.DONE: "풀었어요", State.TRIED: "푸는 중이에요", State.OPEN: "아직이에요"}


def summary(part: Part) -> str:
    """The counts in words, such as `16문제 중 3문제를 풀었어요. 1문제는 푸는 중이에요.`, for a person to read."""
    done, tried = part.count(State.DONE), part.count(State.TRIED)
    if not done and not tried:
        return f"연습 문제가 {len(part.items)}개 있어요."
    if done == len(part.items):
        return f"{done}문제를 모두 풀었어요."
    said = f" {tried}문제는 푸는 중이에요." if tried else ""
    return f"{len(part.items)}문제 중 {done}문제를 풀었어요.{said}"


def text(found: Standing) -> str:
    """For terminals: a bar for each chapter, what is being worked on, and what comes next."""
    lines = [_line(part) for part in found.chapters]
    lines += ["", f"모두 합쳐 {summary(found.all)} ({_points(found.all)})"]
    tried = [item for item in found.all.items if item.state is State.TRIED]
    if tried:
        lines += ["", "푸는 중인 문제", *(f"  {item.task.id}  {item.task.title}" for item in tried)]
    coming = found.next
    lines += ["", f"다음 문제: {coming.task.title} ({coming.task.id})" if coming else ALL_DONE]
    return "\n".join(lines)


def _line(part: Part) -> str:
    tried = f" · 푸는 중 {part.count(State.TRIED)}" if part.count(State.TRIED) else ""
    return f"{_bar(part)} {part.count(State.DONE):2}/{len(part.items):<2}  {part.title}{tried}"


def _points(part: Part) -> str:
    return f"{part.points:g}/{part.max_points}점"


def _bar(part: Part) -> str:
    full = WIDTH * part.count(State.DONE) // max(len(part.items), 1)
    return f"[{'#' * full}{'.' * (WIDTH - full)}]"


_TABLE = "border-collapse:collapse;line-height:1.7"
_CELL = "text-align:left;padding:.15em 1.2em .15em 0;vertical-align:top"


def as_html(found: Standing, link: Callable[[str], str], home: str = "") -> str:
    """For notebooks: a row for each chapter that opens to its exercises.

    `link` makes a link of a path in the learner's folder, `home` is the address of the course's first page.
    """
    rows = "".join(
        f"<tr><td style='{_CELL}'>{_linked(part.title, link(paths.chapter_path(chapter.name)))}</td>"
        f"<td style='{_CELL}'>{_meter(part)}</td>"
        f"<td style='{_CELL}'><details><summary>{summary(part)}</summary>{_items(part, link)}</details></td></tr>"
        for chapter, part in zip(found.catalogue, found.chapters, strict=True)
    )
    coming = found.next
    onward = f"다음 문제: {_linked(coming.task.title, link(_place(coming)))}" if coming else ALL_DONE
    back = f"<p style='margin:.4em 0 0'>{_linked('강의 첫 화면', home)}</p>" if home else ""
    return (
        f"<div class='lab-progress' lang='ko'><p style='margin:0 0 .4em'><strong>{onward}</strong><br>"
        f"모두 합쳐 {summary(found.all)} ({_points(found.all)})</p>"
        f"<table style='{_TABLE}'>{rows}</table>{back}</div>"
    )


def _items(part: Part, link: Callable[[str], str]) -> str:
    lines = "".join(
        f"<li>{_linked(item.task.title, link(_place(item)))} · {MARKS[item.state]}"
        f"{' · 풀이를 보았어요' if item.trace and item.trace.shown else ''}</li>"
        for item in part.items
    )
    return f"<ol style='margin:.2em 0 .4em'>{lines}</ol>"


def _place(item: Item) -> str:
    return paths.exercise_path(item.task.chapter, item.task.title)


def _meter(part: Part) -> str:
    done, total = part.count(State.DONE), len(part.items)
    label = html.escape(part.title, quote=True)
    return f"<progress value='{done}' max='{total}' aria-label='{label}' style='accent-color:#2e9e5b'></progress>"


def _linked(words: str, address: str) -> str:
    return f"<a href='{html.escape(address, quote=True)}'>{marked(words)}</a>"
