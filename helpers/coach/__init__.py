"""The coach: what went wrong with a Docker command, why, and what to do next, with the learner's own names.

A command that has ended (`Ran`) is read as Docker would (`command.read`), and the stories are asked in the order of
their numbers, each with the `Scene` as it stands at that moment. The first that recognises itself is told.

To a learner `coach` is a function, too: `coach("off")` and `coach("on")`, see `helpers.notebook.coach`.
"""

from __future__ import annotations

import sys
from types import ModuleType

from helpers.coach.scene import Scene
from helpers.coach.story import Ran, Story, told

__all__ = ["Ran", "Scene", "Story", "told"]


class _Coach(ModuleType):
    """This package, which `from helpers import coach` gives, as something to call."""

    def __call__(self, wish: object = None) -> None:
        from helpers import notebook  # noqa: PLC0415 - Jupyter, which only a learner has

        notebook.coach(wish)


sys.modules[__name__].__class__ = _Coach
