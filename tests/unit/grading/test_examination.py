"""What an examiner takes from a seat that lies, what it clears out of its way, and where a submission ends."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.grading import examination, guard
from helpers.grading.examination import Limits, Seat, untouched

if TYPE_CHECKING:
    from pathlib import Path

EXERCISE = course.exercise("start.first-run")


def seat_that_says(folder: Path, said: bytes, limits: Limits | None = None) -> Seat:
    """A seat whose socket answers this to each question, and keeps quiet where it is nothing."""
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(folder / "door"))
    door.listen()

    def serve() -> None:
        with door.accept()[0] as asker:
            asker.recv(9999)
            if not said:
                asker.recv(1)
            with contextlib.suppress(OSError):  # whoever asked has heard enough
                asker.sendall(said)

    threading.Thread(target=serve, daemon=True).start()
    return Seat(folder / "door", str(folder), 1.0, limits or Limits(folder))


@pytest.mark.parametrize(
    "said",
    [b"[" * 500_000 + b"\n", b"{}\n", b"1\n", b"\xff\n", b'{"ended": "done"', b"x" * 3_000_000 + b"\n"],
    ids=["deep", "empty", "number", "bytes", "half", "huge"],
)
def test_an_odd_answer_is_none(tmp_path: Path, said: bytes) -> None:
    """It counts as a seat that died, and stops nobody."""
    assert seat_that_says(tmp_path, said).run("1").ended == "dead"


def test_what_is_no_letter_is_replaced(tmp_path: Path) -> None:
    """A lone surrogate could be written into no file."""
    said = json.dumps({"ended": "done", "printed": "\ud800", "said": "\udfff"})
    cell = seat_that_says(tmp_path, said.encode() + b"\n").run("1")
    assert (cell.ended, cell.printed, cell.said) == ("done", "?", "?")


def test_a_silent_seat_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the cell's own time and a little more."""
    monkeypatch.setattr(examination, "_LATE", -0.9)
    monkeypatch.setattr(examination, "_LOOK", 0.05)
    assert seat_that_says(tmp_path, b"").run("1").ended == "dead"


def test_a_full_disk_ends_it(tmp_path: Path) -> None:
    """What was running is given up, what comes next is not run, and it is said why."""
    (tmp_path / guard.FULL).touch()
    limits = Limits(tmp_path)
    assert seat_that_says(tmp_path, b"", limits).run("1").ended == "unrun"
    assert "디스크" in limits.over()


def test_time_ends_it(tmp_path: Path) -> None:
    """The whole submission's."""
    assert not Limits(tmp_path).over()
    assert "시간" in Limits(tmp_path, seconds=0).over()


def test_refusals_are_told_once(tmp_path: Path) -> None:
    """Those since the exercise began, of either engine."""
    log = guard.Log(tmp_path / "other.jsonl")
    for refused in ("", "--privileged", "--privileged"):
        log.note("POST", "/containers/create", b"", refused)
    assert Limits(tmp_path).refused(0.0) == ("--privileged",)
    assert Limits(tmp_path).refused(2**40) == ()


def test_an_untouched_exercise_has_no_points() -> None:
    """And no time at which it was looked at."""
    found = untouched(EXERCISE)
    assert (found.points, found.max_points, found.verdict, found.began) == (0.0, 1, "not_attempted", 0.0)


@pytest.mark.parametrize("trap", ["link", "file", "full"])
def test_a_trap_is_moved_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: str) -> None:
    """Before `start` lays an exercise's files, its folder is a new one below the learner's home."""
    home, outside = tmp_path / "home", tmp_path / "outside"
    for place in (home, outside):
        place.mkdir()
    monkeypatch.setenv("LAB_LEARNER_HOME", str(home))
    folder = home / "work" / "exercises" / "first-run"
    if trap == "link":
        folder.parent.parent.mkdir()
        folder.parent.symlink_to(outside)
    elif trap == "file":
        folder.parent.parent.mkdir()
        folder.parent.touch()
    else:
        folder.mkdir(parents=True)
        (folder / "Dockerfile").symlink_to(outside / "x")
    examination._clear_the_way(folder)
    assert folder.resolve() == folder
    assert list(folder.iterdir()) == []
    assert list(outside.iterdir()) == []
