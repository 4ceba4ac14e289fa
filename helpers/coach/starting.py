"""The program that a container was to run and could not, and what else stands where it was looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.near import familiar

if TYPE_CHECKING:
    from helpers.coach.command import Command
    from helpers.coach.scene import Scene
    from helpers.coach.story import Ran

_NOT_FOUND = re.compile(
    r"exec:? \"([^\"]+)\":? (?:executable file not found|stat [^:]+: no such file|no such file)", re.IGNORECASE
)
_INSIDE = re.compile(r"exec: \"?(-[\w-]+)\"?:? (?:invalid|illegal|not found|unknown)", re.IGNORECASE)
"""What an image's own start script says where it is handed an option in place of a program."""
SHELLS = ("/bin/sh", "/bin/bash", "/bin/ash", "/bin/zsh")


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A program that was not found. `image` is where it was looked for, `container` where that was a container."""

    program: str
    image: str
    container: str = ""

    def shells(self, scene: Scene) -> tuple[str, ...]:
        """The shells that do stand there."""
        found = (
            scene.in_container(self.container, SHELLS) if self.container else scene.in_image(self.image, SHELLS)
        )  # fmt: skip
        return tuple(path.rpartition("/")[2] for path in found)

    @property
    def place(self) -> str:
        """Where it was looked for, as a noun."""
        return f"컨테이너 `{self.container}`" if self.container else f"`{self.image}` 이미지"


def attempt(ran: Ran, asked: Command, scene: Scene) -> Attempt | None:
    """What a command tried to run; None where it found its program, or failed otherwise."""
    said = _NOT_FOUND.search(ran.words) or _INSIDE.search(ran.words)
    if said is None:
        return None
    if asked.verb in ("exec", "start", "restart") and asked.arguments:
        found = scene.container(asked.arguments[0])
        if found is None:
            return None
        image = familiar(str(found["Config"]["Image"]))
        return Attempt(program=said[1], image=image, container=str(found["Name"]).removeprefix("/"))
    image = asked.arguments[0] if asked.verb in ("run", "create") and asked.arguments else ""
    return Attempt(program=said[1], image=image)
