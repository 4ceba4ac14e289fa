"""`docker rmi` of an image from which containers were made: some of them run, or none does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container

SILENT = False
_ALIVE = frozenset({"running", "paused", "restarting"})
_REFUSED = re.compile(r"unable to (?:remove|delete)|being used|is using|conflict", re.IGNORECASE)
_OTHERWISE = re.compile(r"multiple repositories|dependent child", re.IGNORECASE)
"""The engine's other reasons to keep an image."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The image has containers, and the engine gave no other reason to keep it."""
    if asked.verb not in ("", "rmi") or not _REFUSED.search(ran.words) or _OTHERWISE.search(ran.words):
        return None
    for name, id in _images(ran, asked, scene):
        containers = [found for found in scene.state.containers if found.image_id == id]
        if containers:
            running = [found for found in containers if found.status in _ALIVE]
            others = [found for found in containers if found.status not in _ALIVE]
            return _of_running(name, running, others, scene) if running else _of_stopped(name, others, scene)
    return None


def _images(ran: FinishedCommand, asked: Command, scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield the images that were to go and still stand, by the name that was written and by id."""
    if asked.verb:
        yield from ((name, found["Id"]) for name in asked.arguments if (found := scene.image(name)))
    elif holder := phrases.mentioned(ran.words, scene.state):
        yield (next(iter(phrases.quoted(ran.words)), holder.image), holder.image_id)


def _look(image: str) -> str:
    """Name the command that shows all containers of the image."""
    return say(
        "`docker ps -a --filter ancestor={image}`{으로} 그 이미지로 만든 컨테이너를 모두 볼 수 있어요.",
        image=image,
    )


def _who(containers: Sequence[Container], scene: Scene) -> str:
    """Say of each container what it does: `web`은 3분 전에 만든 컨테이너이고, …, at most three."""
    said = [
        say("`{name}`{은} {portrait}.", name=found.name, portrait=phrases.portrait(inspected, scene.now))
        for found in containers[:3]
        if (inspected := scene.container(found.id))
    ]
    return " ".join(said)


def _of_running(image: str, running: Sequence[Container], others: Sequence[Container], scene: Scene) -> Explanation:
    rest = f" 실행 중이 아닌 컨테이너도 있어요. {_who(others, scene)}" if others else ""
    return Explanation(
        id="image-kept-running",
        what=f"`{image}` 이미지로 만든 컨테이너가 지금 실행 중이라서 이미지를 지우지 못했어요.",
        why=f"{_who(running, scene)} 실행 중인 컨테이너가 쓰는 이미지는 도커가 지우지 못하게 막아요.{rest}",
        next=(_look(image), "컨테이너를 `docker stop`으로 멈추고 `docker rm`으로 지운 다음 이미지를 지워요."),
    )


def _of_stopped(image: str, containers: Sequence[Container], scene: Scene) -> Explanation:
    return Explanation(
        id="image-kept-stopped",
        what=f"`{image}` 이미지로 만든 컨테이너가 남아 있어서 이미지를 지우지 못했어요.",
        why=f"{_who(containers, scene)} 실행 중이 아닌 컨테이너도 다시 시작하려면 그 이미지가 있어야 해요.",
        next=(_look(image), "컨테이너가 필요 없으면 `docker rm`으로 먼저 지우고, 그다음 이미지를 지워요."),
    )
