"""A command that waited for its container saw it end with 137."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from helpers.coach.evidence import exit_137
from helpers.coach.evidence.made_containers import container_id, name_of

if TYPE_CHECKING:
    from typing import Any

    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
PATIENCE = 0.6
"""Seconds that the engine may take to note an end."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """`docker run` and `docker start -a` end as their container does."""
    if ran.code != exit_137.CODE:
        return None
    if asked.verb == "run":
        return ended(container_id(ran, asked, scene), scene)
    return ended(asked.arguments[-1], scene) if asked.verb == "start" and asked.arguments else None


def ended(name: str, scene: Scene) -> Explanation | None:
    """Explain the end of a container, by name or id, whose last run ended with 137; it may be gone by now."""
    found = scene.container(name) if name else None
    id = str(found["Id"]) if found else name
    reason = _reason(id, scene, found)
    found = scene.container(id) if found else None
    died = [event for event in scene.state.events if event.action == "die" and event.id == id]
    if found and (found["State"]["Running"] or found["State"]["ExitCode"] != exit_137.CODE):
        return None
    if not found and not (died and died[-1].exit_code == exit_137.CODE):
        return None
    if found and not died and reason is exit_137.Cause.UNKNOWN:
        return None  # so long ago that the engine has forgotten why
    limit = int(found["HostConfig"].get("Memory") or 0) if found else 0
    return exit_137.explanation(name_of(found) if found else died[-1].name, reason, limit)


def _reason(id: str, scene: Scene, found: dict[str, Any] | None) -> exit_137.Cause:
    """Return who did it. A command may be back a moment before its engine has noted the end, or the signal."""
    deadline = time.monotonic() + PATIENCE
    while True:
        events = [event for event in scene.state.events if event.id == id]
        last = next((event.action for event in reversed(events) if event.action in ("start", "die")), "")
        reason = exit_137.cause(events, id, found["State"] if found else None)
        if (last == "die" and reason is not exit_137.Cause.UNKNOWN) or not last or time.monotonic() > deadline:
            return reason
        time.sleep(0.05)  # the engine notes the end in a moment
        scene.look_again()
