"""Answer cells: what they print answers their own exercise, and no variable ever does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.exercise.model import Feedback, Verdict
from helpers.ui import answer_cell, notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

Taken = list[tuple[object, object]]


@pytest.fixture
def shell() -> Iterator[Any]:
    """An IPython of this test's own."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def ran(shell: Any, source: str) -> Taken:
    """Run one cell, and return what was taken from it."""
    taken: Taken = []
    answer_cell.register(lambda id, value: taken.append((id, value)))
    shell.run_cell(source, store_history=True)
    return taken


def test_what_the_cell_prints_is_taken(shell: Any) -> None:
    """The exercise's name and the output; no variable is left."""
    assert ran(shell, "%%answer start.read-version\necho 27.5") == [
        ("start.read-version", None),
        ("start.read-version", "27.5\n"),
    ]
    assert not [name for name in shell.user_ns if "answer" in name]


def test_a_cell_that_fails_gives_no_answer(shell: Any) -> None:
    """What stood there before is taken back, what it printed until then is no answer."""
    assert ran(shell, "%%answer start.read-version\necho 27.5\nfalse") == [("start.read-version", None)]


@pytest.mark.parametrize(
    ("source", "variable"),
    [
        ('check("a.b", answer)', "answer"),
        ('check("a.b", answer=mine)', "mine"),
        ('check("a.b", "27.5")', ""),
        ('check("a.b", 3)', ""),
        ('answer = "27.5"\ncheck("a.b", answer)', ""),
        ('found = !echo 3\ncheck("a.b", found)', ""),
        ('for one in ("1", "2"):\n    check("a.b", one)', ""),
        ('check("a.b")', ""),
    ],
)
def test_only_what_the_cell_itself_says_is_graded(
    shell: Any, monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]], source: str, variable: str
) -> None:
    """A variable of an earlier cell is refused in words; a value in the call, or set in the same cell, is graded."""
    graded: list[object] = []

    def check(_id: object, answer: object = None) -> Feedback:
        graded.append(answer)
        return Feedback(exercise="a.b", title="작은 연습", verdict=Verdict.FAILED)

    monkeypatch.setattr(notebook._lesson, "check", check)
    shell.user_ns |= {"check": notebook.check, "answer": "old", "mine": "old"}
    shell.run_cell(source, store_history=True)
    assert bool(graded) is not bool(variable)
    said = shown[0]["text/plain"]
    assert (f"`{variable}`에는 다른 문제의 답이" in said) is bool(variable)


@pytest.mark.parametrize("call", ['check("a.b")', 'check("a.b", answer)'])
def test_an_older_notebook_is_still_marked(
    shell: Any, monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, str]], call: str
) -> None:
    """What its answer cell left in a variable counts for the next check, and for no other."""
    graded: list[object] = []

    def check(_id: object, answer: object = None) -> Feedback:
        graded.append(answer)
        return Feedback(exercise="a.b", title="작은 연습", verdict=Verdict.FAILED)

    monkeypatch.setattr(notebook._lesson, "check", check)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    shell.user_ns |= {"check": notebook.check, "answer": "27.5"}
    for source in (call, 'check("a.c")'):
        shell.run_cell(source, store_history=True)
    assert graded == ["27.5", None]
    assert len(shown) == len(graded)
