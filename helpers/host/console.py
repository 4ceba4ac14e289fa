"""The terminal or pipe that `./lab` speaks to, and what the command is called there.

Knows Windows' consoles; on other systems there is nothing to know.
"""

from __future__ import annotations

import ctypes
import importlib
import io
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO

COMMAND = "python lab" if sys.platform == "win32" else "./lab"
_STDERR = 2
_READS_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def spoken(text: str) -> str:
    """`text` with the command as it is typed on this system: no shell of Windows starts `./lab`."""
    return text.replace("./lab", COMMAND)


def prepare(stream: TextIO) -> None:
    """Let `stream` write in the encoding that its reader expects; a letter that has none there is no failure."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding(stream), errors="replace")


class Patient(io.TextIOWrapper):
    """A standard stream whose reader may leave (`./lab start | head -1`): the work goes on, and nothing is written.

    `lost` is why, None while all that was said has arrived.
    """

    lost: OSError | None = None

    def write(self, text: str) -> int:
        """Write, or not, where nobody reads."""
        try:
            return super().write(text)
        except OSError as error:
            self._leave(error)
            return len(text)

    def flush(self) -> None:
        """Hand on what was written."""
        try:
            super().flush()
        except OSError as error:
            self._leave(error)

    def _leave(self, error: OSError) -> None:
        self.lost = error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def patient(stream: TextIO) -> TextIO:
    """`stream`, going on where its reader leaves; one that is no file stays as it is."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    at_once, letters = stream.line_buffering, encoding(stream)
    return Patient(stream.detach(), letters, "replace", line_buffering=at_once)


def open_closed() -> None:
    """Open the standard streams that were closed (`./lab doctor >&-`), so that no file of ours takes their number."""
    number = os.open(os.devnull, os.O_RDWR)
    while number <= _STDERR:
        number = os.open(os.devnull, os.O_RDWR)
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end


def encoding(stream: TextIO) -> str:
    """What `stream` is written in. Programs of Windows (`more`, PowerShell) read a pipe by the console's code page."""
    page = _kernel().GetConsoleOutputCP() if sys.platform == "win32" and _is_pipe(stream) else 0
    return f"cp{page}" if page else "utf-8"


def can_draw(stream: TextIO) -> bool:
    """Whether lines of `stream` can be drawn over: a console of Windows reads the codes for it when it is told to."""
    if not stream.isatty():
        return False
    if sys.platform != "win32":
        return True
    mode, kernel = ctypes.c_uint32(), _kernel()
    handle = ctypes.c_void_p(importlib.import_module("msvcrt").get_osfhandle(stream.fileno()))
    known = kernel.GetConsoleMode(handle, ctypes.byref(mode))  # NUL is no console
    return bool(known and kernel.SetConsoleMode(handle, mode.value | _READS_CODES))


def _is_pipe(stream: TextIO) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except OSError:  # one that is no file
        return False


def _kernel() -> Any:
    return getattr(ctypes, "windll").kernel32  # noqa: B009 - as mypy understands it on every system
