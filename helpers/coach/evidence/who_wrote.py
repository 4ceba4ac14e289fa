"""Tell whose words stand on a failed command's standard error: Docker's, or those of the program that it ran.

Docker passes a program's words and exit code on as its own. Whether the program got to run is told by the engine's
events of that time, not by the code: a program may end with any.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.coach.evidence.made_containers import container_id, during
from helpers.world.errors import EngineGone

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

_BEGINS = {"run": "start", "start": "start", "exec": "exec_start", "attach": "attach"}
"""Commands that show what a program says, and the event with which it begins to speak."""
_STEP_FAILED = re.compile(r"did not complete successfully|returned a non-zero code")
"""What a build says where it was a program of `RUN` that failed."""


def parted(ran: FinishedCommand, asked: Command, scene: Scene) -> FinishedCommand:
    """Return the command with Docker's own words as its `words`, and with the program's as `inside`."""
    if not ran.code or not ran.words:
        return ran
    with suppress(EngineGone):
        if _program_spoke(ran, asked, scene):
            return replace(ran, words="", inside=ran.words)
    return ran


def _program_spoke(ran: FinishedCommand, asked: Command, scene: Scene) -> bool:
    if asked.verb == "build":
        return bool(_STEP_FAILED.search(ran.words))
    if asked.verb not in _BEGINS:
        return False
    if asked.verb == "run":
        id = container_id(ran, asked, scene)
    else:
        id = _id(asked.arguments[0], scene) if asked.arguments else ""
    return any(event.id == id for event in during(ran, scene, "container", _BEGINS[asked.verb]))


def _id(name: str, scene: Scene) -> str:
    found = scene.container(name)
    return str(found["Id"]) if found else ""
