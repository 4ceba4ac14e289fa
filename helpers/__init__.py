"""도커 실습실: what a learner may import, and nothing else.

The functions come from `helpers.ui.notebook` when they are first asked for: the operator's side shares this package and
has no Jupyter.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.ui.board import board
    from helpers.ui.layers import layers
    from helpers.ui.notebook import (
        check,
        checklist,
        exercises,
        explain,
        hint,
        progress,
        reset,
        solution,
        start,
        terminal,
    )

__all__ = [
    "board", "check", "checklist", "exercises", "explain", "hint", "layers", "progress", "reset", "solution",
    "start", "terminal",
]  # fmt: skip
_HOMES = {"board": "helpers.ui.board", "layers": "helpers.ui.layers"}
"""Where a function is that is not in `helpers.ui.notebook`."""


def __getattr__(name: str) -> Any:
    """Find one of the learner's functions."""
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, "helpers.ui.notebook")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
