"""Find variables of a Dockerfile that are empty where they are used: an ARG above FROM, an `export` of its own line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.dockerdata.dockerfile import Instruction

_EXPORT = re.compile(r"\s*export\s+(\w+)=[^;&|]*")


def of_arguments(items: Sequence[Instruction], start: int) -> str:
    """Return an ARG above the first FROM that a line of the stage at `start` uses, and no ARG there takes over."""
    first = next((at for at, item in enumerate(items) if item.name == "FROM"), 0)
    above = {word.partition("=")[0] for item in items[:first] if item.name == "ARG" for word in item.words}
    for item in items[start + 1 :]:
        above -= {word.partition("=")[0] for word in item.words} if item.name in ("ARG", "ENV") else set()
        if used := sorted(name for name in above if _uses(item.script, name)):
            return used[0]
    return ""


def of_exports(stage: Sequence[Instruction]) -> str:
    """Return the variable of an `export` that is all of its line, which a later line of the stage uses."""
    for place, item in enumerate(stage):
        said = _EXPORT.fullmatch(item.script) if item.name == "RUN" else None
        if said and any(_uses(later.script, said[1]) for later in stage[place + 1 :]):
            return said[1]
    return ""


def _uses(script: str, name: str) -> bool:
    return bool(re.search(rf"\$\{{?{name}\b", script))
