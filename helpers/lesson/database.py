"""A small SQLite file for facts that outlive everything: many writers at once, upgraded in place, and never in the way.

Knows transactions, versions and what to do with a damaged file; not what the tables are for. The ordinary journal
(not WAL) is used on purpose: it also works in a home folder on a school's network disk, and writers are few.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from helpers.text.josa import say
from helpers.world.safe_files import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PATIENCE = 10.0
"""Seconds that one writer waits for another."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_T = TypeVar("_T")


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
