"""The coach in the learner's seat: one process, called in by the first command that it is told of.

Hears of commands on a socket, tells their stories into the box of the shell or kernel that ran them, and looks again
at containers that were left running: some mistakes show only after a while. Answers one question after another. Ends
when nobody has asked for a while and no shell is open beyond `ssh`, from where nobody could call it in.
"""

from __future__ import annotations

import contextlib
import fcntl
import heapq
import json
import os
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.coach import mailbox, render, reports
from helpers.coach.mailbox import Box, Said, sweep
from helpers.coach.model import Ran, told
from helpers.coach.scene import Scene
from helpers.dockerdata import command_line
from helpers.dockerdata.units import NANO

if TYPE_CHECKING:
    from helpers.coach.model import Story

IDLE = 900.0
"""Seconds without a question after which it ends."""
GLANCE = 10.0
"""So often, in seconds, it looks whether its place is still there."""
LATER = (0.4, 1.2, 3.5, 15.0, 45.0)
"""Seconds after a container's start at which it is looked at again."""
PATIENT, BRISK = 5.0, 0.05
"""Seconds after a failure and after a success in which a story still stands right beneath its command (witness.py)."""
_HEARD = 1 << 20


class Resident:
    """What it knows between two questions: the boxes, and what it will look at again (`due`: when, which, of whom)."""

    def __init__(self) -> None:
        self._boxes: dict[Path, Box] = {}
        self._due: list[tuple[float, int, Ran, Path]] = []
        self._count = 0

    def hear(self, note: str) -> None:
        """Tell the story of a note, if there is one now, or look again later."""
        ran, file = reports.read(note), Path(json.loads(note)["box"])
        if ran is None or not mailbox.is_on():  # who is beyond `ssh` does not see the switch
            return
        if ran.code:
            reports.keep(ran)
        if story := told(ran, Scene.after(ran)):
            self._say(story, ran, file)
        elif stays(ran):
            for seconds in LATER:
                self._count += 1
                heapq.heappush(self._due, (time.monotonic() + seconds, self._count, ran, file))

    def wait(self) -> float:
        """Seconds until something is to be looked at again."""
        return max(0.0, self._due[0][0] - time.monotonic()) if self._due else IDLE

    def look_again(self) -> None:
        """At all that is due."""
        while self._due and self._due[0][0] <= time.monotonic():
            _, _, ran, file = heapq.heappop(self._due)
            if story := told(ran, Scene.after(ran)):
                self._due = [entry for entry in self._due if entry[2] is not ran]
                heapq.heapify(self._due)
                self._say(story, ran, file)

    def _say(self, story: Story, ran: Ran, file: Path) -> None:
        box = self._boxes.setdefault(file, Box(file))
        late = time.time_ns() - ran.ended > (PATIENT if ran.code else BRISK) * NANO
        box.put(Said(story=story, command=render.named(ran), late=late))


def stays(ran: Ran) -> bool:
    """Whether a command that went well left a container that may still come to grief."""
    asked = command_line.read(ran.argv)
    return not ran.code and (asked.verb in ("start", "restart") or (asked.verb == "run" and asked.has("--detach")))


def serve(place: Path, first: str) -> None:
    """Answer the question that it was called in for, then all others."""
    resident = Resident()
    path = place / "coach.sock"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()
        _safely(resident.hear, first)
        with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a device
            os.dup2(nothing.fileno(), 1)  # whoever called it in waits for this
        asked = time.monotonic()
        while path.exists() and (time.monotonic() - asked < IDLE or any(place.glob("beyond-*"))):
            _safely(lambda: sweep(place))
            door.settimeout(max(0.001, min(resident.wait(), GLANCE)))
            with contextlib.suppress(TimeoutError):
                wire, _ = door.accept()
                asked = time.monotonic()
                with wire:
                    wire.settimeout(1)
                    _safely(lambda wire=wire: converse(resident, wire))
            _safely(resident.look_again)


def converse(resident: Resident, wire: socket.socket) -> None:
    """Hear a note; to a shell beyond `ssh`, which sees no box of this computer, what lies there goes back at once."""
    with wire.makefile("r", encoding="utf-8") as lines:
        note = lines.readline(_HEARD)
    resident.hear(note)
    data = json.loads(note)
    box = Path(data["box"])
    if data.get("beyond") and box.exists():
        wire.sendall(box.read_bytes())
        box.write_text("")


def _safely(step: object, *given: str) -> None:
    """Whatever a story stumbles over stands in the log, and the next is heard."""
    try:
        step(*given)  # type: ignore[operator]
    except Exception:  # noqa: BLE001 - see above
        traceback.print_exc()
        sys.stderr.flush()


def pass_on(place: Path, note: str) -> None:
    """Another was called in at the same moment: it is told."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as wire, contextlib.suppress(FileNotFoundError, ConnectionRefusedError):
            wire.settimeout(5)
            wire.connect(str(place / "coach.sock"))
            wire.sendall(note.encode())
            wire.recv(1)
            return
        time.sleep(0.02)  # the other one has not opened its door yet


def main(place: Path, first: str) -> None:
    """Be the one coach of a place, or tell the one that is there."""
    with (place / "coach.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass_on(place, first)
            return
        os.chdir("/")
        serve(place, first)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
