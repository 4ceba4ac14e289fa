"""Examine one submission from outside: start each exercise, have the learner's cells run elsewhere, look, and grade.

    python -m helpers.grading.examination CHAPTER SECONDS < WORK.json > RESULTS.json

This runs in the examiner's container of a marking lab; a cell may take SECONDS, all of them WHOLE_SECONDS, and the lab
as much disk as its guard allows (`grading.guard`). The learner's cells run in a container
that holds nothing of the course (`grading.seat`); from there comes what an answer cell printed, as text, and nothing
else that counts. What is graded is what stands on the engines, their disks and the Hub, by the same code as `check`.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from helpers import course
from helpers.course.paths import exercises_path
from helpers.dockerdata.types import Computer
from helpers.dockerdata.units import NANO
from helpers.exercise.model import Verdict
from helpers.grading import guard
from helpers.grading.sheet import BEFORE, Work, attempted
from helpers.lesson.exercise_folder import folder_of
from helpers.lesson.lesson import Lesson
from helpers.ui import feedback
from helpers.world import environment, hub
from helpers.world.computers import Computers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.exercise.model import Exercise

READY_SECONDS = 120
_LARGEST = 2_000_000
"""Bytes of an answer from the seat that are read."""
WHOLE_SECONDS = 3000
"""Seconds that one submission may take."""
_LATE = 15
"""Seconds beyond a cell's own after which the seat is not waited for any more."""
_LOOK = 1.0
"""Seconds without a word after which it is asked whether a limit is reached."""
_ANSWER = re.compile(r"\A\s*%%answer[^\n]*")
_ASK_EVERY = 0.1
OTHER_CONFIG = ".docker-of-other"
"""Where the examiner's own `ssh other docker` keeps logins (grading/bin/ssh)."""
_TOO_EARLY = "학생의 칸을 실행하기 전에 이미 통과한 모습이었습니다. 그래서 점수를 주지 않았습니다."


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell that was run: its source, how it ended, what it said and what it printed."""

    source: str
    ended: str
    said: str = ""
    printed: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one exercise: the verdict's name, points, the words for the learner, the cells that were run.

    `passed` are the checks that held, `missed` those that did not, with what was seen; `refused` what the guard told
    the learner's requests meanwhile. Times are seconds since 1970.
    """

    exercise: str
    verdict: str
    points: float
    max_points: float
    text: str
    passed: tuple[str, ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    began: float = 0.0
    ended: float = 0.0

    @classmethod
    def of(cls, read: dict[str, Any]) -> Self:
        """Return what `asdict` wrote."""
        lists = {name: tuple(read[name]) for name in ("passed", "refused")}
        missed = tuple((check, observed) for check, observed in read["missed"])
        return cls(**read | lists | {"missed": missed, "cells": tuple(Cell(**cell) for cell in read["cells"])})


class Limits:
    """What one submission may use of the computer; `guarded` is the folder in which its guard notes what it sees."""

    def __init__(self, guarded: Path, seconds: float = WHOLE_SECONDS) -> None:
        self._guarded = guarded
        self._end = time.monotonic() + seconds

    def full(self) -> bool:
        """Return whether the lab has taken more of the disk than it may."""
        return (self._guarded / guard.FULL).exists()

    def over(self) -> str:
        """Return what is used up, in words; empty where nothing is."""
        if self.full():
            return f"디스크를 {guard.GIBIBYTES}GB 넘게 써서 여기에서 채점을 끝냈습니다."
        return "한 사람의 시간이 다 되어 여기에서 채점을 끝냈습니다." if time.monotonic() > self._end else ""

    def refused(self, since: float) -> tuple[str, ...]:
        """Return what the guard has refused since then, each once."""
        logs = [self._guarded / f"{name}.jsonl" for name in guard.COMPUTERS]
        told = (one for log in logs if log.exists() for one in guard.requests(log) if one["time"] >= since * NANO)
        return tuple(dict.fromkeys(one["refused"] for one in told if one["refused"]))


class Seat:
    """The kernel with the learner's cells, behind its socket. It is the learner's: nothing it says is believed."""

    def __init__(self, door: Path, folder: str, seconds: float, limits: Limits) -> None:
        self._door = door
        self._folder = folder
        self._seconds = seconds
        """So long a cell may take."""
        self._limits = limits

    def run(self, source: str) -> Cell:
        """Run a cell; an answer cell's Bash prints the answer."""
        if self._limits.over():
            return Cell(source=source, ended="unrun")
        typed = _ANSWER.sub("%%bash", source, count=1)
        asked = {"source": typed, "folder": self._folder, "seconds": self._seconds}
        began = time.monotonic()
        try:
            with self._connected() as door:
                door.settimeout(_LOOK)
                door.sendall(json.dumps(asked).encode() + b"\n")
                said = json.loads(self._line(door, began + self._seconds + _LATE))
            kept = {name: _plain(said[name]) for name in ("ended", "said", "printed")}
            return Cell(source=source, seconds=round(time.monotonic() - began, 2), **kept)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return Cell(source=source, ended="dead", seconds=round(time.monotonic() - began, 2))

    def _line(self, door: socket.socket, end: float) -> bytes:
        """Read one line, as long as may be, until `end` by the monotonic clock. Raises ValueError where none came."""
        found = bytearray()
        while not found.endswith(b"\n"):
            if time.monotonic() > end or self._limits.over():
                raise ValueError("too late")
            try:
                part = door.recv(65536)
            except TimeoutError:
                continue
            if not part or len(found) > _LARGEST:
                raise ValueError("no answer")
            found += part
        return bytes(found)

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


def _plain(said: object) -> str:
    """Return a text that every file can hold: what is no letter of Unicode is replaced."""
    return str(said).encode(errors="replace").decode()


def untouched(exercise: Exercise) -> Result:
    """Return what becomes of an exercise that nothing was written for: nothing is run for it."""
    return _unmarked(exercise, Verdict.NOT_ATTEMPTED, "아무것도 쓰지 않았습니다.", 0.0)


def examine(
    chapter: str, work: Mapping[str, Sequence[Work]], seat: Seat, lesson: Lesson, limits: Limits
) -> list[Result]:
    """Examine all exercises of a chapter in their order; one that nothing was written for is not run."""
    for one in work.get(BEFORE, ()):
        seat.run(one.source)
    return [_examine(lesson.exercise(id), tuple(work.get(id, ())), seat, lesson, limits) for id in course.ids(chapter)]


def _examine(exercise: Exercise, work: tuple[Work, ...], seat: Seat, lesson: Lesson, limits: Limits) -> Result:
    began = time.time()
    if not attempted(work):
        return untouched(exercise)
    if over := limits.over():
        return _unmarked(exercise, Verdict.FAILED, over, began)
    _clear_the_way(folder_of(exercise))
    note = lesson.start(exercise.id)
    if note.kind != "done":
        return _unmarked(exercise, Verdict.BROKEN, note.text, began)
    _hand_over_logins()
    before = lesson.check(exercise.id, settle=0).verdict
    cells = tuple(seat.run(one.source) for one in work)
    if limits.full():
        return replace(_unmarked(exercise, Verdict.FAILED, limits.over(), began), cells=cells)
    found = lesson.check(exercise.id, _answer(cells))
    if before is Verdict.PASSED:
        found = replace(found, verdict=Verdict.FAILED, points=0.0, trouble=_TOO_EARLY)
    return Result(
        exercise=exercise.id,
        verdict=found.verdict.value,
        points=found.points,
        max_points=exercise.points,
        text=feedback.text(found),
        passed=found.passed,
        missed=tuple((check, finding.observed) for check, finding in found.findings),
        refused=limits.refused(began),
        cells=cells,
        began=began,
        ended=time.time(),
    )


def _unmarked(exercise: Exercise, verdict: Verdict, text: str, began: float) -> Result:
    """Return a result without a look."""
    ended = time.time() if began else 0.0
    return Result(
        exercise=exercise.id,
        verdict=verdict.value,
        points=0.0,
        max_points=exercise.points,
        text=text,
        began=began,
        ended=ended,
    )


def _answer(cells: Sequence[Cell]) -> str | None:
    """Return what the last answer cell printed; None where it failed."""
    answers = [cell for cell in cells if _ANSWER.match(cell.source)]
    return answers[-1].printed if answers and answers[-1].ended == "done" else None


def _clear_the_way(folder: Path) -> None:
    """Move aside what stands on the way to an exercise's folder and is none, and what stands in it.

    A learner comes there when the exercise has begun. What was there before might be a trap for what `start` lays.
    """
    home = environment.learner_home()
    for place in reversed((folder, *folder.relative_to(home).parents[:-1])):
        path = home / place
        if os.path.lexists(path) and (path == folder or path.is_symlink() or not path.is_dir()):
            path.rename(path.with_name(f".{path.name}-{secrets.token_hex(4)}"))
        path.mkdir(exist_ok=True)
        with contextlib.suppress(OSError):
            path.chmod(0o755)


def _hand_over_logins() -> None:
    """Give the learner the logins that an exercise's setup left: they were made here, with our own client."""
    for computer, folder in ((Computer.MINE, ".docker"), (Computer.OTHER, OTHER_CONFIG)):
        own = Path.home() / folder / "config.json"
        if own.exists():
            hub.hand_over(computer, own.read_bytes())
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
    limits = Limits(Path("/run/lab/guard"))
    folder = home / "work" / Path(exercises_path(chapter)).parent
    seat = Seat(home / ".lab" / "cells.sock", str(folder), float(seconds), limits)
    results = examine(chapter, work, seat, Lesson(computers=computers), limits)
    json.dump([asdict(result) for result in results], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
