"""`docker run -it IMAGE sh` that opened no shell: the image's ENTRYPOINT got the word, and did not mind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.rules import entrypoint_swallows

if TYPE_CHECKING:
    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --tty",)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A person wanted a shell, and the image runs none."""
    shell = asked.arguments[1:2] and asked.arguments[1] in entrypoint_swallows.SHELLS
    return entrypoint_swallows.swallowed(ran, asked, scene) if shell and asked.has("--interactive") else None
