"""Provoke a mistake for real and hear what the coach says of it, at once or later."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import time
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from helpers.coach import reports
from helpers.coach.diagnosis import diagnose
from helpers.coach.explain import explained
from helpers.coach.mailbox import Message
from helpers.coach.model import FinishedCommand
from helpers.coach.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from helpers.coach.model import Explanation

DOCKER = "/usr/bin/docker"
"""Docker's own program: what stands before it in the lab's PATH is tested where it is the subject."""


FOLLOWED = "coach-followed"
FOLLOW = ("logs", "-f", FOLLOWED)
"""A command that says `ready` and goes on until somebody ends it, while `followed`."""


def provoke(line: str, folder: Path, **environment: str) -> tuple[FinishedCommand, Explanation | None]:
    """Run one command as typed, here or beyond `ssh`; return it and its explanation."""
    argv = shlex.split(line)
    began = time.time_ns()
    done = subprocess.run(
        [DOCKER if argv[0] == "docker" else argv[0], *argv[1:]], cwd=folder, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=120, check=False, env=os.environ | environment,
    )  # fmt: skip
    ran = FinishedCommand(
        argv=tuple(argv), code=done.returncode, words=done.stderr, folder=str(folder), began=began,
        ended=time.time_ns(), host=environment.get("DOCKER_HOST", ""),
    )  # fmt: skip
    ran = reports.read(json.dumps(asdict(ran))) or ran
    return ran, diagnose(ran, Scene.after(ran))


def assert_told(line: str, folder: Path, rule: str, parts: Iterable[str]) -> None:
    """Run a command that fails; the coach must tell of it by this rule, and in these words among others."""
    ran, explanation = provoke(line, folder)
    assert ran.code
    assert explanation is not None, ran.said
    assert explanation.id == rule
    for part in parts:
        assert part in words(explanation)


def words(explanation: Explanation | None) -> str:
    """Return all that an explanation says, in one line; empty where none is told."""
    return " ".join((explanation.what, explanation.why, *explanation.next)) if explanation else ""


def pasted(message: str) -> Explanation | None:
    """Return what the coach tells of an engine's message alone, as `explain` does."""
    said = explained(message)
    return said.explanation if isinstance(said, Message) else None


def told_of(line: str, message: str, code: int = 1) -> Explanation | None:
    """Return what the coach tells of a command that failed here with an engine's message."""
    ran = FinishedCommand(argv=tuple(line.split()), code=code, words=message, folder="/nonexistent")
    return diagnose(ran, Scene.after(ran))


def later(ran: FinishedCommand, seconds: float = 10) -> Explanation | None:
    """Return what is told so many seconds from now, if all stays as it is, without waiting for it."""
    scene = Scene.after(ran)
    scene.now = time.time() + seconds
    return diagnose(ran, scene)


def in_time(ran: FinishedCommand, deadline: float = 10) -> Explanation | None:
    """Return what is told as soon as something is; None where nothing was by the deadline, in seconds."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        if explanation := later(ran, 0):
            return explanation
        time.sleep(0.05)  # between two looks, until the deadline
    return None


@contextmanager
def followed() -> Iterator[None]:
    """Have the container of `FOLLOW` stand there."""
    words = ("run", "-d", "--name", FOLLOWED, "busybox", "sh", "-c", "echo ready; exec sleep 600")
    subprocess.run([DOCKER, *words], check=True, capture_output=True, timeout=120)
    try:
        yield
    finally:
        subprocess.run([DOCKER, "rm", "-f", FOLLOWED], check=True, capture_output=True, timeout=60)
