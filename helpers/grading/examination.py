"""Examine one submission from outside: start each exercise, have the learner's cells run elsewhere, look, and grade.

    python -m helpers.grading.examination CHAPTER SECONDS < WORK.json > RESULTS.json

This runs in the examiner's container of a marking lab; a cell may take SECONDS. The learner's cells run in a container
that holds nothing of the course (`grading.seat`); from there comes what an answer cell printed, as text, and nothing
else that counts. What is graded is what stands on the engines, their disks and the Hub, by the same code as `check`.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from helpers import course
from helpers.course.paths import exercises_path
from helpers.exercise.model import Verdict
from helpers.grading.sheet import BEFORE, Work, attempted
from helpers.lesson.lesson import Lesson
from helpers.ui import feedback
from helpers.world import environment, safe_files
from helpers.world.computers import Computers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

READY_SECONDS = 120
_LARGEST = 2_000_000
"""Bytes of an answer from the seat that are read."""
_ANSWER = re.compile(r"\A\s*%%answer[^\n]*")
_ASK_EVERY = 0.1


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell that was run: its source, how it ended, what it said and what it printed."""

    source: str
    ended: str
    said: str = ""
    printed: str = ""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one exercise: the verdict's name, points, the words for the learner, the cells that were run."""

    exercise: str
    verdict: str
    points: float
    max_points: float
    text: str
    cells: tuple[Cell, ...] = ()
    began: float = 0.0
    ended: float = 0.0

    @classmethod
    def of(cls, read: dict[str, Any]) -> Self:
        """Return what `asdict` wrote."""
        return cls(**read | {"cells": tuple(Cell(**cell) for cell in read["cells"])})


class Seat:
    """The kernel with the learner's cells, behind its socket. It is the learner's: nothing it says is believed."""

    def __init__(self, door: Path, folder: str, seconds: float) -> None:
        self._door = door
        self._folder = folder
        self._seconds = seconds
        """So long a cell may take."""

    def run(self, source: str) -> Cell:
        """Run a cell; an answer cell's Bash prints the answer."""
        typed = _ANSWER.sub("%%bash", source, count=1)
        asked = {"source": typed, "folder": self._folder, "seconds": self._seconds}
        try:
            with self._connected() as door:
                door.settimeout(self._seconds + 30)
                door.sendall(json.dumps(asked).encode() + b"\n")
                said = json.loads(_line(door))
            return Cell(source=source, **{name: str(said[name]) for name in ("ended", "said", "printed")})
        except (OSError, ValueError, KeyError, TypeError):
            return Cell(source=source, ended="dead")

    def _connected(self) -> socket.socket:
        end = time.monotonic() + READY_SECONDS
        while True:
            door = socket.socket(socket.AF_UNIX)
            try:
                door.connect(str(self._door))
            except OSError:
                door.close()
                if time.monotonic() > end:
                    raise
                time.sleep(_ASK_EVERY)  # it is being started
            else:
                return door


def _line(door: socket.socket) -> bytes:
    """Read one line, as long as may be."""
    found = b""
    while not found.endswith(b"\n"):
        part = door.recv(65536)
        if not part or len(found) > _LARGEST:
            raise ValueError("no answer")
        found += part
    return found


def examine(chapter: str, work: Mapping[str, Sequence[Work]], seat: Seat, lesson: Lesson) -> list[Result]:
    """Examine all exercises of a chapter in their order; one that nothing was written for is not run."""
    for one in work.get(BEFORE, ()):
        seat.run(one.source)
    return [_examine(id, tuple(work.get(id, ())), seat, lesson) for id in course.ids(chapter)]


def _examine(id: str, work: tuple[Work, ...], seat: Seat, lesson: Lesson) -> Result:
    exercise = lesson.exercise(id)
    if not attempted(work):
        text = "아무것도 쓰지 않았습니다."
        return Result(exercise=id, verdict=Verdict.NOT_ATTEMPTED.value, points=0, max_points=exercise.points, text=text)
    began = time.time()
    note = lesson.start(id)
    if note.kind != "done":
        return Result(
            exercise=id, verdict=Verdict.BROKEN.value, points=0, max_points=exercise.points, text=note.text, began=began
        )
    _hand_over_login()
    cells = tuple(seat.run(one.source) for one in work)
    found = lesson.check(id, _answer(cells))
    return Result(
        exercise=id,
        verdict=found.verdict.value,
        points=found.points,
        max_points=exercise.points,
        text=feedback.text(found),
        cells=cells,
        began=began,
        ended=time.time(),
    )


def _answer(cells: Sequence[Cell]) -> str | None:
    """Return what the last answer cell printed; None where it failed."""
    answers = [cell for cell in cells if _ANSWER.match(cell.source)]
    return answers[-1].printed if answers and answers[-1].ended == "done" else None


def _hand_over_login() -> None:
    """Give the learner the login that an exercise's setup left: it was done here, with our own client."""
    own = Path.home() / ".docker" / "config.json"
    if own.exists():
        place = environment.docker_config()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        safe_files.write(place / "config.json", own.read_bytes(), ours=True)
        shutil.rmtree(own.parent)


def await_lab(computers: Computers) -> None:
    """Wait until both engines answer. Raises `EngineGone` after READY_SECONDS."""
    end = time.monotonic() + READY_SECONDS
    while not all(engine.alive() for engine in computers.engines.values()):
        if time.monotonic() > end:
            for engine in computers.engines.values():
                engine.get("/_ping")
        time.sleep(_ASK_EVERY)  # a fresh lab's engines are being started


def main(arguments: Sequence[str]) -> None:
    """Read the work, examine it, write the results."""
    chapter, seconds = arguments
    given: dict[str, list[dict[str, Any]]] = json.load(sys.stdin)
    work = {name: [Work(**one) for one in cells] for name, cells in given.items()}
    home = environment.learner_home()
    computers = Computers.here()
    await_lab(computers)
    seat = Seat(home / ".lab" / "cells.sock", str(home / "work" / Path(exercises_path(chapter)).parent), float(seconds))
    results = examine(chapter, work, seat, Lesson(computers=computers))
    json.dump([asdict(result) for result in results], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
