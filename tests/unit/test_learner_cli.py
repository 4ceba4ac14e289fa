"""`lab` in the terminal: what it prints and how it exits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers import course, learner_cli
from helpers.course.capstone.order import order
from helpers.personal import Learner

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
    assert learner_cli.main(["exercises", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [exercise["id"] for exercise in listed] == list(course.ids())
    assert set(listed[0]) == {"id", "title", "chapter", "points"}


def test_unknown_exercise_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 2 and standard output stays empty."""
    assert learner_cli.main(["check", "start.nothing", "--json"]) == 2
    said = capsys.readouterr()
    assert (said.out, "없습니다" in said.err) == ("", True)


def test_check_before_the_start_is_not_passed(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON has the documented keys and the exit code is 1."""
    assert learner_cli.main(["check", "start.first-run", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert {"id", "verdict", "points", "max_points", "findings"} <= set(said)
    assert said["verdict"] == "not_attempted"


def test_engine_that_is_off_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 3 and the reason stands on standard error."""
    assert learner_cli.main(["begin", "start.first-run"]) == 3
    assert "꺼져 있습니다" in capsys.readouterr().err


def test_hint_and_solution_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal asks no second time: the command itself is the question."""
    assert learner_cli.main(["hint", "start.first-run"]) == 0
    assert "힌트 1/" in capsys.readouterr().out
    assert learner_cli.main(["solution", "start.first-run", "--yes"]) == 0
    assert "docker run hello-world" in capsys.readouterr().out


def test_a_teacher_sees_anybodys_solution(capsys: pytest.CaptureFixture[str]) -> None:
    """With a learner's name the solution has that learner's own values in it."""
    name = "student-one"
    assert learner_cli.main(["solution", "capstone.run", "--learner", name, "--yes"]) == 0
    said = capsys.readouterr().out
    assert all(value in said for value in (order(Learner(name=name)).board, str(order(Learner(name=name)).port)))


def test_bad_arguments_exit_with_2() -> None:
    """As argparse has it."""
    with pytest.raises(SystemExit) as stopped:
        learner_cli.main(["nonsense"])
    assert stopped.value.code == 2
