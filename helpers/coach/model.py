"""What the coach is made of: a command that has ended, the scene it left, and the story of what happened.

Knows how the right story is found; each story is a module of its own in `helpers.coach.rules`.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from helpers.coach import rules
from helpers.coach.evidence import who_wrote
from helpers.dockerdata import command_line
from helpers.dockerdata.types import Computer

if TYPE_CHECKING:
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

WORDS = 8192
"""So many bytes of what a command wrote to standard error are kept, the last ones."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """A command that has ended.

    `argv` begins with the program (`docker`), `code` is its exit code, `words` the end of what it wrote to standard
    error. `folder` is where it ran; `began` and `ended` are in nanoseconds since 1970. `missing` are the folders of
    this computer that it was to mount and that were not there before. `inside` is what a program in a container wrote
    there, and `words` are Docker's own then (`helpers.coach.evidence.who_wrote` parts them). `host` is the engine's
    address (as in DOCKER_HOST) where it was none of the lab's two; the scene is that engine's then.
    """

    argv: tuple[str, ...]
    code: int
    words: str = ""
    inside: str = ""
    folder: str = "."
    computer: Computer = Computer.MINE
    began: int = 0
    ended: int = 0
    missing: tuple[str, ...] = ()
    host: str = ""

    @property
    def said(self) -> str:
        """All that was written to standard error, whoever wrote it."""
        return self.inside or self.words


@dataclass(frozen=True, kw_only=True)
class Story:
    """What happened, why, and what to do next: 해요체, with `code` in backticks.

    `id` is the story's module, `name-taken`; `next` holds one thing to do a line. No exercise's solution stands in it:
    commands that look are named whole, those that change something by their parts and what they are for.
    """

    id: str
    what: str
    why: str
    next: tuple[str, ...]


class Teller(Protocol):
    """A module of `helpers.coach.rules`."""

    NUMBER: float
    """Its place: where two recognise themselves, the lower number speaks."""
    SILENT: bool
    """Whether the command has exit code 0 and is wrong all the same."""

    def tell(self, ran: Ran, asked: Command, scene: Scene) -> Story | None:
        """The story, where this is it."""
        ...


@cache
def tellers() -> tuple[Teller, ...]:
    """All stories in the order in which they are asked."""
    found = [import_module(f"{rules.__name__}.{module.name}") for module in pkgutil.iter_modules(rules.__path__)]
    return tuple(sorted((module for module in found if hasattr(module, "tell")), key=lambda module: module.NUMBER))


def told(ran: Ran, scene: Scene) -> Story | None:
    """The story of a command; None where nothing is wrong, or nothing that the coach knows of."""
    asked = command_line.read(ran.argv)
    ran = who_wrote.parted(ran, asked, scene)
    for teller in tellers():
        if (ran.code == 0) == teller.SILENT and (story := teller.tell(ran, asked, scene)):
            return story
    return None
