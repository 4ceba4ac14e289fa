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
from typing import Any

from IPython.display import publish_display_data

from helpers.coach import render
from helpers.coach.mailbox import captioned, sweep, take
from helpers.world.environment import has_widgets

PATIENCE = 4.5
"""Seconds after a cell in which something may still come to grief."""
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

    def before(self, _info: Any) -> None:
        """End the watch beneath the cell before: it is over for good."""
        self._next.set()

    def after(self, result: Any) -> None:
        """Show what is there, and for a while what comes later, beneath the same cell."""
        self._show()
        self._next = threading.Event()
        if "docker" in result.info.raw_cell:
            here = contextvars.copy_context()  # it knows which cell this is
            threading.Thread(target=here.run, args=(self._watch, self._next), daemon=True).start()

    def _watch(self, over: threading.Event) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not over.wait(_LOOK):
            self._show()

    def _show(self) -> None:
        if messages := take(self._file):
            text, rich = render.several(captioned(messages))
            publish_display_data({"text/plain": text, "text/html": rich})
