"""A container that a command left running in the background: which, how long it has run, what it runs.

The coach looks at such a container once more a little later; a story that has to wait for it says nothing till then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence.made_containers import container
from helpers.dockerdata.units import NANO, nanoseconds

if TYPE_CHECKING:
    from helpers.coach.model import Ran
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command


def background(ran: Ran, asked: Command, scene: Scene) -> dict[str, Any] | None:
    """`docker inspect` of the container that the command started and did not wait for; None where there is none."""
    if asked.verb == "run" and asked.has("--detach"):
        return container(ran, asked, scene)
    if asked.verb in ("start", "restart") and len(asked.arguments) == 1 and not asked.has("--attach"):
        return scene.container(asked.arguments[0])
    return None


def age(inspected: dict[str, Any], scene: Scene) -> float:
    """Seconds since it was started."""
    return scene.now - nanoseconds(str(inspected["State"]["StartedAt"])) / NANO


def lasted(inspected: dict[str, Any]) -> float:
    """Seconds from its start to its end."""
    state = inspected["State"]
    return (nanoseconds(str(state["FinishedAt"])) - nanoseconds(str(state["StartedAt"]))) / NANO


def words(inspected: dict[str, Any]) -> list[str]:
    """The program that it runs, with its arguments."""
    return [str(inspected["Path"]), *map(str, inspected["Args"])]


def own_words(inspected: dict[str, Any], image: dict[str, Any]) -> bool:
    """Whether it runs just what its image says."""
    mine, theirs = inspected["Config"], image.get("Config") or {}
    return all((mine.get(key) or []) == (theirs.get(key) or []) for key in ("Cmd", "Entrypoint"))


def stopped_by_hand(inspected: dict[str, Any], scene: Scene) -> bool:
    """Whether somebody sent it a signal (`docker stop`, `docker kill`, `docker rm -f`)."""
    return any(event.action == "kill" and event.id == inspected["Id"] for event in scene.state.events)
