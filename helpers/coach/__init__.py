"""The coach: what went wrong with a Docker command, why, and what to do next, with the learner's own names.

A command that has ended (`Ran`) is read as Docker would (`command.read`), and the stories are asked in the order of
their numbers, each with the `Scene` as it stands at that moment. The first that recognises itself is told.
"""

from __future__ import annotations

from helpers.coach.model import Ran, Story, told
from helpers.coach.scene import Scene

__all__ = ["Ran", "Scene", "Story", "told"]
