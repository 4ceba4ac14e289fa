"""도커 실습실: what a learner may import, and nothing else.

The functions come from `helpers.notebook` when they are first asked for: the operator's side shares this package and
has no Jupyter.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.notebook import check, checklist, exercises, hint, reset, solution, start

__all__ = ["check", "checklist", "exercises", "hint", "reset", "solution", "start"]


def __getattr__(name: str) -> Any:
    """Find one of the learner's functions."""
    if name in __all__:
        from helpers import notebook  # noqa: PLC0415 - see above

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
