"""Keep for good what was done in the exercises: every start, check, hint, solution and reset, as events.

Knows what is kept and what it comes to. Not what an exercise is: an id that no exercise has any more is kept like all
others. What nbgrader runs is somebody else's notebook, so nothing of it is kept.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.lesson import practice
from helpers.lesson.database import Database
from helpers.world.environment import is_graded, state_folder

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

_T = TypeVar("_T")
NAME = "progress.db"
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE event (
            number INTEGER PRIMARY KEY,
            at REAL NOT NULL,
            exercise TEXT NOT NULL,
            kind TEXT NOT NULL,
            verdict TEXT NOT NULL DEFAULT '',
            points REAL NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX event_of ON event (exercise, number)",
    ),
)
"""The database's versions. A step is only ever added, and takes nothing away."""


class Kind(StrEnum):
    """What happened."""

    START = "start"
    CHECK = "check"
    HINT = "hint"
    SOLUTION = "solution"
    RESET = "reset"


_KNOWN = ", ".join(f"'{kind.value}'" for kind in Kind)
_WHOLE = """(typeof(number) = 'integer' AND typeof(at) IN ('real', 'integer') AND at BETWEEN 0 AND 1e11
    AND typeof(exercise) = 'text' AND typeof(kind) = 'text' AND typeof(verdict) = 'text'
    AND typeof(points) IN ('real', 'integer') AND points BETWEEN 0 AND 1000)"""
"""What a row is that the course has written: SQLite itself takes anything, and a file can be edited."""
_SOUND = f"WITH sound AS (SELECT * FROM event WHERE {_WHOLE} AND kind IN ({_KNOWN}))"
"""The rows that count. A kind that is not known here is a newer course's."""
_SINCE_RESET = """kind = 'hint' AND number > (
    SELECT COALESCE(MAX(number), 0) FROM sound AS of WHERE of.exercise = sound.exercise AND of.kind = 'reset')"""
_HINTS = f"{_SOUND} SELECT COUNT(*) FROM sound WHERE exercise = ? AND {_SINCE_RESET}"
_TRACES = f"""
    {_SOUND}
    SELECT exercise, MAX(kind = 'check' AND verdict = 'passed'), MAX(points), SUM(kind = 'check'), SUM({_SINCE_RESET}),
        MAX(kind = 'solution'), MAX(number), MAX(at)
    FROM sound GROUP BY exercise"""
_ASIDE = (
    "CREATE TABLE IF NOT EXISTS damaged AS SELECT * FROM event WHERE 0",
    f"INSERT INTO damaged SELECT * FROM event WHERE {_WHOLE} IS NOT TRUE",
    f"DELETE FROM event WHERE {_WHOLE} IS NOT TRUE",
)
"""Damaged rows go to a table of their own: nothing is thrown away, and they are told of once."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What all events of one exercise come to.

    `points` are the most that a check gave, `hints` counts those since the last reset, `shown` says whether the
    solution was, `last` orders exercises by when something happened, and `at` is when, in seconds since 1970.
    """

    exercise: str
    passed: bool
    points: float
    checks: int
    hints: int
    shown: bool
    last: int
    at: float


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


class Logbook:
    """The events in the database under one folder (where none is named: whoever sits here's)."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        tell: Callable[[str], None] = _tell,
        migrations: Sequence[Sequence[str]] = MIGRATIONS,
    ) -> None:
        self._folder = folder or state_folder()
        self._tell = tell
        self._database = Database(self._folder / NAME, migrations=migrations, new=self._recall, tell=tell)
        self._queue = ThreadPoolExecutor(max_workers=1)

    def note(self, exercise: str, kind: Kind, *, verdict: str = "", points: float = 0.0) -> None:
        """Keep one event."""
        if not is_graded():
            self._do(lambda connection: _insert(connection, exercise, kind, verdict, points), None)

    def later(self, exercise: str, kind: Kind, *, verdict: str = "", points: float = 0.0) -> None:
        """Keep one event, and let nobody wait for the disk: only what is asked here next, and the program's end, do."""
        if not is_graded():
            self._behind(lambda connection: _insert(connection, exercise, kind, verdict, points), None)

    def hint(self, exercise: str, total: int) -> int:
        """Count how many of `total` hints were given before this one, which is kept where it is a new one."""

        def work(connection: sqlite3.Connection) -> int:
            given = int(connection.execute(_HINTS, (exercise,)).fetchone()[0])
            if given < total:
                _insert(connection, exercise, Kind.HINT)
            return given

        return 0 if is_graded() else self._do(work, 0)

    def traces(self) -> Mapping[str, Trace]:
        """Sum up each exercise that was ever touched, by id."""

        def work(connection: sqlite3.Connection) -> tuple[list[Trace], int]:
            return [_trace(row) for row in connection.execute(_TRACES)], _put_aside(connection)

        none: list[Trace] = []
        found, damaged = self._do(work, (none, 0))
        if damaged:
            self._tell(
                f"진도를 적어 두는 파일에 알아볼 수 없는 기록이 {damaged}개 있어서 세지 않고 따로 옮겨 두었습니다. "
                "나머지 진도는 그대로이니 하던 대로 계속하세요."
            )
        return {trace.exercise: trace for trace in found}

    def _do(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        return self._behind(work, otherwise).result()

    def _behind(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> Future[_T]:
        """Do something once all is kept that came before, in the name of whoever asks: Jupyter shows it there."""
        return self._queue.submit(copy_context().run, self._database.do, work, otherwise)

    def _recall(self, connection: sqlite3.Connection) -> None:
        """Begin with what the practice records still tell: exercises begun, and the hints that they used to count."""
        for exercise, hints in practice.begun(self._folder):
            _insert(connection, exercise, Kind.START)
            for _ in range(hints):
                _insert(connection, exercise, Kind.HINT)


def _insert(connection: sqlite3.Connection, exercise: str, kind: Kind, verdict: str = "", points: float = 0.0) -> None:
    connection.execute(
        "INSERT INTO event (at, exercise, kind, verdict, points) VALUES (?, ?, ?, ?, ?)",
        (time.time(), exercise, kind.value, verdict, points),
    )


def _put_aside(connection: sqlite3.Connection) -> int:
    """Take the damaged rows out of the way; how many there were."""
    wrong = int(connection.execute(f"SELECT COUNT(*) FROM event WHERE {_WHOLE} IS NOT TRUE").fetchone()[0])
    for statement in _ASIDE if wrong else ():
        connection.execute(statement)
    return wrong


def _trace(row: tuple[Any, ...]) -> Trace:
    exercise, passed, points, checks, hints, shown, last, at = row
    return Trace(
        exercise=exercise,
        passed=bool(passed),
        points=points,
        checks=checks,
        hints=hints,
        shown=bool(shown),
        last=last,
        at=at,
    )
