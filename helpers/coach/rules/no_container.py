"""No such container: the nearest name, an image's name given for a container's, or one that was removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.model import Explanation
from helpers.dockerdata.units import NANO
from helpers.exercise.checks.base import at
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"no such (?:container|object)", re.IGNORECASE)
_NAMED = re.compile(r"no such (?:container|object):? /?([^\s,]+?)[.]?(?:\s|$)", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A container was named that does not stand here.

    Whatever the command, its message repeats the name as the learner wrote it; the engine says whether it is true.
    """
    said = _NAMED.search(ran.words)
    if not _WORDS.search(ran.words) or said is None or scene.container(said[1]):
        return None
    name = said[1]
    if asked.verb == "inspect" and scene.image(name):
        return None
    why, step = _instead(name, asked.verb, scene)
    place, kind = at(scene.computer), "이미지나 컨테이너" if "object" in ran.words.lower() else "컨테이너"
    return Explanation(
        id="no-container",
        what=say("{place}`{name}`{이라는} {kind}가 없어요.", place=place, name=name, kind=kind),
        why=why,
        next=(step, "`docker ps -a`로 끝난 것까지 모든 컨테이너의 이름을 볼 수 있어요."),
    )


_WITH_IMAGE = {
    "start": "이미지로 새 컨테이너를 만들어 시작하려면 `docker run`을 써요.",
    "restart": "이미지로 새 컨테이너를 만들어 시작하려면 `docker run`을 써요.",
    "exec": "이미지로 새 컨테이너를 만들어 명령을 실행하려면 `docker run`을 써요.",
    "export": "이미지를 파일로 담으려면 `docker save`를 써요. `docker export`는 컨테이너의 파일만 담아요.",
    "rm": "이미지를 지우려면 `docker rmi`를 써요.",
    "rename": "이미지에 다른 이름을 붙이려면 `docker tag`를 써요.",
}
"""Commands on a container, and what does such a thing with an image."""


def _instead(name: str, verb: str, scene: Scene) -> tuple[str, str]:
    """Say what may have been meant, and what to do about it."""
    if image := scene.image(name):
        made = [found.name for found in scene.state.containers if found.image_id == image["Id"]]
        there = (
            say("그 이미지로 만든 컨테이너의 이름은 {names}{이에요}.", names=phrases.one_of(made))
            if made
            else "그 이미지로 만든 컨테이너는 하나도 없어요."
        )
        return (
            say("`{name}`{은} 이미지의 이름이에요. {there}", name=name, there=there),
            "이 명령에는 이미지 이름이 아니라 컨테이너 이름을 적어야 해요."
            + (f" {_WITH_IMAGE[verb]}" if verb in _WITH_IMAGE and not made else ""),
        )
    gone = [found for found in scene.state.events if found.action == "destroy" and name in (found.name, found.id[:12])]
    if gone:
        ago = phrases.when(scene.now - gone[-1].time / NANO)
        return (
            say("`{name}`{이라는} 컨테이너는 {ago} 지워졌어요.", name=name, ago=ago),
            "지운 컨테이너는 되살릴 수 없어요. 필요하면 `docker run`으로 다시 만들어요.",
        )
    if near := phrases.likeliest(name, [found.name for found in scene.state.containers]):
        return phrases.perhaps(near)
    return "이름이 비슷한 컨테이너도 없어요.", "아직 만들지 않았는지, 이름을 잘못 적었는지 살펴봐요."
