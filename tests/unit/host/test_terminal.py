"""What a person sees while `./lab` works, and what Windows' consoles must be told."""

from __future__ import annotations

import ctypes
import io
import re
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from helpers.host import terminal
from helpers.host.terminal import Progress, RunningStep, fit


class Terminal(io.StringIO):
    """A console's stream."""

    def isatty(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """Of the standard output."""
        return 1


class Kernel:
    """Windows as far as it knows consoles. `page` is the code page, `obeys` whether the console reads codes."""

    def __init__(self, *, page: int = 949, obeys: bool = True) -> None:
        self.mode = 0x0003
        self._obeys = obeys
        self.functions = SimpleNamespace(
            GetConsoleOutputCP=lambda: page, GetConsoleMode=self._tell, SetConsoleMode=self._set
        )

    def _tell(self, _handle: object, mode: Any) -> bool:
        ctypes.cast(mode, ctypes.POINTER(ctypes.c_uint32))[0] = self.mode
        return True

    def _set(self, _handle: object, mode: int) -> bool:
        self.mode = mode if self._obeys else self.mode
        return self._obeys


def windows(monkeypatch: pytest.MonkeyPatch, kernel: Kernel) -> Kernel:
    """This computer as Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel.functions), raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda number: number))
    return kernel


def test_a_console_of_windows_is_told_to_read_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the codes that draw the running steps stand on the screen as letters; the rest of its mode stays."""
    kernel = windows(monkeypatch, Kernel())
    assert terminal.can_draw(Terminal())
    assert kernel.mode == 0x0007


def test_what_reads_no_codes_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old console of Windows gets whole lines."""
    windows(monkeypatch, Kernel(obeys=False))
    out = Terminal()
    with Progress(out) as progress, progress.step("일"):
        progress.say("말")
    assert "\x1b" not in out.getvalue()


def test_a_pipe_of_windows_is_written_as_its_reader_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python lab doctor | more`: programs of Windows read Korean by the console's code page."""
    windows(monkeypatch, Kernel())
    monkeypatch.setattr(terminal, "_is_pipe", lambda _: True)
    stream = io.TextIOWrapper(raw := io.BytesIO(), encoding="ascii")
    terminal.prepare(stream)
    stream.write("가✓")  # the second letter is none of theirs
    stream.flush()
    assert raw.getvalue() == "가?".encode("cp949")


@pytest.mark.parametrize(("page", "pipe"), [(949, False), (0, True)])
def test_a_file_is_written_in_utf_8(monkeypatch: pytest.MonkeyPatch, page: int, pipe: bool) -> None:  # noqa: FBT001
    """So is a pipe where no console says otherwise."""
    windows(monkeypatch, Kernel(page=page))
    monkeypatch.setattr(terminal, "_is_pipe", lambda _: pipe)
    assert terminal.encoding(sys.stdout) == "utf-8"


def test_elsewhere_all_is_utf_8() -> None:
    """Whatever the stream is."""
    assert sys.platform != "win32"
    assert terminal.encoding(sys.stdout) == "utf-8"


def test_the_command_is_called_as_it_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No shell of Windows starts `./lab`."""
    monkeypatch.setattr(terminal, "COMMAND", "python lab")
    assert terminal.spoken("./lab start로 켜세요.") == "python lab start로 켜세요."


def test_plain_lines_where_there_is_no_terminal() -> None:
    """A step is a line when it begins and a line with its seconds when it ends, with no control codes."""
    out = io.StringIO()
    with Progress(out) as progress, progress.step("엔진 켜기"):
        pass
    assert re.fullmatch(r"… 엔진 켜기\n✓ 엔진 켜기 \(\d+\.\d초\)\n", out.getvalue())


def test_a_failed_step_is_marked() -> None:
    """A step that raises ends with its own mark, and the error goes on."""
    out = io.StringIO()
    with pytest.raises(ValueError, match="x"), Progress(out) as progress, progress.step("일"):
        raise ValueError("x")
    assert "x 일" in out.getvalue()


def test_a_terminal_is_left_clean() -> None:
    """After the end only finished lines stand: everything drawn below them was wiped."""
    out = Terminal()
    with Progress(out) as progress, progress.step("일"):
        progress.say("말")
    last = out.getvalue().rsplit("\x1b[J", 1)[-1]
    assert re.fullmatch(r"✓ 일 \(\d+\.\d초\)\n", last)


def test_a_bar_grows_with_the_count() -> None:
    """Half of the steps fill half of the bar."""
    step = RunningStep(title="이미지")
    step.advance(2, 4)
    assert "[########........] 2/4" in step.line("|")


def test_a_count_never_runs_backwards() -> None:
    """Stages of a build are counted each for itself; the bar keeps the furthest."""
    step = RunningStep(title="이미지")
    step.advance(5, 9)
    step.advance(1, 3)
    assert (step.done, step.total) == (5, 9)


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("abc", 3, "abc"), ("abcd", 3, "abc"), ("가나다", 5, "가나"), ("", 3, "")]
)
def test_korean_letters_take_two_columns(text: str, width: int, cut: str) -> None:
    """A line is cut by columns, so that it never wraps."""
    assert fit(text, width) == cut
