"""End a cell of commands in one Korean line, where IPython shows its own insides: one that failed, one that ■ ended.

What the learner's own Python raises is shown as ever. Knows signals and processes; nothing of Docker.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from subprocess import CalledProcessError
from typing import TYPE_CHECKING, Any, Self

from helpers.coach.ipython import speaks
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

GRACE = 3.0
"""Seconds that commands have after ■ to end by themselves, as after Ctrl+C; a container's program may need a while."""
_STOPPED = "■을 눌러서 이 칸을 멈췄어요."
_CONTAINERS = " 칸에서 실행한 컨테이너도 멈췄는지는 docker ps로 확인하세요."


class InterruptedCell(Exception):
    """The learner ended the cell. Raised, so that cells which wait for it do not run."""


def load_ipython_extension(shell: Any) -> None:
    """Watch how cells end, where somebody looks on; IPython calls this when the kernel starts."""
    if not speaks():
        return
    shell.set_custom_exc((CalledProcessError, InterruptedCell), _ended)
    for name in ("bash", "sh"):
        shell.register_magic_function(_of_script(shell.find_cell_magic(name)), "cell", name)
    shell.system = _of_line(shell.system)
    from IPython.utils._process_posix import ProcessHandler

    ProcessHandler.terminate_timeout = GRACE  # of `!`, which else kills `docker run` before its container has ended


def _ended(shell: Any, kind: type[BaseException], error: BaseException, trace: Any, tb_offset: Any = None) -> None:
    """Show one line for a cell of commands: it has said why itself, the traceback is of IPython's insides."""
    if isinstance(error, InterruptedCell):
        print(f"\n{error}")  # noqa: T201 - on the page
        return
    if isinstance(error, CalledProcessError) and isinstance(error.cmd, bytes):  # the cell itself
        said = [say("이 칸의 명령이 종료 코드 {code}{으로} 끝났어요.", code=error.returncode)]
    else:
        said = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, said)  # noqa: SLF001 - what IPython's own handlers end with


def _of_script(run: Callable[[str, str], object]) -> Callable[[str, str], None]:
    """Return the cell magic `run`, ended by ■ as a terminal's Ctrl+C ends a script."""

    def script(line: str, cell: str) -> None:
        with Button() as button:
            try:
                run(line, cell)
            except CalledProcessError:
                if not button.pressed:
                    raise
        button.tell(cell)

    return script


def _of_line(run: Callable[[str], object]) -> Callable[[str], None]:
    """Return `run`, which is IPython's `!`: it takes ■ for the end of the command, and would go on with the cell."""

    def line(command: str) -> None:
        with Button(raises=True) as button:
            run(command)
        button.tell(command)

    return line


class Button:
    """Hears of ■ while commands run. Jupyter has told the commands themselves: they are of the kernel's process group.

    `raises` where whoever runs the commands waits for Python's KeyboardInterrupt and ends them.
    """

    def __init__(self, *, raises: bool = False) -> None:
        self.pressed = False
        self._raises = raises
        self._timer: threading.Timer | None = None
        self._here = threading.current_thread() is threading.main_thread()  # only there signals are heard
        self._before: Any = None
        self._others = frozenset[int]()

    def __enter__(self) -> Self:
        if self._here:
            self._others = frozenset(_descendants())
            self._before = signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *_: object) -> None:
        if self._here:
            signal.signal(signal.SIGINT, self._before)
        if self._timer:
            self._timer.cancel()

    def tell(self, commands: str) -> None:
        """Raise InterruptedCell where it was pressed."""
        if self.pressed:
            raise InterruptedCell(_STOPPED + (_CONTAINERS if "docker" in commands else ""))

    def _press(self, number: int, frame: FrameType | None) -> None:
        again, self.pressed = self.pressed, True
        if self._raises:
            signal.default_int_handler(number, frame)
        if again:
            self._kill()
        else:
            self._timer = threading.Timer(GRACE, self._kill)
            self._timer.daemon = True
            self._timer.start()

    def _kill(self) -> None:
        """End what the commands have started and what did not end by itself, a program that hears no signal."""
        for pid in set(_descendants()) - self._others:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _descendants() -> list[int]:
    """Return the processes below the kernel."""
    import psutil

    return [process.pid for process in psutil.Process().children(recursive=True)]
