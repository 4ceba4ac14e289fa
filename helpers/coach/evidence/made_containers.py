"""Find the container that a command made or started, and tell how it has fared since.

The engine's events of the time while the command ran tell which it is: the command's own output is not kept, and
`docker run` of a nameless container says its id only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import short
from helpers.dockerdata.units import NANO, nanoseconds

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Event


def during(ran: FinishedCommand, scene: Scene, kind: str, action: str) -> tuple[Event, ...]:
    """Return the events of one sort while the command ran, in order."""
    return tuple(
        event
        for event in scene.state.events
        if event.kind == kind and event.action == action and ran.began <= event.time <= ran.ended
    )


def container_id(ran: FinishedCommand, asked: Command, scene: Scene) -> str:
    """Return the id of the container that `run` or `create` made, removed by now or not; empty where it made none."""
    if asked.verb not in ("run", "create") or not asked.arguments:
        return ""
    name, image = asked.option("--name"), short(asked.arguments[0])
    events = during(ran, scene, "container", "create")
    return next((event.id for event in events if (event.name == name if name else event.image == image)), "")


def container(ran: FinishedCommand, asked: Command, scene: Scene) -> dict[str, Any] | None:
    """Return `docker inspect` of that container; None where it is gone."""
    made = container_id(ran, asked, scene)
    return scene.container(made) if made else None


def image_of(ran: FinishedCommand, asked: Command, scene: Scene) -> str:
    """Return the image whose container the command ran: its id, or its name where the container is gone."""
    if asked.verb in ("run", "create"):
        found = container(ran, asked, scene)
        return str(found["Image"]) if found else next(iter(asked.arguments), "")
    found = scene.container(asked.arguments[0]) if asked.arguments else None
    return str(found["Image"]) if found else ""


def name_of(inspected: dict[str, Any]) -> str:
    """Return a container's name, without the slash that the engine puts before it."""
    return str(inspected["Name"]).removeprefix("/")


def background(ran: FinishedCommand, asked: Command, scene: Scene) -> dict[str, Any] | None:
    """Return `docker inspect` of the container that the command started and did not wait for; None without one."""
    if asked.verb == "run" and asked.has("--detach"):
        return container(ran, asked, scene)
    if asked.verb in ("start", "restart") and len(asked.arguments) == 1 and not asked.has("--attach"):
        return scene.container(asked.arguments[0])
    return None


def age(inspected: dict[str, Any], scene: Scene) -> float:
    """Return the seconds since a container was started."""
    return scene.now - nanoseconds(str(inspected["State"]["StartedAt"])) / NANO


def is_younger(seconds: float, ran: FinishedCommand, asked: Command, scene: Scene) -> bool:
    """Return whether the command left a container that has been running for less than that."""
    found = background(ran, asked, scene)
    return found is not None and bool(found["State"]["Running"]) and age(found, scene) < seconds


def lasted(inspected: dict[str, Any]) -> float:
    """Return the seconds from its start to its end."""
    state = inspected["State"]
    return (nanoseconds(str(state["FinishedAt"])) - nanoseconds(str(state["StartedAt"]))) / NANO


def words(inspected: dict[str, Any]) -> list[str]:
    """Return the program that it runs, with its arguments."""
    return [str(inspected["Path"]), *map(str, inspected["Args"])]


def own_words(inspected: dict[str, Any], image: dict[str, Any]) -> bool:
    """Return whether it runs just what its image says."""
    mine, theirs = inspected["Config"], image.get("Config") or {}
    return all((mine.get(key) or []) == (theirs.get(key) or []) for key in ("Cmd", "Entrypoint"))


def stopped_by_hand(inspected: dict[str, Any], scene: Scene) -> bool:
    """Return whether somebody sent it a signal (`docker stop`, `docker kill`, `docker rm -f`)."""
    return any(event.action == "kill" and event.id == inspected["Id"] for event in scene.state.events)
