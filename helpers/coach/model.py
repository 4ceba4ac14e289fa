"""A command that has ended, and the explanation of what went wrong with it: plain data."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.dockerdata.types import Computer

WORDS = 8192
"""Bytes that are kept of what a command wrote to standard error, the last ones."""


@dataclass(frozen=True, kw_only=True)
class FinishedCommand:
    """A command that has ended.

    `argv` begins with the program (`docker`), `code` is its exit code, `words` the end of what it wrote to standard
    error. `folder` is where it ran; `began` and `ended` are in nanoseconds since 1970. `missing` are the folders of
    this computer that it was to mount and that were not there before. `inside` is what a program in a container wrote
    there, and `words` are Docker's own then (`helpers.coach.diagnosis` parts them). `output` is the file that standard
    output went to, empty where it was none. `host` is the engine's
    address (as in DOCKER_HOST) where it was none of the lab's two; the scene is that engine's then. `lost` are the
    files that stood only in containers which it named, by the container's name, as the coach saw them before it ran.
    """

    argv: tuple[str, ...]
    code: int
    words: str = ""
    inside: str = ""
    folder: str = "."
    output: str = ""
    computer: Computer = Computer.MINE
    began: int = 0
    ended: int = 0
    missing: tuple[str, ...] = ()
    host: str = ""
    lost: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        """All that was written to standard error, whoever wrote it."""
        return self.inside or self.words


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What happened, why, and what to do next: 해요체, with `code` in backticks.

    `id` is the rule's, `name-taken`; `next` holds one thing to do a line. No exercise's solution stands in it: commands
    that look are named whole, those that change something by their parts and what they are for.
    """

    id: str
    what: str
    why: str
    next: tuple[str, ...]
