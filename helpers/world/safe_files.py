"""Files that are whole at every moment: the old contents or the new ones, whatever ends the writer, or fills the disk.

Knows the file system; nothing of notebooks.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

_PART = re.compile(r"\.lab-[0-9a-f]{16}\.part")
_OLD = ".~"
"""How Jupyter names the copy of a file's old contents while it writes new ones over them."""


def write(path: Path, content: bytes) -> None:
    """Put a new file in the place of `path`, or of what it links to, with the old one's mode and owner.

    Where nobody may make a file beside it, it is written over. Raises OSError; the old contents are whole then.
    """
    target = Path(os.path.realpath(path))
    old = target.exists()
    if old and not os.access(target, os.W_OK):
        raise PermissionError(f"File is not writable: {target}")
    if old and not os.access(target.parent, os.W_OK):
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


def copy(source: Path, path: Path) -> None:
    """Put the contents and the times of `source` in the place of `path`."""
    write(path, source.read_bytes())
    shutil.copystat(source, path)


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
