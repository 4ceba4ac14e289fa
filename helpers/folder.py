"""The exercise's own folder on the learner's disk: laying its files at the start, taking them back at a reset.

Knows which files are the course's (by their hash) and which the learner's. What the learner wrote is never lost: laying
leaves a changed file alone, and taking back puts it aside first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.model import Exercise

KEEP = 1 << 20
"""Files up to this size in bytes are put aside at a reset; a larger one is an archive, which a command makes anew."""


def folder_of(exercise: Exercise) -> Path:
    """Where an exercise is worked on: beside its notebook where we stand there, else in the learner's work folder."""
    here = Path.cwd()
    if here.name == exercise.chapter:
        return here / exercise.slug
    work = os.environ.get("LAB_WORK")
    root = Path(work) if work else Path.cwd()
    return root / "exercises" / exercise.chapter / exercise.slug


def files_in(folder: Path) -> tuple[str, ...]:
    """The files below a folder, as sorted paths relative to it."""
    found = (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return tuple(sorted(str(path.relative_to(folder)) for path in found))


def lay(folder: Path, files: Mapping[str, str], laid: Mapping[str, str]) -> dict[str, str]:
    """Write the files that are missing or still as we laid them (`laid`), and say which are ours now."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = dict(laid)
    for name, text in files.items():
        path, wanted = folder / name, _hash(text.encode())
        if path.exists() and not (path.is_file() and _hash(path.read_bytes()) in (wanted, laid.get(name))):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        ours[name] = wanted
    return ours


def take_back(folder: Path, stood: tuple[str, ...], laid: Mapping[str, str], aside: Path | None) -> bool:
    """Remove all but what `stood` there before the start; True where something of the learner's was put aside.

    Without a folder `aside` nothing of what came since is the learner's.
    """
    if not folder.is_dir():
        return False
    moved = False
    for name in files_in(folder):
        if name in stood:
            continue
        path = folder / name
        moved = (aside is not None and _put_aside(path, aside / name, laid.get(name))) or moved
        path.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            _remove_if_empty(path)
    _remove_if_empty(folder)
    return moved


def _put_aside(path: Path, to: Path, ours: str | None) -> bool:
    try:
        written = path.is_file() and not path.is_symlink()  # reading a pipe would wait for ever
        if not written or path.stat().st_size > KEEP or _hash(path.read_bytes()) == ours:
            return False
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
    except OSError:  # a file that only root may read: nothing that was written by hand
        return False
    return True


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
