"""Sit in the learner's seat: what is typed goes by the witness before `docker` to a coach, and what it says is kept."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING
from unittest import mock

from helpers.authoring.proving import LOOKS
from helpers.coach import service
from helpers.coach.diagnosis import heard, heard_before
from helpers.coach.mailbox import take
from helpers.coach.model import FinishedCommand
from helpers.world import tried_commands
from tests.support.coaching import words
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from helpers.coach.mailbox import Message
    from helpers.exercise.model import Exercise

LONG = 4
"""Letters from which on an answer is not met by chance."""


class Seat:
    """A coach that hears what is run while it is open."""

    def __init__(self, place: Path) -> None:
        self.told: list[Message] = []
        self.box = place / f"kernel-{os.getpid()}.json"
        self._coach = service.Coach()
        self._turn = threading.Lock()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(place / "coach.sock"))
        self._door.listen()
        (place / service.HEARD).write_text(service.listed(heard()))
        (place / service.BEFORE).write_text(service.listed(heard_before()))

    def look_again(self) -> None:
        """Wait until the coach has looked at all that it wants to look at again."""
        self._catch_up()
        while (left := self._coach.wait()) < service.IDLE:
            time.sleep(left)  # until it is due
            with self._turn:
                self._coach.look_again()
                self.told += take(self.box)

    def _catch_up(self) -> None:
        """Wait until all reports before this one are heard: a witness goes on after a moment."""
        ready = asdict(FinishedCommand(argv=("scp",), code=0)) | {"box": str(self.box)}
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(PATIENCE)
            wire.connect(self._door.getsockname())
            wire.sendall(f"{json.dumps(ready)}\n".encode())
            wire.recv(1)

    def listen(self) -> None:
        """Hear every command until the door is closed."""
        while True:
            try:
                wire, _ = self._door.accept()
            except OSError:
                return
            with wire, self._turn:
                with contextlib.suppress(BrokenPipeError):  # whoever tells of a success does not wait
                    report = service.received(wire)  # nothing from one that had no time to tell
                    wire.sendall(service.answer(self._coach, report) if report else b"")
                self.told += take(self.box)

    def close(self) -> None:
        """Close the door."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


@contextmanager
def taken(place: Path, later: tuple[float, ...]) -> Iterator[Seat]:
    """Take a seat whose coach looks again at what runs on after so many seconds."""
    seat = Seat(place)
    listener = threading.Thread(target=seat.listen)
    listener.start()
    with (
        mock.patch.dict(os.environ, {"LAB_COACH_BOX": str(seat.box)}),
        mock.patch.object(service, "LATER", later),
        mock.patch.object(tried_commands, "keep"),  # what was tried in vain is another's words than the coach's
    ):
        os.environ.pop("LAB_COACH", None)
        try:
            yield seat
        finally:
            seat.close()
            listener.join()


def hidden(exercise: Exercise, answer: str) -> set[str]:
    """Return what must not be told while an exercise is open: its secrets, its solution's commands and its answer."""
    lines = {
        line for line in exercise.solution.script.splitlines() if line.startswith("docker ") and not LOOKS.match(line)
    }
    return {*exercise.secrets, *lines, *([answer] if len(answer) >= LONG else ())}


def given_away(told: Iterable[Message], secrets: set[str]) -> list[str]:
    """Return what of it stands in what was told, but for what the learner wrote."""
    found = []
    for message in told:
        said = words(message.explanation).replace(message.command, "")
        found += [
            f"{message.command}: {text!r} in {said}"
            for text in secrets
            if re.search(rf"(?<![\w-]){re.escape(text)}(?![A-Za-z0-9_-])", said)
        ]
    return found
