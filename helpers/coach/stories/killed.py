"""A command that waited for its container saw it end with 137."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import killing
from helpers.coach.made import container_id, name_of

if TYPE_CHECKING:
    from helpers.coach.command import Command
    from helpers.coach.scene import Scene
    from helpers.coach.story import Ran, Story

NUMBER = 108
SILENT = False


def tell(ran: Ran, asked: Command, scene: Scene) -> Story | None:
    """`docker run` and `docker start -a` end as their container does."""
    if ran.code != killing.CODE:
        return None
    if asked.verb == "run":
        return ended(container_id(ran, asked, scene), scene)
    return ended(asked.arguments[-1], scene) if asked.verb == "start" and asked.arguments else None


def ended(name: str, scene: Scene) -> Story | None:
    """The story of a container, by name or id, whose last run ended with 137; it may be gone by now."""
    found = scene.container(name) if name else None
    id = str(found["Id"]) if found else name
    events = scene.state.events
    died = [event for event in events if event.action == "die" and event.id == id]
    if found and (found["State"]["Running"] or found["State"]["ExitCode"] != killing.CODE):
        return None
    if not found and not (died and died[-1].exit_code == killing.CODE):
        return None
    reason = killing.cause(events, id, found["State"] if found else None)
    if found and not died and reason is killing.Cause.UNKNOWN:
        return None  # so long ago that the engine has forgotten why
    limit = int(found["HostConfig"].get("Memory") or 0) if found else 0
    return killing.story(name_of(found) if found else died[-1].name, reason, limit)
