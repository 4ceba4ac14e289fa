"""What stands in a learner's way is told with cause and remedy."""

from __future__ import annotations

import errno

import pytest

from helpers.dockerdata.types import Computer
from helpers.world import errors, hub, other_computer


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), errors.EngineRefused(500, "write /x: no space left on device")]
)
def test_full_disk_is_said(error: Exception) -> None:
    """Whether our own file or the engine's did not fit."""
    assert "디스크가 가득 찼습니다" in errors.fault(error)


@pytest.mark.parametrize("command", ["./lab", "python lab"])
def test_the_lab_is_started_as_on_the_persons_computer(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is gone, the remedy is a command that their shell knows."""
    monkeypatch.setenv("LAB_COMMAND", command)
    gone = [found(Computer.OTHER) for found in (errors.engine_off, errors.engine_silent, errors.no_host)]
    for said in (*gone, errors.hub_silent(), errors.other_unreachable("refused")):
        assert f"({command} start)" in str(said)


def test_refusal_is_told_with_the_engines_words() -> None:
    """Unforeseen, but not silent."""
    assert "HTTP 409" in errors.fault(errors.EngineRefused(409, "in use"))
    assert "in use" in errors.fault(errors.EngineRefused(409, "in use"))


def test_unreachable_computer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no ssh at all, too."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(errors.Trouble, match="다른 컴퓨터에 SSH로 들어갈 수 없습니다"):
        other_computer.ask("true")


def test_hub_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the account is asked for."""
    monkeypatch.setattr(hub, "_TOKENS", "https://127.0.0.1:1/token")
    with pytest.raises(errors.Trouble, match="Hub가 대답하지 않습니다"):
        hub.manifest("me/app:1.0")


def test_what_nobody_foresaw_is_ours() -> None:
    """It is told as a fault of the course; a trouble that is told already stays as it is, and so does what is known."""
    with pytest.raises(errors.Trouble, match=r"실습실에 문제가 있습니다\(ZeroDivisionError\)"), errors.ours():
        raise ZeroDivisionError
    with pytest.raises(errors.NamesTaken, match="x"), errors.ours():
        raise errors.NamesTaken("x")
    with pytest.raises(KeyError), errors.ours(KeyError):
        raise KeyError
