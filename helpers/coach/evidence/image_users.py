"""Which containers keep an image that was to be removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.coach.model import Ran
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container

_ALIVE = frozenset({"running", "paused", "restarting"})
_REFUSED = re.compile(r"unable to (?:remove|delete)|being used|is using|conflict", re.IGNORECASE)
_OTHERWISE = re.compile(r"multiple repositories|dependent child", re.IGNORECASE)
"""The engine's other reasons to keep an image."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An image that stays: its name as the learner wrote it, the containers of it that run, and the others."""

    image: str
    running: tuple[Container, ...]
    others: tuple[Container, ...]


def kept(ran: Ran, asked: Command, scene: Scene) -> Kept | None:
    """The image that was not removed because of its containers; None where there are none, or another reason."""
    if asked.verb not in ("", "rmi") or not _REFUSED.search(ran.words) or _OTHERWISE.search(ran.words):
        return None
    for name, id in _images(ran, asked, scene):
        of_it = [found for found in scene.state.containers if found.image_id == id]
        if of_it:
            return Kept(
                image=name,
                running=tuple(found for found in of_it if found.status in _ALIVE),
                others=tuple(found for found in of_it if found.status not in _ALIVE),
            )
    return None


def _images(ran: Ran, asked: Command, scene: Scene) -> Iterable[tuple[str, str]]:
    """The images that were to go and still stand, by the name that was written and by id."""
    if asked.verb:
        yield from ((name, found["Id"]) for name in asked.arguments if (found := scene.image(name)))
    elif holder := phrases.mentioned(ran.words, scene.state):
        yield (next(iter(phrases.quoted(ran.words)), holder.image), holder.image_id)


def look(found: Kept) -> str:
    """The command that shows all containers of the image."""
    return say(
        "`docker ps -a --filter ancestor={image}`{으로} 그 이미지로 만든 컨테이너를 모두 볼 수 있어요.",
        image=found.image,
    )


def who(containers: Iterable[Container], scene: Scene) -> str:
    """The containers, each with what it does: `web`은 3분 전에 만든 컨테이너이고, …, at most three."""
    said = [
        say("`{name}`{은} {portrait}.", name=found.name, portrait=phrases.portrait(inspected, scene.now))
        for found in list(containers)[:3]
        if (inspected := scene.container(found.id))
    ]
    return " ".join(said)
