"""Write files that are whole at every moment, whatever ends the writer or fills the disk; and lock what one may use.

The one place for atomic writes and for locks between programs.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform != "win32":
    import fcntl

_PART = re.compile(r"\.lab-[0-9a-f]{16}\.part")
_OLD = ".~"
"""How Jupyter names the copy of a file's old contents while it writes new ones over them."""
_ASK_EVERY = 0.02
"""Seconds between two tries for a lock that is not waited for without end."""


def write(path: Path, content: bytes, *, ours: bool = False) -> None:
    """Put a new file in the place of `path`, or of what it links to, with the old one's mode and owner.

    Where nobody may make a file beside it, it is written over. Raises OSError; the old contents are whole then. A file
    that is the course's own (`ours`) is replaced itself, be it a link or read-only.
    """
    target = path if ours else Path(os.path.realpath(path))
    old = target.exists() and not target.is_symlink()
    if old and not ours and not os.access(target, os.W_OK):
        raise PermissionError(f"File is not writable: {target}")
    if old and not ours and not os.access(target.parent, os.W_OK):
        target.write_bytes(content)
        return
    part = target.with_name(f".lab-{secrets.token_hex(8)}.part")
    try:
        _write_part(part, content, like=target if old else None)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def write_json(path: Path, data: object) -> None:
    """Write `data` as JSON into a file of our own, sets as sorted lists; its folder is made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, default=sorted)  # in ASCII: a file's name may be no text at all
    write(path, text.encode(), ours=True)


def copy(source: Path, path: Path) -> None:
    """Put the contents and the times of `source` in the place of `path`."""
    write(path, source.read_bytes())
    shutil.copystat(source, path)


def sweep(folder: Path, older: float) -> None:
    """Remove from `folder` what was never put in its place by writers that were killed `older` seconds ago or more."""
    for file in folder.iterdir():
        if _PART.fullmatch(file.name):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > older:
                    file.unlink()


@contextmanager
def locked(file: Path, *, alone: bool = True, seconds: float | None = None) -> Iterator[bool]:
    """Hold the lock `file`: alone, or with all others who do not want to be alone.

    Whoever else wants it waits, `seconds` at most (None: without end); gives whether it is held then. Raises OSError
    where the file cannot be made. Where the system knows no such locks, it is held at once.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lock:
        yield _taken(lock, alone=alone, seconds=seconds)


def _taken(lock: IO[str], *, alone: bool, seconds: float | None) -> bool:
    """Wait for a lock; flock itself knows no deadline."""
    if sys.platform == "win32":
        return True
    how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    if seconds is None:
        fcntl.flock(lock, how)
        return True
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(_ASK_EVERY)  # flock knows no deadline of its own
        else:
            return True


def recover(folder: Path) -> tuple[Path, ...]:
    """Give the files below `folder` their contents back that a killed Jupyter left empty; return them.

    What was left of a file that was never put in its place goes. Nobody may be writing there.
    """
    found = []
    for place, _folders, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            if _PART.fullmatch(name):
                file.unlink(missing_ok=True)
            elif name.startswith(_OLD) and _is_left(file, empty := file.with_name(name.removeprefix(_OLD))):
                with suppress(OSError):
                    file.replace(empty)
                    found.append(empty)
    return tuple(found)


def _is_left(old: Path, empty: Path) -> bool:
    files = (old, empty)
    if not all(file.is_file() and not file.is_symlink() for file in files):
        return False
    return old.stat().st_size > 0 and empty.stat().st_size == 0


def _write_part(part: Path, content: bytes, *, like: Path | None) -> None:
    with part.open("xb") as file:
        if like:
            shutil.copystat(like, part)
            owner = like.stat()
            with suppress(PermissionError):  # somebody else's, which only root may give away
                os.chown(part, owner.st_uid, owner.st_gid)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
