"""A container's 137 seen from outside: by `docker wait`, or in the list that `docker ps -a` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.rules import killed
from helpers.dockerdata.units import NANO

if TYPE_CHECKING:
    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("wait", "ps --all")
_FRESH = 120
"""In a list, only what ended within so many seconds is spoken of, and only where no person ended it."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """`wait` asks for the code itself; in a list, 137 without a known hand is what needs a word."""
    if asked.verb == "wait":
        return next((explanation for name in asked.arguments if (explanation := killed.ended(name, scene))), None)
    if asked.verb != "ps" or not asked.has("--all") or asked.has("--quiet"):
        return None
    for event in reversed(scene.state.events):
        fresh = event.action == "die" and event.exit_code == killed.CODE and ran.ended - event.time < _FRESH * NANO
        by_hand = killed.cause(scene.state.events, event.id) not in (killed.Cause.UNKNOWN, killed.Cause.MEMORY)
        if fresh and not by_hand and scene.container(event.id):
            return killed.ended(event.id, scene)
    return None
