"""Where all of the kernel's file notices are used up, an exercise starts, is checked and its list ticks as ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.model import Verdict
from helpers.lesson.lesson import Lesson
from helpers.world import file_events, other_computer
from tests.lab.test_checklist import following, solve
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20.0
TAKE = """
import ctypes, errno, sys
libc, taken = ctypes.CDLL(None, use_errno=True), []
while (number := libc.inotify_init()) >= 0:
    taken.append(number)
assert ctypes.get_errno() == errno.EMFILE, ctypes.get_errno()
print(len(taken), flush=True)
sys.stdin.read()
"""
"""Takes every inotify instance that this user may have, until its input ends."""


@pytest.fixture
def _used_up() -> Iterator[None]:
    """No program of the learner's gets a notice of the kernel's, on neither computer: they are one user's."""
    with subprocess.Popen([sys.executable, "-c", TAKE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as taker:
        assert taker.stdout
        assert taker.stdin
        assert int(taker.stdout.readline()) > 0
        yield
        taker.stdin.close()
    assert taker.returncode == 0


@pytest.mark.usefixtures("_used_up")
def test_the_list_ticks() -> None:
    """From the start over every step to the point, though files on both computers decide it."""
    with following("transfer.ftp") as (page, folder):
        assert Lesson().check("transfer.ftp").verdict is Verdict.NOT_ATTEMPTED
        solve("transfer.ftp", folder)
        page.until(lambda: set(page.marks().values()) == {"done"})
        assert Lesson().check("transfer.ftp").verdict is Verdict.PASSED


@pytest.mark.usefixtures("_used_up")
def test_files_here_are_looked_through(tmp_path: Path) -> None:
    """A file that is made, changed in place or removed is told of."""
    told = threading.Semaphore(0)
    ends = file_events.follow([probes.file("x")], tmp_path, told.release)
    try:
        for change in (
            lambda: (tmp_path / "x").write_text("1"),
            lambda: (tmp_path / "x").write_text("22"),
            (tmp_path / "x").unlink,
        ):
            while told.acquire(blocking=False):
                pass
            change()
            assert told.acquire(timeout=PATIENCE)
    finally:
        for end in ends:
            end()


@pytest.mark.usefixtures("_used_up")
def test_files_there_are_looked_through() -> None:
    """The same on the other computer, and nothing of it is left there at the end."""
    told = threading.Semaphore(0)
    folder = Lesson().folder("transfer.scp")
    ends = file_events.follow([probes.file("x", probes.HOME, Computer.OTHER)], folder, told.release)
    try:
        assert told.acquire(timeout=PATIENCE)  # it is being looked at
        for change in ("echo 1 > lab-notice", "echo 22 > lab-notice", "rm lab-notice"):
            while told.acquire(blocking=False):
                pass
            other_computer.ask(f"cd && {change}").check_returncode()
            assert told.acquire(timeout=PATIENCE)
        assert _looking()
    finally:
        for end in ends:
            end()
    eventually(lambda: not _looking())


def _looking() -> bool:
    """Whether a shell of ours runs there."""
    return bool(other_computer.ask("pgrep -u learner -f 'inotifywait -mq[r]'").stdout)
