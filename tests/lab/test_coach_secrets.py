"""No exercise is given away by the coach: its own mistakes, and what one tries first, are made while it is open.

All goes the learner's way: the witness before `docker`, the coach's service, the mailbox.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import LOOKS, SECONDS, nothing_kept
from helpers.coach import service
from helpers.coach.diagnosis import heard
from helpers.coach.mailbox import take
from helpers.coach.model import FinishedCommand
from helpers.lesson.exercise_folder import folder_of
from helpers.lesson.lesson import Lesson
from helpers.world.environment import unheard
from tests.support.coaching import words
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.coach.mailbox import Message
    from helpers.dockerdata.types import DockerState
    from helpers.exercise.model import Exercise
    from helpers.world.computers import Computers

LONG = 4
"""Letters from which on an answer is not met by chance."""


class Seat:
    """Runs what a learner types, and hears what the coach says of it."""

    def __init__(self, place: Path) -> None:
        self._box = place / f"kernel-{os.getpid()}.json"
        self._coach = service.Coach()
        self._turn = threading.Lock()
        self._told: list[Message] = []
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(place / "coach.sock"))
        self._door.listen()
        self._words = place / "words"
        (place / service.HEARD).write_text(service.listed(heard()))

    def run(self, script: str, folder: Path) -> list[Message]:
        """Run Bash to its end, and wait until the coach has looked at what it left running."""
        self._told = []
        with self._words.open("w") as words:  # where they are thrown away, nobody is told
            subprocess.run(
                ["bash", "-c", script], cwd=folder, env=os.environ | {"LAB_COACH_BOX": str(self._box)}, check=False,
                stdin=subprocess.DEVNULL, stdout=words, stderr=words, timeout=SECONDS,
            )  # fmt: skip
        self._catch_up()
        while (left := self._coach.wait()) < service.IDLE:
            time.sleep(left)
            with self._turn:
                self._coach.look_again()
                self._told += take(self._box)
        return self._told

    def _catch_up(self) -> None:
        """Wait until all reports before this one are heard: a witness goes on after a moment."""
        ready = asdict(FinishedCommand(argv=("scp",), code=0)) | {"box": str(self._box)}
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
                    wire.sendall(service.answer(self._coach, service.received(wire)))
                self._told += take(self._box)

    def close(self) -> None:
        """Close the door."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


@pytest.fixture
def seat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Seat]:
    """A learner's seat whose coach does not look as late as it might."""
    monkeypatch.setattr(service, "LATER", (0.4, 1.2))
    monkeypatch.delenv("LAB_COACH", raising=False)
    opened = Seat(tmp_path)
    listener = threading.Thread(target=opened.listen)
    listener.start()
    yield opened
    opened.close()
    listener.join()


@pytest.fixture
def lesson(exercise: str, computers: Computers) -> Iterator[Lesson]:
    """The lesson; what was made in it is taken away."""
    found = Lesson(computers=computers)
    with nothing_kept(course.exercise(exercise)):
        yield found
        assert found.reset(exercise).kind == "done"


def first_tries(exercise: Exercise, before: DockerState, now: DockerState) -> Iterator[str]:
    """Yield what one tries first with what the exercise put there."""
    stood = {found.id for found in before.containers} | {tag for found in before.images for tag in found.tags}
    for container in now.containers:
        if container.id not in stood:
            yield f"timeout 10 docker exec {container.name} ls; timeout 10 docker start {container.name}"
            yield f"docker rm {container.name}"
    for tag in (tag for image in now.images for tag in image.tags if tag not in stood):
        yield f"timeout 5 docker run --name first-try {tag}; docker rmi {tag}; docker rm -f first-try"
        yield f"docker push {tag}"
    if "Dockerfile" in exercise.files or exercise.id == "images.build-context":
        yield "docker build -t first-try .; docker rmi first-try"


def answer(exercise: Exercise) -> str:
    """Return what the solution answers, now that it is begun; empty where it is so short that anybody may say it."""
    if not exercise.solution.answer:
        return ""
    script = f"exec 3>&1 1>/dev/null\n{exercise.solution.script}\nexec 1>&3\n{exercise.solution.answer}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder_of(exercise), env=unheard(), capture_output=True, text=True,
        timeout=PATIENCE, check=True,
    )  # fmt: skip
    return done.stdout.strip() if len(done.stdout.strip()) >= LONG else ""


@pytest.mark.parametrize("exercise", [one.id for one in course.exercises() if one.secrets])
def test_an_exercise_is_not_given_away(exercise: str, seat: Seat, lesson: Lesson, computers: Computers) -> None:
    """Neither its answer nor its solution nor a secret of its own stands in what is told while it is open."""
    asked, before = course.exercise(exercise), computers.mine.snapshot()
    _begin(lesson, exercise)
    lines = {
        line for line in asked.solution.script.splitlines() if line.startswith("docker ") and not LOOKS.match(line)
    }
    hidden = {*asked.secrets, *lines, answer(asked)} - {""}
    for way in (mistake.way for mistake in asked.mistakes):
        _begin(lesson, exercise)
        _keeps(hidden, seat.run(f"{way.script}\n{way.answer or ''}", folder_of(asked)))
    _begin(lesson, exercise)
    for script in first_tries(asked, before, computers.mine.snapshot()):
        _keeps(hidden, seat.run(script, folder_of(asked)))


def _begin(lesson: Lesson, exercise: str) -> None:
    """Begin with the exercise's own files: a start leaves those that were changed."""
    lesson.reset(exercise)
    assert lesson.start(exercise).kind == "done"


def _keeps(hidden: set[str], told: list[Message]) -> None:
    """Find nothing in what was told but what the learner wrote."""
    for message in told:
        said = words(message.explanation).replace(message.command, "")
        found = [text for text in hidden if re.search(rf"(?<![\w-]){re.escape(text)}(?![A-Za-z0-9_-])", said)]
        assert not found, f"{message.command}: {found} in {said}"
