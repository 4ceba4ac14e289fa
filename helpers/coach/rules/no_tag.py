"""Manifest unknown: the image exists and the tag does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.text.josa import say
from helpers.world import hub

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"manifest unknown|manifest for \S+ not found|\S+:\S+: not found", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Other tags of the image can be fetched."""
    image = wanted_image.fetched(asked, ran.words)
    if image is None or not _WORDS.search(ran.words):
        return None
    tags = hub.tags(image)
    if not tags or image.tag in tags:
        return None
    near = phrases.likeliest(image.tag, tags)
    order = ([near] if near else []) + [tag for tag in tags if tag != near]
    return Explanation(
        id="no-tag",
        what=say(
            "`{name}` 이미지는 있지만 `{tag}`{이라는} 태그가 없어서 받지 못했어요.",
            name=image.repository,
            tag=image.tag,
        ),
        why=say("지금 받을 수 있는 태그는 {tags}{이에요}.", tags=phrases.one_of(order)) + wanted_image.added(image),
        next=("태그를 그 가운데 하나로 바꿔서 다시 해요. 이름 뒤에 아무것도 적지 않으면 `latest`를 받아요.",),
    )
