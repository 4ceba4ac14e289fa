"""`lab` in the terminal: what it prints and how it exits."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.course.capstone.order import order
from helpers.exercise.model import Learner
from helpers.lesson.progress_log import Kind, Logbook
from helpers.ui import cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine that is off, and a home of its own."""
    monkeypatch.setenv("LAB", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LAB_ENGINE_HOST", f"unix://{tmp_path}/nobody.sock")
    monkeypatch.delenv("LAB_OTHER_HOST", raising=False)


def test_all_exercises_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON, in the order of the course, with what a script needs."""
    assert cli.main(["exercises", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [exercise["id"] for exercise in listed] == list(course.ids())
    assert set(listed[0]) == {"id", "title", "chapter", "points"}


def test_unknown_exercise_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 2 and standard output stays empty."""
    assert cli.main(["check", "start.nothing", "--json"]) == 2
    said = capsys.readouterr()
    assert (said.out, "없습니다" in said.err) == ("", True)


def test_check_before_the_start_is_not_passed(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON has the documented keys and the exit code is 1."""
    assert cli.main(["check", "start.first-run", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert {"id", "verdict", "points", "max_points", "findings"} <= set(said)
    assert said["verdict"] == "not_attempted"


def test_a_terminal_is_told_of_commands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not of a notebook's functions; from outside of the command as it is typed there."""
    assert cli.main(["checklist", "start.first-run"]) == 2
    assert "`lab begin start.first-run`" in capsys.readouterr().err
    monkeypatch.setenv("LAB_TYPED", "./lab")
    for command in ("check", "reset"):
        assert cli.main([command, "start.first-run"]) != 0
        said = "".join(capsys.readouterr())
        assert ("`./lab begin start.first-run`" in said, "start(" in said) == (True, False)


def test_a_checklist_of_nothing_begun(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name it is that of the exercise begun last; where none was, it is said how one begins."""
    assert cli.main(["checklist"]) == 2
    said = capsys.readouterr().err
    assert ("lab begin 문제" in said, "lab exercises" in said) == (True, True)


def test_engine_that_is_off_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 3 and the reason stands on standard error."""
    assert cli.main(["begin", "start.first-run"]) == 3
    assert "꺼져 있습니다" in capsys.readouterr().err


def test_hint_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """One more each time, from one command to the next."""
    for number in (1, 2):
        assert cli.main(["hint", "start.first-run"]) == 0
        assert f"힌트 {number}/" in capsys.readouterr().out


def sit(monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    """Let somebody sit at the terminal who answers so; None: nobody does."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n" if answer is not None else ""))
    monkeypatch.setattr("sys.stdin.isatty", lambda: answer is not None, raising=False)


@pytest.mark.parametrize("answer", ["y", "Y", "yes", "예", "네", "ㅛ"])
def test_solution_is_printed_to_whoever_wants_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    """The terminal asks once, and understands a yes as people type it."""
    sit(monkeypatch, answer)
    assert cli.main(["solution", "start.first-run"]) == 0
    said = capsys.readouterr().out
    assert "[y/N]" in said
    assert "docker run hello-world" in said


@pytest.mark.parametrize("answer", ["", "n", "아니요", "docker"])
def test_solution_is_kept_from_whoever_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    """Anything but a yes is a no, and it is not remembered as shown."""
    sit(monkeypatch, answer)
    assert cli.main(["solution", "start.first-run"]) == 1
    assert "docker run" not in "".join(capsys.readouterr())
    assert Logbook().traces() == {}


def test_solution_needs_a_yes_where_nobody_sits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script says --yes; without it nothing is shown and nobody waits for an answer."""
    sit(monkeypatch, None)
    assert cli.main(["solution", "start.first-run"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert cli.main(["solution", "start.first-run", "--yes"]) == 0
    assert "docker run hello-world" in capsys.readouterr().out


def test_progress_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each chapter and what comes next; as JSON for scripts."""
    Logbook().note("start.first-run", Kind.CHECK, verdict="passed", points=1)
    assert cli.main(["progress"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"\[#+\.+\] +1/3 +0\. 시작하기", said)
    assert "(start.read-version)" in said
    assert cli.main(["progress", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["done"], found["next"], found["chapters"][0]["done"]) == (1, "start.read-version", 1)


def test_a_teacher_sees_anybodys_solution(capsys: pytest.CaptureFixture[str]) -> None:
    """With a learner's name the solution has that learner's own values in it."""
    name = "student-one"
    assert cli.main(["solution", "capstone.run", "--yes", "--learner", name]) == 0
    said = capsys.readouterr().out
    assert all(value in said for value in (order(Learner(name=name)).board, str(order(Learner(name=name)).port)))


def test_bad_arguments_exit_with_2() -> None:
    """As argparse has it."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["nonsense"])
    assert stopped.value.code == 2
