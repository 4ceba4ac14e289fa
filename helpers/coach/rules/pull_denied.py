"""Pull access denied: misspelt, private, or not logged in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.text.josa import say
from helpers.world import environment, hub

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.names import Reference

SILENT = False
_WORDS = re.compile(
    r"pull access denied|insufficient_scope|repository does not exist|repository \S+ not found|requested access",
    re.IGNORECASE,
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The registry answered and gave nothing, and no tag of the image can be fetched."""
    image = wanted_image.fetched(asked, ran.words)
    if image is None or not _WORDS.search(ran.words):
        return None
    cause = _cause(image, scene)
    if cause is None:
        return None
    why, steps = cause
    return Explanation(
        id="pull-denied",
        what=say(
            "`{image}` 이미지를 {place}에서 받지 못했어요.", image=image.familiar, place=wanted_image.place(image)
        ),
        why=why + wanted_image.added(image),
        next=steps,
    )


def _cause(image: Reference, scene: Scene) -> tuple[str, tuple[str, ...]] | None:
    if hub.tags(image):
        return None
    known = hub.repositories(scene.state)
    near = "" if image.registry else phrases.likeliest(image.repository, known)
    if near:
        why, step = phrases.perhaps(near)
        return f"Docker Hub에 그런 이름의 이미지가 없어요. {why}", (step,)
    if not image.namespace:
        return "Docker Hub의 공식 이미지에 그런 이름이 없어요.", ("이미지 이름의 철자를 살펴봐요.",)
    if image.namespace == environment.hub_account():
        return _own(image)
    if scene.login:
        return say(
            "`{whose}`의 저장소에 그런 이미지가 없거나, 있어도 `{user}`{은} 볼 수 없는 비공개 이미지예요.",
            whose=image.namespace,
            user=scene.login,
        ), ("이름의 철자를 살펴봐요. 비공개 이미지라면 주인에게 볼 권한을 달라고 부탁해요.",)
    return (
        f"`{image.namespace}`의 저장소에 그런 이미지가 없거나, 있어도 비공개예요. "
        "지금은 로그인하지 않아서 둘 가운데 어느 쪽인지 알 수 없어요."
    ), ("이름의 철자를 먼저 살펴봐요.", "내 비공개 이미지라면 `docker login`으로 로그인한 뒤 다시 해요.")


def _own(image: Reference) -> tuple[str, tuple[str, ...]]:
    """Explain a name in the learner's own part of the Hub: what stands there is known."""
    there = hub.on_hub()
    listed = f"지금 올라가 있는 것은 {phrases.one_of(there)}뿐이에요." if there else "아직 아무것도 올리지 않았어요."
    return f"`{image.namespace}`의 저장소에 그런 이미지가 없어요. {listed}", (
        "이름의 철자를 살펴봐요. 아직 올리지 않았다면 `docker push`로 먼저 올려요.",
    )
