"""A file that a program missed because `-v` had no colon: nothing of the computer was mounted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.rules import mount_without_colon

if TYPE_CHECKING:
    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The program complains of a path that is not there, and the mount was misread."""
    if asked.verb != "run" or not container_files.missing(ran.said):
        return None
    told = mount_without_colon.explain(ran, asked, scene)
    return replace(told, id="mount-misread") if told else None
