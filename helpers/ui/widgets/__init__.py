"""What moves in JupyterLab: each part is an anywidget with its own .js and .css beside it.

Only kernels that JupyterLab started show widgets; in a terminal, under nbval and under nbgrader the same is plain text.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from helpers.world.environment import has_widgets


def wanted() -> bool:
    """Return whether somebody looks at this kernel's outputs in a browser, and anywidget is there to draw them."""
    return has_widgets() and find_spec("anywidget") is not None


def source(*names: str) -> str:
    """Return files of this folder as one: a widget's module or style behind what it shares with others."""
    return "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)
