"""Reach a file as if a folder were the whole disk: links lead nowhere outside of it, however they change meanwhile.

For examiners, whose own disk holds what a learner's links must not reach. Linux 5.6 or newer (openat2(2)).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENAT2 = 437
"""The call's number on every processor."""
_IN_ROOT = 0x10
_NO_MAGIC_LINKS = 0x02


class _How(ctypes.Structure):
    _fields_ = [("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64)]


@contextlib.contextmanager
def found(root: Path, path: Path) -> Iterator[Path | None]:
    """Give a path by which the file or folder `path` is read; None where there is none below `root`.

    The path is good within the `with` alone. Raises ValueError where `path` is not written as one below `root`.
    """
    place = _opened(root, path.relative_to(root))
    try:
        yield None if place is None else Path(f"/proc/self/fd/{place}")
    finally:
        if place is not None:
            os.close(place)


def _opened(root: Path, below: Path) -> int | None:
    try:
        top = os.open(root, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        how = _How(flags=os.O_PATH | os.O_CLOEXEC, mode=0, resolve=_IN_ROOT | _NO_MAGIC_LINKS)
        call = ctypes.CDLL(None, use_errno=True).syscall
        place = call(_OPENAT2, top, os.fsencode(below), ctypes.byref(how), ctypes.sizeof(how))
    finally:
        os.close(top)
    return None if place < 0 else int(place)
