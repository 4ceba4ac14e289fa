"""Offer the functions that a learner calls in a notebook (`helpers/__init__.py` hands them out).

Knows what is shown where somebody sits at JupyterLab, and nbgrader's rules for a graded cell; the rest is `lesson`'s.
"""

from __future__ import annotations

import html
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.coach import render
from helpers.coach.explain import explained
from helpers.course import catalogue
from helpers.dockerdata.types import Computer
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress import progress_of
from helpers.lesson.progress_log import Logbook
from helpers.text.message import Note
from helpers.ui import answer_cell, feedback, progress_view, terminals, widgets
from helpers.ui.display import Shown, say, show
from helpers.world import environment
from helpers.world.environment import here

if TYPE_CHECKING:
    from helpers.ui.widgets.exercise_panel import ExercisePanel

_OLD_ANSWER = (
    "`{variable}`에는 다른 문제의 답이 남아 있을 수 있어서 채점하지 않았습니다. "
    '값을 그대로 적어 `check("{id}", "값")`을 실행하세요. '
    '답 칸의 첫 줄을 `%%answer {id}`로 바꾸고 실행한 다음 `check("{id}")`를 실행해도 됩니다.'
)
_NONE_STARTED = (
    "이 노트북에서 시작한 연습 문제가 없어서 어느 문제인지 알 수 없습니다. `start`가 있는 칸을 먼저 실행하거나, "
    '문제의 이름을 적어 `{function}("문제 이름")`처럼 실행하세요. 문제의 이름은 제목 아래에 있습니다.'
)


class _Latest:
    """Stand for the exercise that was started last in this notebook, where a learner names none."""

    def __repr__(self) -> str:
        return "마지막에 시작한 문제"


LATEST = _Latest()
_logbook = Logbook(tell=lambda text: say(Note(kind="refused", text=text)))
_lesson = Lesson(logbook=_logbook)


def start(id: object) -> None:
    """연습 문제를 시작합니다: 문제가 쓰는 이름을 비우고, 파일을 놓고, 준비를 마칩니다."""
    panel = _panel()
    if panel:
        panel.close(None)
    note = _lesson.start(id)
    say(note)
    if panel and note.kind == "done":
        panel.started(id)


def check(id: object = LATEST, answer: object = None) -> float | None:
    """한 일을 진짜 도커 엔진에 물어 채점합니다. 답은 답 칸이 출력한 값이나 `check("문제", "값")`에 적은 값입니다."""
    id = _named(id, "check")
    if id is LATEST:
        return 0.0 if environment.is_graded() else None
    if environment.is_graded():
        older = answer_cell.taken_from_variable()
        answer = older if answer is None else answer
    elif answer is not None and (variable := answer_cell.variable_handed_over()):
        say(Note(kind="refused", text=_OLD_ANSWER.format(variable=variable, id=id)))
        return None
    found = _lesson.check(id, answer)
    show(Shown(feedback.text(found), feedback.as_html(found)))
    panel = _panel()
    if panel:
        panel.graded(found)
    return found.points if environment.is_graded() else None


def _take_answer(id: object, value: object) -> None:
    """Keep what an answer cell printed; where somebody sits at JupyterLab they see what was taken."""
    note = _lesson.answer(id, value)
    if (note.kind != "done") if value is None else widgets.wanted():
        say(note)


answer_cell.register(_take_answer)


def checklist(id: object = LATEST) -> None:
    """문제에서 확인하는 것을 목록으로 보여 줍니다. JupyterLab에서는 일하는 동안 저절로 표시됩니다."""
    id = _named(id, "checklist")
    panel = _panel()
    if id is not LATEST and not (panel and panel.open(id)):
        say(_lesson.checklist(id))


def hint(id: object = LATEST) -> None:
    """힌트를 하나씩 보여 줍니다."""
    id = _named(id, "hint")
    if id is not LATEST:
        say(_lesson.hint(id))


def solution(id: object = LATEST, show: bool = False) -> None:  # noqa: FBT001, FBT002 - as a learner types it
    """풀이를 보여 줍니다. `show=True`라고 해야 보입니다."""
    id = _named(id, "solution")
    if id is not LATEST:
        say(_lesson.solution(id, show=show))


def reset(id: object = LATEST) -> None:
    """연습 문제를 시작하기 전으로 되돌립니다."""
    id = _named(id, "reset")
    if id is LATEST:
        return
    panel = _panel()
    if panel:
        panel.close(id)
    say(_lesson.reset(id))


def _named(id: object, function: str) -> object:
    """Return the exercise that `function` was asked for; LATEST, and a word of it, where it was none."""
    if id is not LATEST:
        return id
    if not _lesson.latest:
        say(Note(kind="refused", text=_NONE_STARTED.format(function=function)))
        return LATEST
    return _lesson.latest


def progress() -> None:
    """어디까지 했는지, 다음은 무엇인지 보여 줍니다."""
    found = progress_of(catalogue.catalogue(), _logbook.traces())
    show(Shown(progress_view.text(found), progress_view.as_html(found, _link, environment.course_page())))


def exercises(chapter: str | None = None) -> None:
    """모든 연습 문제의 이름과 제목을 보여 줍니다."""
    if chapter is not None and chapter not in course.chapters():
        known = ", ".join(f"`{name}`" for name in course.chapters())
        say(Note(kind="refused", text=f"`{chapter}` 장은 없습니다. 있는 장은 {known}입니다."))
        return
    found = course.exercises(chapter)
    plain = "\n".join(f"{exercise.id}  {exercise.title}" for exercise in found)
    rows = "".join(f"<tr><td><code>{e.id}</code></td><td>{html.escape(e.title)}</td></tr>" for e in found)
    show(Shown(plain, f"<table lang='ko'>{rows}</table>"))


def terminal(computer: object = "mine") -> None:
    """터미널을 엽니다. `terminal("other")`는 다른 컴퓨터의 터미널입니다."""
    asked = terminals.meant(computer)
    if asked is None:
        say(Note(kind="refused", text='`terminal()`은 내 컴퓨터, `terminal("other")`는 다른 컴퓨터의 터미널입니다.'))
    elif asked is Computer.OTHER and not environment.in_lab():
        say(Note(kind="refused", text="다른 컴퓨터는 실습실 안에만 있습니다."))
    elif widgets.wanted():
        from helpers.ui.widgets.terminal import TerminalWidget

        work = environment.work() or Path("/")
        show(TerminalWidget(terminals.named(asked, here(), work)))
    else:
        say(Note(text=terminals.in_words(asked)))


def explain(text: object = None) -> None:
    """붙여 넣은 메시지를 설명합니다. 아무것도 주지 않으면 마지막으로 실패한 도커 명령을 설명합니다."""
    found = explained(text)
    if isinstance(found, Note):
        say(found)
    else:
        show(Shown(render.plain(found.explanation, found.command), render.rich(found.explanation, found.command)))


def _link(path: str) -> str:
    """Link to `path` of the course's folders from the notebook that asks: Jupyter names it, or else it runs there."""
    notebook = os.environ.get("JPY_SESSION_NAME")
    stood = Path(notebook).parent if notebook else here()
    root = next((folder for folder in (stood, *stood.parents) if (folder / "exercises").is_dir()), stood)
    return Path(os.path.relpath(root / path, stood)).as_posix()


@cache
def _panel() -> ExercisePanel | None:
    """Return what stands beside an exercise; None where nobody sees it."""
    if not widgets.wanted():
        return None
    from helpers.ui.widgets.exercise_panel import ExercisePanel

    return ExercisePanel(_lesson)
