"""The coach: what went wrong with a Docker command, why, and what to do next, with the learner's own names.

A `FinishedCommand` is read as Docker reads it (`helpers.dockerdata.command_line`), and the rules are asked in their
order, each with the `Scene`: the computer as it stands at that moment. The first that recognises its mistake gives the
`Explanation`.
"""

from __future__ import annotations

from helpers.coach.diagnosis import diagnose
from helpers.coach.model import Explanation, FinishedCommand
from helpers.coach.scene import Scene

__all__ = ["Explanation", "FinishedCommand", "Scene", "diagnose"]
