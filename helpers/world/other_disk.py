"""Read the other computer's disk where it is mounted: an examiner's way, for the shell there is the learner's.

Asks of it what `other_computer` asks over SSH, and gives the same answers. Links lead nowhere outside of that disk.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dockerdata.units import MIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOME = "home/learner"
"""The home folder below the disk."""
_PLACES = (HOME, "tmp")
_DEEPEST = 3
_LARGEST = 64 * MIB
_ASIDE = frozenset({"work", ".cache"})


def home(disk: Path) -> Path:
    """Return the learner's home there, by its path here."""
    return disk / HOME


def whereabouts(disk: Path) -> dict[str, dict[str, str]]:
    """List what lies in the home and /tmp: the SHA-256 of the files by path, and where links lead."""
    found: dict[str, dict[str, str]] = {"files": {}, "links": {}}
    for top in _PLACES:
        for folder, name, place in _lying(disk / top):
            path = str(Path("/", top, folder, name))
            with suppress(OSError):  # gone meanwhile, or nobody may read it
                told = os.stat(name, dir_fd=place, follow_symlinks=False)
                if stat.S_ISLNK(told.st_mode):
                    found["links"][path] = os.readlink(name, dir_fd=place)
                elif stat.S_ISREG(told.st_mode) and told.st_size < _LARGEST:
                    found["files"][path] = hashlib.sha256(_content(name, place)).hexdigest()
    return found


def remove(disk: Path, names: Iterable[str]) -> None:
    """Remove files below the home."""
    for name in names:
        path = home(disk) / name
        with suppress(FileNotFoundError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def holding(disk: Path, text: bytes) -> list[str]:
    """List the files of the home that hold a text, but for caches."""
    found = []
    for folder, folders, names, place in os.fwalk(home(disk)):
        folders[:] = [name for name in folders if name not in _ASIDE]
        for name in names:
            with suppress(OSError):
                if text in _content(name, place):
                    found.append(str(Path(folder, name).relative_to(home(disk))))
    return found


def _lying(top: Path) -> Iterator[tuple[str, str, int]]:
    """Give what lies below a folder, nothing hidden and nothing deep: its folder, its name, and where that is open."""
    for folder, folders, names, place in os.fwalk(top):
        below = Path(folder).relative_to(top)
        for name in (*names, *folders):  # a link to a folder counts as one
            if not name.startswith("."):
                yield str(below), name, place
        deeper = len(below.parts) + 1 < _DEEPEST
        folders[:] = [name for name in folders if deeper and not name.startswith(".")]


def _content(name: str, place: int) -> bytes:
    """Read a plain file's beginning. Raises OSError where it is something else."""
    opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise FileNotFoundError(name)
        return file.read(_LARGEST)
