"""Run the coach in the learner's seat: one process, called in by the first command that it hears of.

It hears of commands on a socket, leaves its explanations in the mailbox of the shell or kernel that ran them, and looks
again at containers that were left running: some mistakes show only after a while. It answers one report after another.
It ends when no report has come for a while and no shell is open beyond `ssh`, from where nobody could call it in. When
its code has changed, it begins anew with the next failure.
"""

from __future__ import annotations

import contextlib
import heapq
import json
import os
import socket
import subprocess
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.coach import explain, render, reports
from helpers.coach.diagnosis import diagnose, heard, heard_before, parted, read
from helpers.coach.evidence import own_files
from helpers.coach.mailbox import Mailbox, Message, sweep
from helpers.coach.scene import Scene
from helpers.coach.secrets import sayable
from helpers.dockerdata import command_line
from helpers.dockerdata.units import NANO
from helpers.world import safe_files, tried_commands

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from helpers.coach.model import Explanation, FinishedCommand

IDLE = 900.0
"""Seconds without a report after which it ends."""
GLANCE = 10.0
"""Seconds after which it looks whether its folder is still there."""
LATER = (0.4, 1.2, 3.5, 7.0, 15.0, 45.0)
"""Seconds after a container's start at which it is looked at again."""
PATIENT, BRISK = 5.0, 0.05
"""Seconds within which the explanation of a failure or a success stands right beneath its command (witness.c)."""
HEARD, BEFORE = "heard", "before"
"""The files that tell the witness of which commands rules want to hear also where they succeed, and before they run."""
_LONGEST = 1 << 20
"""Bytes of a report, at most."""


class Coach:
    """What is known between two reports: the mailboxes, and what is to be looked at again (when, which, whose)."""

    def __init__(self) -> None:
        self._mailboxes: dict[Path, Mailbox] = {}
        self._due: list[tuple[float, int, FinishedCommand, Path]] = []
        self._count = 0
        self._before: tuple[tuple[str, ...], tuple[tuple[str, str], ...]] = ((), ())

    def hear(self, report: str) -> None:
        """Explain the command of a report, or look again later where there is nothing to explain yet."""
        if tried := reports.tried(report):
            tried_commands.keep(tried)
        ran, file = reports.read(report), Path(json.loads(report)["box"])
        if ran is None or not explain.is_on():  # who is beyond `ssh` does not see the switch
            return
        scene = Scene.after(ran)
        if json.loads(report).get("before"):
            self._before = (ran.argv, own_files.of(read(ran, scene), scene))
            return
        ran = replace(ran, lost=self._before[1] if self._before[0] == ran.argv else ())
        ran = parted(ran, read(ran, scene), scene)  # an engine forgets what it saw, and whose words they were
        if ran.code:
            explain.keep(ran)
        if explanation := diagnose(ran, scene):
            self._say(explanation, ran, file)
        elif stays(ran):
            for seconds in LATER:
                self._count += 1
                heapq.heappush(self._due, (time.monotonic() + seconds, self._count, ran, file))

    def wait(self) -> float:
        """Return the seconds until something is to be looked at again."""
        return max(0.0, self._due[0][0] - time.monotonic()) if self._due else IDLE

    def look_again(self) -> None:
        """Look again at all that is due."""
        while self._due and self._due[0][0] <= time.monotonic():
            _, _, ran, file = heapq.heappop(self._due)
            if explanation := diagnose(ran, Scene.after(ran)):
                self._due = [entry for entry in self._due if entry[2] is not ran]
                heapq.heapify(self._due)
                self._say(explanation, ran, file)

    def _say(self, explanation: Explanation, ran: FinishedCommand, file: Path) -> None:
        mailbox = self._mailboxes.setdefault(file, Mailbox(file))
        late = time.time_ns() - ran.ended > (PATIENT if ran.code else BRISK) * NANO
        mailbox.put(Message(explanation=sayable(explanation, ran), command=render.named(ran), late=late))


def stays(ran: FinishedCommand) -> bool:
    """Return whether a command that went well left a container that may still come to grief."""
    asked = command_line.read(ran.argv)
    return not ran.code and (asked.verb in ("start", "restart") or (asked.verb == "run" and asked.has("--detach")))


class Code:
    """The course's modules that are in memory, and when their files were last written."""

    def __init__(self) -> None:
        self._read: dict[str, int] = {}
        self.has_changed()

    def has_changed(self) -> bool:
        """Return whether one of them was written since it was seen first."""
        course = str(Path(__file__).parents[1])
        files = [str(getattr(module, "__file__", "")) for module in tuple(sys.modules.values())]
        now = {file: _written(file) for file in files if file.startswith(course)}
        self._read = now | self._read
        return now != self._read


def _written(file: str) -> int:
    try:
        return Path(file).stat().st_mtime_ns
    except OSError:
        return 0


def listed(commands: Collection[str]) -> str:
    """Return the commands that silent rules want to hear of, one a line and in all spellings, for the witness."""
    return "".join(f"{line}\n" for command in sorted(commands) for line in command_line.spellings(command))


def serve(place: Path, first: str) -> tuple[str, int] | None:
    """Answer the report that it was called in for, then all others.

    Where the code has changed, return the next report instead, and the file descriptor on which it is to be answered.
    """
    lists = {HEARD: listed(heard()), BEFORE: listed(heard_before())}
    coach, code = Coach(), Code()  # when all rules are in memory
    path = place / "coach.sock"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()
        with _carrying_on():
            os.write(1, answer(coach, first))
        _release_caller()
        with _carrying_on():
            for name, wanted in lists.items():
                safe_files.write(place / name, wanted.encode(), ours=True)
        last = time.monotonic()
        while path.exists() and (time.monotonic() - last < IDLE or any(place.glob("beyond-*"))):
            with _carrying_on():
                sweep(place)
            door.settimeout(max(0.001, min(coach.wait(), GLANCE)))
            with contextlib.suppress(TimeoutError):
                wire, _ = door.accept()
                last = time.monotonic()
                with wire, _carrying_on():
                    wire.settimeout(1)
                    report = received(wire)
                    if json.loads(report)["code"] and code.has_changed():  # a success must not wait for many files
                        return report, os.dup(wire.fileno())
                    wire.sendall(answer(coach, report))
            with _carrying_on():
                coach.look_again()
    return None


def _release_caller() -> None:
    """Close standard output: the witness that called it in, or was answered last, waits for that."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)


def received(wire: socket.socket) -> str:
    """Return a report: words and folders may hold any byte, as those of programs do."""
    with wire.makefile("r", encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        return lines.readline(_LONGEST)


def answer(coach: Coach, report: str) -> bytes:
    """Hear a report; return what a shell beyond `ssh` is told at once, which cannot read its mailbox here."""
    coach.hear(report)
    data = json.loads(report)
    box = Path(data["box"])
    if not data.get("beyond") or not box.exists():
        return b""
    told = box.read_bytes()
    box.write_text("")
    return told


@contextlib.contextmanager
def _carrying_on() -> Iterator[None]:
    """Write what goes wrong within to the log: the next report is heard all the same."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever a rule stumbles over
        traceback.print_exc()
        sys.stderr.flush()


def pass_on(place: Path, report: str) -> None:
    """Tell the one that was called in at the same moment."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as wire, contextlib.suppress(FileNotFoundError, ConnectionRefusedError):
            wire.settimeout(5)
            wire.connect(str(place / "coach.sock"))
            wire.sendall(report.encode(errors="surrogateescape"))
            wire.recv(1)
            return
        time.sleep(0.02)  # the other one has not opened its door yet


def main(place: Path, first: str) -> None:
    """Be the one coach of a folder, or tell the one that is there; leave it to another when the code has changed."""
    with safe_files.locked(place / "coach.lock", seconds=0) as held:
        if not held:
            pass_on(place, first)
            return
        os.chdir("/")
        left = serve(place, first)
    if left:
        report, wire = left
        with os.fdopen(wire, "wb") as standard_output:
            subprocess.Popen([sys.executable, "-m", "helpers.coach.service", place, report], stdout=standard_output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
