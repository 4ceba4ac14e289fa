"""Find the program that a container was to run and could not, and what else stands where it was looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import short
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

_NOT_FOUND = re.compile(
    r"exec:? \"([^\"]+)\":? (?:executable file not found|stat [^:]+: no such file|no such file)", re.IGNORECASE
)
_INSIDE = re.compile(r"exec: \"?(-[\w-]+)\"?:? (?:invalid|illegal|not found|unknown)", re.IGNORECASE)
"""What an image's own start script says where it is handed an option in place of a program."""
_BY_SHELL = re.compile(r"^(?:/bin/)?\w*sh: (?:(?:line )?\d+: )?([^\s:]+): (?:command )?not found\s*$", re.MULTILINE)
"""What a shell says of the command that it was handed."""
_NO_PROGRAM = 127
_CODES = frozenset({126, _NO_PROGRAM})
"""Those of a program that could not be run."""
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SHELLS = ("/bin/sh", "/bin/bash", "/bin/ash", "/bin/zsh")


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A program that was not found. `image` is where it was looked for, `container` where that was a container."""

    program: str
    image: str
    container: str = ""

    def shells(self, scene: Scene) -> tuple[str, ...]:
        """Return the shells that do stand there."""
        look, where = (scene.in_container, self.container) if self.container else (scene.in_image, self.image)
        return tuple(path.rpartition("/")[2] for path in look(where, SHELLS))

    @property
    def place(self) -> str:
        """Return where it was looked for, as a noun."""
        return f"컨테이너 `{self.container}`" if self.container else f"`{self.image}` 이미지"


def attempt(ran: FinishedCommand, asked: Command, scene: Scene) -> Attempt | None:
    """Return what a command tried to run; None where it found its program, or failed otherwise."""
    if asked.verb == "exec":
        return _in_container(ran, asked, scene)
    said = _NOT_FOUND.search(ran.words) or _INSIDE.search(ran.said)
    program = said[1] if said else ""
    if ran.inside and program not in asked.arguments:
        program = _of_shell_form(ran, asked, scene)
    if not program:
        return None
    if asked.verb in ("start", "restart") and asked.arguments:
        found = scene.container(asked.arguments[0])
        return _of(found, program) if found else None
    image = asked.arguments[0] if asked.verb in ("run", "create") and asked.arguments else ""
    return Attempt(program=program, image=image)


def _of_shell_form(ran: FinishedCommand, asked: Command, scene: Scene) -> str:
    """Return what the shell of an image's CMD in the shell form did not find; empty where it found all."""
    said = _BY_SHELL.search(ran.inside) if ran.code == _NO_PROGRAM else None
    if said is None or asked.verb != "run" or len(asked.arguments) != 1:
        return ""
    words = ((scene.image(asked.arguments[0]) or {}).get("Config") or {}).get("Cmd") or []
    return said[1] if words[1:2] == ["-c"] and said[1] in words[-1].split() else ""


def tidy(asked: Command, scene: Scene) -> tuple[str, ...]:
    """Say what to do about the container that a failed `docker run` left behind under its name."""
    name = asked.option("--name")
    left = scene.container(name) if asked.verb == "run" and name else None
    if left is None or left["State"]["Status"] != "created":
        return ()
    return (say("다시 하기 전에 남은 `{name}`{을} `docker rm`으로 지워요.", name=name),)


def _in_container(ran: FinishedCommand, asked: Command, scene: Scene) -> Attempt | None:
    """Look at the container itself: `docker exec` may say so on standard output."""
    if ran.code not in _CODES or not asked.arguments[1:]:
        return None
    name, program = asked.arguments[:2]
    found = scene.container(name)
    if found is None or not found["State"]["Running"]:
        return None
    path = next((entry[5:] for entry in found["Config"]["Env"] or () if entry.startswith("PATH=")), _PATH)
    places = [program] if "/" in program else [f"{folder}/{program}" for folder in path.split(":")]
    return None if scene.in_container(name, places) else _of(found, program)


def _of(found: dict[str, Any], program: str) -> Attempt:
    return Attempt(
        program=program,
        image=short(str(found["Config"]["Image"])),
        container=str(found["Name"]).removeprefix("/"),
    )
