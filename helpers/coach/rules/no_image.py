"""No such image: the nearest name or tag, or a container's name given for an image's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.model import Explanation
from helpers.dockerdata.names import familiar, of_repository, parse
from helpers.exercise.checks.base import at
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"no such image|reference does not exist|image not known", re.IGNORECASE)
_NAMED = re.compile(r"no such image:? ([^\s,]+?)[.]?(?:\s|$)", re.IGNORECASE)
_FIRST = frozenset({"tag", "run", "create"})
"""Commands of whose arguments only the first is an image that must be there."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """An image was named that does not stand here."""
    name = _missing(ran, asked, scene)
    if not name:
        return None
    why, step = _instead(name, scene)
    place = at(scene.computer)
    return Explanation(
        id="no-image",
        what=say("{place}`{name}`{이라는} 이미지가 없어요.", place=place, name=name),
        why=why,
        next=(step, "`docker images`로 어떤 이미지가 있는지 볼 수 있어요."),
    )


def _missing(ran: FinishedCommand, asked: Command, scene: Scene) -> str:
    if not _WORDS.search(ran.words):
        return ""
    given = asked.arguments[:1] if asked.verb in _FIRST else asked.arguments
    if not asked.verb:
        said = _NAMED.search(ran.words)
        given = (said[1],) if said else ()
    return next((name for name in given if not name.startswith("-") and scene.image(name) is None), "")


def _instead(name: str, scene: Scene) -> tuple[str, str]:
    """Say what may have been meant, and what to do about it."""
    bare = name.removesuffix(":latest")
    if found := scene.container(bare):
        of = familiar(str(found["Config"]["Image"]))
        return (
            say("`{bare}`{은} 이미지가 아니라 컨테이너의 이름이에요. ", bare=bare)
            + say("그 컨테이너는 `{of}` 이미지로 만들었어요.", of=of),
            "이 명령에는 컨테이너 이름이 아니라 이미지 이름을 적어야 해요.",
        )
    tags = [tag for image in scene.state.images for tag in image.tags]
    if same := of_repository(name, tags):
        latest = "" if parse(name).tagged and bare == name else " 태그를 적지 않으면 `latest`로 읽어요."
        return (
            say("`{name}`{은} 있지만 그 태그는 없어요. ", name=parse(name).repository)
            + f"지금 있는 것은 {phrases.one_of(same)}뿐이에요.{latest}",
            "지금 있는 태그를 골라 `이름:태그`처럼 적어요.",
        )
    if near := phrases.likeliest(familiar(name), tags):
        return phrases.perhaps(near)
    return "이름이 비슷한 이미지도 없어요.", "아직 받거나 만들지 않은 이미지인지, 이름을 잘못 적었는지 살펴봐요."
