"""What a command made or touched on the engine, found by the events of the time while it ran.

A command's own output is not kept, and `docker run` of a nameless container says its id only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.dockerdata.api import familiar

if TYPE_CHECKING:
    from helpers.coach.model import Ran
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Event


def during(ran: Ran, scene: Scene, kind: str, action: str) -> tuple[Event, ...]:
    """The events of one sort while the command ran, in order."""
    return tuple(
        event
        for event in scene.state.events
        if event.kind == kind and event.action == action and ran.began <= event.time <= ran.ended
    )


def container_id(ran: Ran, asked: Command, scene: Scene) -> str:
    """The id of the container that `run` or `create` made, removed by now or not; empty where it made none."""
    if asked.verb not in ("run", "create") or not asked.arguments:
        return ""
    name, image = asked.option("--name"), familiar(asked.arguments[0])
    events = during(ran, scene, "container", "create")
    return next((event.id for event in events if (event.name == name if name else event.image == image)), "")


def container(ran: Ran, asked: Command, scene: Scene) -> dict[str, Any] | None:
    """`docker inspect` of that container; None where it is gone."""
    made = container_id(ran, asked, scene)
    return scene.container(made) if made else None


def name_of(inspected: dict[str, Any]) -> str:
    """A container's name, without the slash that the engine puts before it."""
    return str(inspected["Name"]).removeprefix("/")
