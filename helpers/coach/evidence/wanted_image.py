"""Find the image that a command wanted from a registry or for it, by the command or by the engine's message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.dockerdata.names import Reference, fault, parse

if TYPE_CHECKING:
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_PULLED = _any(
    r"pull access denied for ([^\s,]+)",
    r"manifest for (\S+) not found",
    r"source metadata for (\S+?): ",
    r"unable to find image '([^']+)'",
    r"repository ([a-z0-9][\w./:-]*) not found",
)
_PUSHED = _any(
    r"does not exist locally with the tag: (\S+)",
    r"tag does not exist: (\S+)",
    r"push refers to repository \[([^\]]+)\]",
)
_FETCH = frozenset({"run", "create", "pull"})
_OTHERS = frozenset({"", "build", "compose up", "compose pull", "compose build"})
"""Commands that fetch images which they do not name."""


def fetched(asked: Command, words: str) -> Reference | None:
    """Return the image that a command was to fetch; None where it fetches none, or nothing tells which."""
    if asked.verb in _FETCH and asked.arguments:
        name = asked.arguments[0]
    elif asked.verb in _OTHERS:
        name = _named(words, _PULLED)
    else:
        return None
    return parse(name) if name and not fault(name) else None


def pushed(asked: Command, words: str) -> Reference | None:
    """Return the image that a command was to push; likewise."""
    if asked.verb not in ("", "push"):
        return None
    name = asked.arguments[0] if asked.arguments else _named(words, _PUSHED)
    return parse(name) if name and not fault(name) else None


def _named(words: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    return next((found[1].rstrip(".,") for pattern in patterns if (found := pattern.search(words))), "")


def stands(image: Reference, asked: Command, scene: Scene) -> Reference | None:
    """Return the image to push where it stands here; a message without its command leaves out the tag."""
    if scene.image(image.familiar):
        return image
    tags = [] if asked.verb or image.tagged else [tag for found in scene.state.images for tag in found.tags]
    return next((found for tag in tags if (found := parse(tag)).repository == image.repository), None)


def added(image: Reference) -> str:
    """Say that Docker added `:latest` itself; empty where a tag was written."""
    return "" if image.tagged else " 태그를 적지 않아서 도커가 뒤에 `:latest`를 붙였어요."


def place(image: Reference) -> str:
    """Return the registry's name for sentences."""
    return f"`{image.registry}` 레지스트리" if image.registry else "Docker Hub"
