"""Whose turn it is: a learner's command that lists or removes things must not meet a hidden container.

Knows the lock that both take: the hidden containers of one program, or any number of the learner's commands (`coached`
in images/notebook/coach). Neither waits for ever: a command may stand at a question that nobody answers.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from typing import IO, TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.world.environment import in_lab, state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform != "win32":
    import fcntl

NAME = "hidden.lock"
PATIENCE = 5.0
"""Seconds that are waited for the other's turn to end."""
_STEP = 0.02


def kept(computer: Computer) -> bool:
    """Whether the learner's commands there take their turn: those do that are typed at the lab's own computer."""
    return in_lab() and computer is Computer.MINE


class Turn:
    """One program's hidden containers: the first takes the lock, the last lets it go."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._number = 0
        self._held = contextlib.ExitStack()

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Make a hidden container within, and remove it."""
        with self._one:
            if not self._number:
                self._held.enter_context(_locked(alone=True))
            self._number += 1
        try:
            yield
        finally:
            with self._one:
                self._number -= 1
                if not self._number:
                    self._held.close()


ours = Turn().taken


def learners() -> contextlib.AbstractContextManager[None]:
    """Remove things within, as the learner's commands do."""
    return _locked(alone=False)


@contextlib.contextmanager
def _locked(*, alone: bool) -> Iterator[None]:
    if not in_lab():
        yield
        return
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):  # a disk that is full must not stop a check
            state_folder().mkdir(parents=True, exist_ok=True)
            _wait(held.enter_context((state_folder() / NAME).open("a")), alone=alone)
        yield


def _wait(file: IO[str], *, alone: bool) -> None:
    end = time.monotonic() + PATIENCE
    while sys.platform != "win32":
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return
            time.sleep(_STEP)  # flock knows no deadline of its own
        else:
            return
