"""The functions that a learner calls in a notebook, and how what they say looks there.

Knows Jupyter's display and nbgrader's rules for a graded cell; everything else is `lesson`'s.
"""

from __future__ import annotations

import html
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from IPython import display as ipython

from helpers import catalogue, course, messages, overview, standing, terminals, widgets
from helpers.coach import explaining, telling
from helpers.computers import in_lab
from helpers.lesson import Lesson
from helpers.logbook import Logbook
from helpers.state import Computer
from helpers.wording import Note

if TYPE_CHECKING:
    from helpers.model import Feedback
    from helpers.widgets.beside import Beside

_logbook = Logbook(tell=lambda text: _say(Note(kind="refused", text=text)))
_lesson = Lesson(logbook=_logbook)
_COLOURS = {"done": "#3b7dd8", "refused": "#d9822b", "broken": "#c0446c"}


class Shown:
    """Something to show, as plain text and as HTML; both are stable from one run to the next."""

    def __init__(self, plain: str, rich: str) -> None:
        self._plain = plain
        self._rich = rich

    def __repr__(self) -> str:
        return self._plain

    def _repr_mimebundle_(self, **_asked: object) -> dict[str, str]:
        """What Jupyter asks for."""
        return {"text/plain": self._plain, "text/html": self._rich}


def start(id: object) -> None:
    """연습 문제를 시작합니다: 문제가 쓰는 이름을 비우고, 파일을 놓고, 준비를 마칩니다."""
    beside = _beside()
    if beside:
        beside.close(None)
    note = _lesson.start(id)
    _say(note)
    if beside and note.kind == "done":
        beside.started(id)


def check(id: object, answer: object = None) -> float | None:
    """한 일을 진짜 도커 엔진에 물어 채점합니다. 값을 묻는 문제면 `answer`에 답을 줍니다."""
    feedback = _lesson.check(id, answer)
    _show(_feedback(feedback))
    beside = _beside()
    if beside:
        beside.graded(feedback)
    return feedback.points if os.environ.get("NBGRADER_EXECUTION") else None


def checklist(id: object) -> None:
    """문제에서 확인하는 것을 목록으로 보여 줍니다. JupyterLab에서는 일하는 동안 저절로 표시됩니다."""
    beside = _beside()
    if not (beside and beside.open(id)):
        _say(_lesson.checklist(id))


def hint(id: object) -> None:
    """힌트를 하나씩 보여 줍니다."""
    _say(_lesson.hint(id))


def solution(id: object, show: bool = False) -> None:  # noqa: FBT001, FBT002 - as a learner types it
    """풀이를 보여 줍니다. `show=True`라고 해야 보입니다."""
    _say(_lesson.solution(id, show=show))


def reset(id: object) -> None:
    """연습 문제를 시작하기 전으로 되돌립니다."""
    beside = _beside()
    if beside:
        beside.close(id)
    _say(_lesson.reset(id))


def progress() -> None:
    """어디까지 했는지, 다음은 무엇인지 보여 줍니다."""
    found = standing.standing(catalogue.catalogue(), _logbook.traces())
    _show(Shown(overview.text(found), overview.as_html(found, _link, os.environ.get("LAB_COURSE_PAGE", ""))))


def exercises(chapter: str | None = None) -> None:
    """모든 연습 문제의 이름과 제목을 보여 줍니다."""
    if chapter is not None and chapter not in course.chapters():
        known = ", ".join(f"`{name}`" for name in course.chapters())
        _say(Note(kind="refused", text=f"`{chapter}` 장은 없습니다. 있는 장은 {known}입니다."))
        return
    found = course.exercises(chapter)
    plain = "\n".join(f"{exercise.id}  {exercise.title}" for exercise in found)
    rows = "".join(f"<tr><td><code>{e.id}</code></td><td>{html.escape(e.title)}</td></tr>" for e in found)
    _show(Shown(plain, f"<table lang='ko'>{rows}</table>"))


def terminal(computer: object = "mine") -> None:
    """터미널을 엽니다. `terminal("other")`는 다른 컴퓨터의 터미널입니다."""
    asked = terminals.meant(computer)
    if asked is None:
        _say(Note(kind="refused", text='`terminal()`은 내 컴퓨터, `terminal("other")`는 다른 컴퓨터의 터미널입니다.'))
    elif asked is Computer.OTHER and not in_lab():
        _say(Note(kind="refused", text="다른 컴퓨터는 실습실 안에만 있습니다."))
    elif widgets.wanted():
        from helpers.widgets.terminal import Terminal  # noqa: PLC0415 - only the lab has anywidget

        work = Path(os.environ.get("LAB_WORK", "/"))
        ipython.display(Terminal(terminals.named(asked, Path.cwd(), work)))  # type: ignore[no-untyped-call] # IPython's
    else:
        _say(Note(text=terminals.in_words(asked)))


def explain(text: object = None) -> None:
    """붙여 넣은 메시지를 설명합니다. 아무것도 주지 않으면 마지막으로 실패한 도커 명령을 설명합니다."""
    found = explaining.explained(text)
    if isinstance(found, Note):
        _say(found)
    else:
        _show(Shown(telling.plain(found.story, found.command), telling.rich(found.story, found.command)))


def _link(path: str) -> str:
    """A link to `path` of the course's folders from the notebook that asks: Jupyter names it, or else it runs there."""
    notebook = os.environ.get("JPY_SESSION_NAME")
    here = Path(notebook).parent if notebook else Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / "exercises").is_dir()), here)
    return Path(os.path.relpath(root / path, here)).as_posix()


@cache
def _beside() -> Beside | None:
    """What stands beside an exercise, where somebody sees it."""
    if not widgets.wanted():
        return None
    from helpers.widgets.beside import Beside  # noqa: PLC0415 - the computer without widgets lacks what it imports

    return Beside(_lesson)


def _show(shown: Shown) -> None:
    ipython.display(shown)  # type: ignore[no-untyped-call] # IPython's own


def _feedback(feedback: Feedback) -> Shown:
    return Shown(messages.text(feedback), messages.as_html(feedback))


def _say(note: Note) -> None:
    _show(Shown(note.plain, _rich(note)))


def _rich(note: Note) -> str:
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(note.text, quote=False)).replace("\n", "<br>")
    head = f"<strong>{html.escape(note.title)}</strong><br>" if note.title else ""
    script = f"<pre style='margin:.6em 0 0'>{html.escape(note.script)}</pre>" if note.script else ""
    colour = _COLOURS[note.kind]
    box = f"border-left:4px solid {colour};padding:.6em 1em;margin:.3em 0;line-height:1.6"
    return f'<div class="lab-note lab-{note.kind}" role="status" lang="ko" style="{box}">{head}{text}{script}</div>'
