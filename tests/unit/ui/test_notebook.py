"""The functions that a learner imports: what they show and what nbgrader gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

import helpers
from helpers.course import paths
from helpers.exercise.model import Feedback, Verdict
from helpers.lesson.progress_log import Logbook
from helpers.text.message import Note
from helpers.ui import notebook

if TYPE_CHECKING:
    from pathlib import Path


def stub(monkeypatch: pytest.MonkeyPatch, points: float) -> None:
    """Let the check give so many of two points."""
    verdict = Verdict.PASSED if points else Verdict.FAILED
    feedback = Feedback(exercise="start.tiny", title="작은 연습", verdict=verdict, points=points, max_points=2.0)
    monkeypatch.setattr(notebook._lesson, "check", lambda *_asked: feedback)


def test_package_gives_the_learners_functions_and_nothing_else() -> None:
    """`from helpers import *` is all that a notebook needs."""
    scope: dict[str, Any] = {}
    exec("from helpers import *", scope)  # noqa: S102 - as a notebook does
    names = set(scope) - {"__builtins__"}
    everything = {"start", "check", "hint", "solution", "reset", "exercises", "explain", "progress"}
    looks = {"board", "checklist", "layers", "terminal"}
    assert names == set(helpers.__all__) == everything | looks
    assert all(callable(scope[name]) for name in names)
    with pytest.raises(AttributeError):
        _ = helpers.nothing


def test_check_shows_text_and_html(monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]]) -> None:
    """In a notebook the value is None: nothing but the feedback appears."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    stub(monkeypatch, 2.0)
    assert notebook.check("start.tiny") is None
    assert set(shown[0]) == {"text/plain", "text/html"}
    assert "작은 연습" in shown[0]["text/plain"]


@pytest.mark.parametrize("points", [0.0, 2.0])
def test_nbgrader_gets_points(
    monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]], capsys: pytest.CaptureFixture[str], points: float
) -> None:
    """Under nbgrader the cell's value is a float, and nothing is written to standard error."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    stub(monkeypatch, points)
    value = notebook.check("start.tiny")
    assert (type(value), value, len(shown), capsys.readouterr().err) == (float, points, 1, "")


def test_note_is_escaped_and_its_code_marked(monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]]) -> None:
    """What a learner typed cannot become markup, and backticks become code."""
    monkeypatch.setattr(notebook._lesson, "hint", lambda _id: Note(text="`a<b` & c", title="<i>"))
    notebook.hint("x")
    assert "<code>a&lt;b</code> &amp; c" in shown[0]["text/html"]
    assert "<i>" not in shown[0]["text/html"]
    assert shown[0]["text/plain"] == "[<i>] `a<b` & c"


def test_progress_is_shown_with_links_from_where_the_notebook_stands(
    monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]], tmp_path: Path
) -> None:
    """They lead from the asking notebook's folder to the course's, and back to the first page where there is one."""
    (tmp_path / "exercises" / "images").mkdir(parents=True)
    monkeypatch.setattr(notebook, "_logbook", Logbook(tmp_path / "lab"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "exercises" / "images" / "2-이미지-연습.ipynb"))
    monkeypatch.setenv("LAB_COURSE_PAGE", "/user/ada/course")
    notebook.progress()
    assert "0. 시작하기" in shown[0]["text/plain"]
    assert f"href='../../{paths.address(paths.chapter_path('start'))}'" in shown[0]["text/html"]
    assert f"href='../start/{quote('0-시작하기-연습.ipynb')}#" in shown[0]["text/html"]
    assert "href='/user/ada/course'" in shown[0]["text/html"]


def test_all_exercises_are_shown(shown: list[dict[str, str]]) -> None:
    """By id and title; a chapter that is none is answered, not raised."""
    notebook.exercises()
    assert "start.first-run" in shown[0]["text/plain"]
    notebook.exercises("없는 장")
    assert "없습니다" in shown[1]["text/plain"]


def test_functions_alone_mean_the_exercise_that_was_started_last(
    monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]]
) -> None:
    """Whatever they are; a name that is given counts, were it None."""
    monkeypatch.setattr(notebook._lesson, "latest", "start.read-version")
    notebook.hint()
    notebook.solution()
    notebook.reset()
    notebook.checklist()
    notebook.check()
    assert (
        len([text for text in shown if "start.read-version" in text["text/plain"] or "힌트" in text["text/plain"]]) == 5
    )
    notebook.hint(None)
    assert "없습니다" in shown[-1]["text/plain"]


@pytest.mark.parametrize("function", ["check", "checklist", "hint", "solution", "reset"])
def test_functions_alone_say_what_is_missing_before_any_start(
    monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]], function: str
) -> None:
    """They name the way on."""
    monkeypatch.setattr(notebook._lesson, "latest", "")
    assert getattr(notebook, function)() is None
    assert f'`{function}("문제 이름")`' in shown[0]["text/plain"]
    assert len(shown) == 1


def test_a_graded_check_of_nothing_gives_no_point(monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]]) -> None:
    """With any other last value nbgrader would give full points."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr(notebook._lesson, "latest", "")
    assert (notebook.check(), len(shown)) == (0.0, 1)
