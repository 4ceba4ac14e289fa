"""A container in the background that failed because it called another by a name which nobody knows there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import called_address, made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.rules import name_unreachable
from helpers.text.josa import say
from helpers.world import hidden_containers
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run", "start", "restart")
_LAST = 2000
"""Characters of the log's end in which the complaint is looked for."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """It ended with an error, its log complains of a name, and the networks say why."""
    found = made_containers.background(ran, asked, scene)
    if found is None or found["State"]["Status"] not in ("exited", "restarting") or not found["State"]["ExitCode"]:
        return None
    if made_containers.stopped_by_hand(found, scene):
        return None
    call = called_address.of_log(found, _log(found, scene), scene)
    told = name_unreachable.judged(call) if call else None
    if told is None:
        return None
    ended = say(
        "컨테이너 `{name}`{이} 종료 코드 {code}{으로} 끝났어요. ", name=name_of(found), code=found["State"]["ExitCode"]
    )
    return replace(told, id="background-unreachable", what=ended + told.what)


def _log(found: dict[str, Any], scene: Scene) -> str:
    """Return the end of a container's log; empty where it is being removed."""
    try:
        return hidden_containers.logs(scene.engine, str(found["Id"]))[-_LAST:]
    except EngineRefused:
        return ""
