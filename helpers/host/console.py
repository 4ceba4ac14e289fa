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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO

COMMAND = "python lab" if sys.platform == "win32" else "./lab"
_READS_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def spoken(text: str) -> str:
    """`text` with the command as it is typed on this system: no shell of Windows starts `./lab`."""
    return text.replace("./lab", COMMAND)


def prepare(stream: TextIO) -> None:
    """Let `stream` write in the encoding that its reader expects; a letter that has none there is no failure."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding(stream), errors="replace")


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
