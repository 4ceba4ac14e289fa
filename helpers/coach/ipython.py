"""Show the coach's explanations beneath a notebook's cell, as an IPython extension.

Only where somebody looks on in JupyterLab, or LAB_COACH=on. Knows when a cell is over and how it shows things; the
commands of the cell have told the coach, whose answer lies in this kernel's mailbox.
"""

from __future__ import annotations

import atexit
import contextvars
import os
import threading
import time
from pathlib import Path
from subprocess import CalledProcessError
from typing import TYPE_CHECKING, Any

from IPython import get_ipython
from IPython.display import publish_display_data

from helpers.coach import render
from helpers.coach.mailbox import captioned, sweep, take
from helpers.coach.secrets import sayable
from helpers.world.environment import has_widgets

if TYPE_CHECKING:
    from helpers.coach.model import Explanation
    from helpers.coach.secrets import Sayable

PATIENCE = 4.5
"""Seconds after a cell in which something may still come to grief."""
UNENDING = 4.0
"""Seconds after which it is asked whether a cell ends by itself, and again as often as it takes as long."""
_LOOK = 0.2
"""Seconds between two looks."""
SHELL = "/usr/local/lib/lab/coach.bash"


def load_ipython_extension(shell: Any) -> None:
    """Begin to listen; IPython calls this when the kernel starts."""
    os.environ.pop("LAB_COACH_BOX", None)
    if not speaks():
        return
    file = Path(f"/tmp/lab-coach-{os.getuid()}") / f"kernel-{os.getpid()}.json"  # noqa: S108 - the seat's own
    file.parent.mkdir(mode=0o700, exist_ok=True)
    sweep(file.parent)
    _remove(file)
    atexit.register(_remove, file)
    os.environ |= {"LAB_COACH_BOX": str(file), "BASH_ENV": SHELL}
    beneath = Beneath(file)
    shell.events.register("pre_run_cell", beneath.before)
    shell.events.register("post_run_cell", beneath.after)


def _remove(file: Path) -> None:
    """Remove what lies in this kernel's name."""
    for left in file.parent.glob(f"{file.stem}.*"):
        left.unlink(missing_ok=True)


def speaks() -> bool:
    """Return whether the coach has a listener here."""
    asked = os.environ.get("LAB_COACH")
    return asked == "on" or (asked != "off" and has_widgets())


class Beneath:
    """Shows what lies in the mailbox beneath the cell that has just run."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._next = threading.Event()
        """Set when the next cell begins: what comes from then on is that cell's."""
        self._done = threading.Event()
        """Set when the cell is over."""

    def before(self, _info: Any) -> None:
        """End the watch beneath the cell before: it is over for good. Look whether the new one ends."""
        self._next.set()
        self._done = threading.Event()
        here = contextvars.copy_context()  # it knows which cell this is
        threading.Thread(target=here.run, args=(self._tell_of_waiting, self._done), daemon=True).start()

    def after(self, result: Any) -> None:
        """Show what is there, and for a while what comes later, beneath the same cell."""
        self._done.set()
        if explanation := _mistake(result):
            _publish([(sayable(explanation), "")])
        self._show()
        self._next = threading.Event()
        if "docker" in result.info.raw_cell:
            here = contextvars.copy_context()  # it knows which cell this is
            threading.Thread(target=here.run, args=(self._watch, self._next), daemon=True).start()

    def _tell_of_waiting(self, done: threading.Event) -> None:
        """Say once why the cell does not end, where it does not."""
        while not done.wait(UNENDING):
            from helpers.coach import explain, unending  # noqa: PLC0415 - a kernel starts without them

            explanation = unending.of_kernel() if explain.is_on() else None
            if explanation and not done.is_set():
                _publish([(sayable(explanation), "")])
                return

    def _watch(self, over: threading.Event) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not over.wait(_LOOK):
            self._show()

    def _show(self) -> None:
        if messages := take(self._file):
            _publish(captioned(messages))


def _publish(explanations: list[tuple[Sayable, str]]) -> None:
    text, rich = render.several(explanations)
    publish_display_data({"text/plain": text, "text/html": rich})


def _mistake(result: Any) -> Explanation | None:
    """Return what is wrong with the cell itself; nothing where the learner does not want to hear it."""
    from helpers.coach import cell_mistakes, explain  # noqa: PLC0415 - a kernel starts without them

    cell, error = result.info.raw_cell, result.error_before_exec or result.error_in_exec
    if not explain.is_on():
        return None
    if error and not isinstance(error, CalledProcessError):
        return cell_mistakes.of_error(cell, error, get_ipython().user_ns)
    return cell_mistakes.of_text(cell)
