"""Keep for good what was done in the exercises: every start, check, hint, solution and reset, as events.

Knows what is kept and what it comes to. Not what an exercise is: an id that no exercise has any more is kept like all
others. What nbgrader runs is somebody else's notebook, so nothing of it is kept.

The file is SQLite's: many writers at once, upgraded in place, and never in the way, even where it is damaged. The
ordinary journal (not WAL) is used on purpose: it also works in a home folder on a school's network disk, and writers
are few.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.lesson import practice
from helpers.text.josa import say
from helpers.world.environment import is_graded, state_folder
from helpers.world.safe_files import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future


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


PATIENCE = 10.0
"""Seconds that one writer waits for another."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Database:
    """The database `file`.

    `migrations` are the statements that bring it from version n to n + 1 (`PRAGMA user_version`); `new` fills one that
    has just been made. Nothing here raises for what is wrong with the file or the disk: `tell` is told, in Korean.
    """

    def __init__(
        self,
        file: Path,
        *,
        migrations: Sequence[Sequence[str]],
        new: Callable[[sqlite3.Connection], None],
        tell: Callable[[str], None],
    ) -> None:
        self.file = file
        self._migrations = migrations
        self._new = new
        self._tell = tell

    def do(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Do `work` in one transaction and return what it gives; `otherwise` where it cannot be done at all."""
        try:
            return self._once(work)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                return self._failed(error, otherwise)
        except OSError as error:
            return self._failed(error, otherwise)
        try:
            return self._anew(work)
        except (sqlite3.Error, OSError) as error:
            return self._failed(error, otherwise)

    def _once(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
        connection.text_factory = _text
        with contextlib.closing(connection):
            if _version(connection) < len(self._migrations):  # one of a newer course is used as it is
                with _transaction(connection):
                    self._migrate(connection)
            with _transaction(connection):
                return work(connection)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = _version(connection)  # another process may have been here while we waited
        for statements in self._migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        if version == 0:
            self._new(connection)
        connection.execute(f"PRAGMA user_version = {max(version, len(self._migrations))}")

    def _anew(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Try again with nobody else mending; where it is still damaged, on a new file, with the old one aside."""
        with locked(self.file.with_suffix(".lock")):
            try:
                return self._once(work)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
            aside = self._put_aside()
            done = self._once(work)
        self._tell(
            say(
                "진도를 적어 두는 파일이 망가져서 `{aside}`{으로} 옮겨 두고 새로 시작했습니다. "
                "노트북과 컨테이너는 그대로입니다.",
                aside=str(aside),
            )
        )
        return done

    def _put_aside(self) -> Path:
        number = 1 + len(list(self.file.parent.glob(f"{self.file.stem}-damaged-*{self.file.suffix}")))
        aside = self.file.with_name(f"{self.file.stem}-damaged-{number}{self.file.suffix}")
        journal = Path(f"{self.file}-journal")
        if journal.exists():  # first of all: left alone, it would be played back into the new file
            journal.replace(f"{aside}-journal")
        self.file.replace(aside)
        return aside

    def _failed(self, error: Exception, otherwise: _T) -> _T:
        self._tell(f"진도를 읽거나 적지 못했습니다. 채점은 그대로 됩니다. ({error})")
        return otherwise


def _text(stored: bytes) -> str:
    """Decode a text as it stands in the file, where it may be none."""
    return stored.decode(errors="replace")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing, and alone from the first look on."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED
