"""What moves in JupyterLab: each part is an anywidget with its own .js and .css beside it.

Only kernels that JupyterLab started show widgets; in a terminal, under nbval and under nbgrader the same is plain text.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from helpers.world.environment import has_widgets

_IMPORT = re.compile(r'^import \{.+\} from "\./(.+)";\n', re.MULTILINE)


def wanted() -> bool:
    """Return whether somebody looks at this kernel's outputs in a browser, and anywidget is there to draw them."""
    return has_widgets() and find_spec("anywidget") is not None


def style(*names: str) -> str:
    """Return style sheets of this folder as one."""
    return "".join(map(_read, names))


def module(name: str) -> str:
    """Return a module of this folder as the one file that anywidget takes: what it imports stands before it, once."""
    parts: dict[str, str] = {}
    _gather(name, parts)
    return "".join(parts.values())


def _gather(name: str, parts: dict[str, str]) -> None:
    text = _read(name)
    for imported in _IMPORT.findall(text):
        if imported not in parts:
            _gather(imported, parts)
    parts[name] = _IMPORT.sub("", text)


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
