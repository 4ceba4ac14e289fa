"""The terminal or pipe that `./lab` speaks to, and the running steps that a person sees there.

On a terminal the running steps are redrawn in place; elsewhere each step is one line when it begins, one when it ends,
and one for each minute between. Knows Windows' consoles and the command's name there; nothing of what the steps do.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import os
import shutil
import stat
import sys
import threading
import time
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator


COMMAND = "python lab" if sys.platform == "win32" else "./lab"
_STDERR = 2
_READS_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
_SPIN = "|/-\\"
_BAR = 16  # columns
_REMIND = 60.0  # seconds
_PLAIN = 120  # columns of a line where there is no terminal


def spoken(text: str) -> str:
    """Put the command into `text` as it is typed on this system: no shell of Windows starts `./lab`."""
    return text.replace("./lab", COMMAND)


def agreed(question: str) -> bool:
    """Ask on the terminal; without one nobody can agree."""
    if not sys.stdin.isatty():
        return False
    try:
        said = input(question)
    except EOFError:  # NUL is a terminal to Windows
        return False
    return said.strip().lower() in {"y", "yes", "예"}


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
    """Let `stream` go on where its reader leaves; one that is no file stays as it is."""
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
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


def encoding(stream: TextIO) -> str:
    """Return what `stream` is written in: a pipe of Windows in the console's code page, by which `more` reads it."""
    page = _kernel().GetConsoleOutputCP() if sys.platform == "win32" and _is_pipe(stream) else 0
    return f"cp{page}" if page else "utf-8"


def can_draw(stream: TextIO) -> bool:
    """Tell whether lines of `stream` can be drawn over: a console of Windows reads the codes when it is told to."""
    if not stream.isatty():
        return False
    if sys.platform != "win32":
        return True
    mode, kernel = ctypes.c_uint32(), _kernel()
    handle = ctypes.c_void_p(importlib.import_module("msvcrt").get_osfhandle(stream.fileno()))
    known = kernel.GetConsoleMode(handle, ctypes.byref(mode))  # NUL is no console
    return bool(known and kernel.SetConsoleMode(handle, mode.value | _READS_CODES))


@dataclass(kw_only=True)
class RunningStep:
    """A running step. `done`/`total` draw a bar where `total` is known; `note` is the latest word about it."""

    title: str
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    total: int = 0
    note: str = ""
    reminded: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Return the seconds since it began."""
        return time.monotonic() - self.began

    def advance(self, done: int, total: int) -> None:
        """Set the count; it never runs backwards."""
        self.total = max(total, self.total)
        self.done = max(done, self.done)

    def line(self, spin: str) -> str:
        """Return the step's line while it runs."""
        filled = _BAR * self.done // self.total if self.total else 0
        bar = f" [{'#' * filled}{'.' * (_BAR - filled)}] {self.done}/{self.total}" if self.total else ""
        return f"{spin} {self.title}{bar} {self.seconds:.0f}초 {self.note}".rstrip()


class Progress:
    """The display of running steps. `out` is where it draws; threads may share it."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._live = can_draw(self._out)
        self._steps: list[RunningStep] = []
        self._drawn = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._ticker: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._ticker:
            self._ticker.join()
        with self._lock:
            self._wipe()
            self._out.flush()

    @contextlib.contextmanager
    def step(self, title: str, *, quiet: bool = False) -> Iterator[RunningStep]:
        """Show `title` while the body runs and its seconds after; a `quiet` step leaves no line when it ends well."""
        step = RunningStep(title=title)
        with self._lock:
            self._steps.append(step)
        if not self._live and not quiet:
            self.say(f"… {title}")
        mark = "x"
        try:
            yield step
            mark = "✓"
        finally:
            with self._lock:
                self._steps.remove(step)
            if mark == "x" or not quiet:
                self.say(f"{mark} {title} ({step.seconds:.1f}초)")

    def say(self, text: str) -> None:
        """Print a line that stays."""
        with self._lock:
            self._wipe()
            self._out.write(spoken(text) + "\n")
            self._draw()
            self._out.flush()

    def _tick(self) -> None:
        turn = 0
        while not self._ended.wait(0.15 if self._live else 1.0):
            turn += 1
            if self._live:
                with self._lock:
                    self._wipe()
                    self._draw(_SPIN[turn % len(_SPIN)])
                    self._out.flush()
            else:
                self._remind()

    def _remind(self) -> None:
        with self._lock:
            due = [step for step in self._steps if time.monotonic() - step.reminded > _REMIND]
        for step in due:
            step.reminded = time.monotonic()
            self.say(fit(step.line("…"), _PLAIN))

    def _wipe(self) -> None:
        if self._live and self._drawn:
            self._out.write(f"\x1b[{self._drawn}A\x1b[J")
        self._drawn = 0

    def _draw(self, spin: str = "|") -> None:
        if not self._live:
            return
        width = shutil.get_terminal_size().columns - 1
        for step in self._steps:
            self._out.write(fit(step.line(spin), width) + "\n")
        self._drawn = len(self._steps)


def fit(text: str, width: int) -> str:
    """Cut `text` to `width` terminal columns, a Korean letter being two."""
    columns = 0
    for index, letter in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if columns > width:
            return text[:index]
    return text


def _is_pipe(stream: TextIO) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except OSError:  # one that is no file
        return False


def _kernel() -> Any:
    return vars(ctypes)["windll"].kernel32  # as mypy understands it on every system
