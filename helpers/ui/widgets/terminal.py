"""Show a terminal in the notebook: xterm.js on one of the Jupyter server's own terminals.

What the kernel gives is a name and a folder; the browser speaks with the server itself, so that the terminal goes on
while a cell runs, and after a restart of the kernel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anywidget
import traitlets

from helpers.ui import terminals
from helpers.ui.widgets import module, style

if TYPE_CHECKING:
    from helpers.ui.terminals import NamedTerminal


class TerminalWidget(anywidget.AnyWidget):  # type: ignore[misc] # anywidget is in the lab only, and has no types here
    """One view of a terminal; any number of them show the same.

    `computer` and `folder` are what its head says. `name` is the server's for it: where there is none of that name,
    terminal.js has one begun in `folder`, and types `first` there.
    """

    _esm = module("terminal.js")
    _css = style("terminal.css")
    computer = traitlets.Unicode().tag(sync=True)
    folder = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    first = traitlets.Unicode().tag(sync=True)

    def __init__(self, shown: NamedTerminal) -> None:
        super().__init__(computer=str(shown.computer), folder=shown.folder, name=shown.name, first=shown.first)
        self._text = terminals.in_words(shown.computer)

    def __repr__(self) -> str:
        return self._text
