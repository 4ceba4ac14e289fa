"""A Dockerfile read as instructions, to name a fault that the finished image cannot show.

Only near misses are found here: whether an exercise is passed is never decided by a Dockerfile's text, since there are
many right ones and the learner may keep it anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.exercise import probes
from helpers.exercise.checks.base import Near

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import World


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """One instruction: its name in upper case (`RUN`), and the rest of it on one line."""

    name: str
    argument: str


def parse(text: str) -> tuple[Instruction, ...]:
    """The instructions of a Dockerfile, comments left out and continued lines joined by a space."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"[ \t]*\\[ \t]*\n\s*", " ", "\n".join(lines))
    words = (line.strip().partition(" ") for line in joined.splitlines() if line.strip())
    return tuple(Instruction(name=name.upper(), argument=rest.strip()) for name, _, rest in words)


def has(instructions: tuple[Instruction, ...], name: str, pattern: str = "") -> bool:
    """Whether an instruction of that name has an argument that matches `pattern` (regex, anywhere)."""
    return any(item.name == name and re.search(pattern, item.argument) for item in instructions)


def count(instructions: tuple[Instruction, ...], name: str) -> int:
    """How many instructions of that name there are."""
    return sum(item.name == name for item in instructions)


def near_dockerfile(
    when: Callable[[tuple[Instruction, ...]], bool], observed: str, advice: str = "", path: str = "Dockerfile"
) -> Near:
    """A near miss that shows in the Dockerfile of the exercise's folder; nothing where there is none at `path`."""
    probe = probes.file(path)

    def holds(world: World) -> bool:
        text = probes.data(world, probe).get("text")
        return bool(text) and when(parse(text))

    return Near(when=holds, observed=observed, advice=advice, probes=(probe,))
