"""What may be typed after `./lab`."""

from __future__ import annotations

import io
import re

import pytest

from helpers.host import commands, errors, seat, terminal
from helpers.host.cli import learners_commands, main, parser
from helpers.ui import cli


def test_a_command_of_the_seat_keeps_its_own_options() -> None:
    """Whatever follows `sh` belongs to the command, options included."""
    assert parser().parse_args(["sh", "docker", "ps", "-a", "--json"]).words == ["docker", "ps", "-a", "--json"]


def test_several_steps_can_be_chosen() -> None:
    """--only takes the names of steps, and -k an expression."""
    options = parser().parse_args(["test", "--only", "unit", "lab", "-k", "images.first"])
    assert (options.only, options.expression) == (["unit", "lab"], "images.first")


def test_an_author_names_what_to_prove() -> None:
    """Exercises or chapters are proved, or the lab for it is taken away."""
    options = parser().parse_args(["prove", "images.first", "start", "--only", "mistakes"])
    assert (options.names, options.only, options.stop) == (["images.first", "start"], "mistakes", False)
    assert parser().parse_args(["prove", "--stop"]).stop


def test_a_learner_can_be_named() -> None:
    """A lab is started for a learner of a class."""
    options = parser().parse_args(["start", "--learner", "20251234", "--secret", "봄학기"])
    assert (options.learner, options.secret) == ("20251234", "봄학기")


@pytest.mark.parametrize(
    "words",
    [
        ["progress"],
        ["progress", "--json"],
        ["exercises", "--json"],
        ["hint", "images.first"],
        ["check", "images.first", "--json"],
        ["solution", "capstone.run", "--yes", "--learner", "20251234"],
        ["check", "--an-option-of-tomorrow", "--", "-1"],
    ],
)
def test_a_learners_command_is_handed_on_as_it_was_typed(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """The command in the seat gets every word."""
    handed: list[str] = []

    def learner(_lab: None, given: list[str]) -> int:
        handed.extend(given)
        return 0

    monkeypatch.setattr(commands, "_lab", lambda: None)
    monkeypatch.setattr(seat, "learner", learner)
    assert main(words) == 0
    assert handed == words


def test_learners_commands_are_those_of_the_seat(capsys: pytest.CaptureFixture[str]) -> None:
    """Each that is passed on is listed with what it is for, and the command line in the seat has it."""
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = " ".join(capsys.readouterr().out.split())
    for name, meaning in learners_commands().items():
        assert f" {name} {meaning} " in listed
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert (ended.value.code, f"lab {name}" in capsys.readouterr().out) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["start", "--fast"],
        ["start", "--port", "0"],
        ["start", "--port", "a"],
        ["test", "--only", "x"],
        ["prove"],
        ["prove", "images.first", "--stop"],
        ["new", "chapter", "x"],
    ],
)
def test_what_is_not_understood_is_a_usage_error(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong word ends with code 2, before anything is done; it is told in Korean, with how to type it."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "사용법: " in said
    assert not re.search(r"usage|error|invalid|required|argument|expected|optional", said)


def test_a_failure_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Cause and remedy go to stderr and the catalogue's code is the exit code."""

    def fail(_: object) -> int:
        raise errors.port_taken(8888)

    monkeypatch.setattr(commands, "doctor", fail)
    assert main(["doctor"]) == errors.PORT
    said = capsys.readouterr().err
    assert "8888" in said
    assert "--port" in said


def test_ctrl_c_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An interruption is no traceback."""

    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "doctor", interrupt)
    assert main(["doctor"]) == errors.INTERRUPTED
    assert "다시 실행" in capsys.readouterr().err


def test_nobody_agrees_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal the question of destroy is answered with no."""
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: PTH123, SIM115
    assert not terminal.agreed("")


def test_nobody_agrees_by_saying_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that is at its end (Ctrl+D; NUL on Windows) gives no answer."""

    class Ended(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Ended())
    assert not terminal.agreed("")
