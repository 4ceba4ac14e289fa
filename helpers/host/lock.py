"""One `./lab` at a time in one folder, released by the system however the program ends."""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import TYPE_CHECKING

from helpers.host import errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock while the body runs. Raises LabError where another holds it or we may not write there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("a")  # not emptied, which Windows may refuse while another holds it
    except OSError as error:
        raise errors.of_system(error, str(folder)) from None
    with file:
        try:
            if sys.platform == "win32":
                msvcrt = importlib.import_module("msvcrt")
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl = importlib.import_module("fcntl")  # each system has only one of the two
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise errors.busy() from None
        yield
