"""`docker push` of a name that no image has here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.dockerdata.names import parse
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.names import Reference

SILENT = False
_WORDS = re.compile(r"does not exist locally|tag does not exist|no such image", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """No image stands here under the name that was to be pushed."""
    image = wanted_image.pushed(asked, ran.words)
    if image is None or not _WORDS.search(ran.words) or scene.image(image.familiar):
        return None
    why, steps = _instead(image, scene)
    return Explanation(
        id="push-unnamed",
        what=say("`{image}`{이라는} 이름의 이미지가 없어서 올리지 못했어요.", image=image.familiar),
        why=f"`docker push`는 적은 이름과 똑같은 이름의 이미지만 올려요. {why}{wanted_image.added(image)}",
        next=(*steps, "`docker images`로 지금 있는 이름을 볼 수 있어요."),
    )


def _instead(image: Reference, scene: Scene) -> tuple[str, tuple[str, ...]]:
    """Say what was most likely meant: another tag, or the same image without the account's name."""
    tags = [tag for found in scene.state.images for tag in found.tags]
    if same := [tag for tag in tags if parse(tag).repository == image.repository]:
        return f"지금 있는 것은 {phrases.one_of(same)}뿐이에요.", ("올릴 이미지의 태그까지 적어서 다시 해요.",)
    last = image.path.rpartition("/")[2]
    likely = [tag for tag in tags if parse(tag).path.rpartition("/")[2] == last]
    source = likely[0] if likely else phrases.likeliest(image.familiar, tags)
    if not source:
        return "이름이 비슷한 이미지도 없어요.", ("올릴 이미지를 먼저 만들거나, 이름의 철자를 살펴봐요.",)
    return "내용이 같아도 이름이 다르면 찾지 못해요. " + say("이름이 비슷한 `{source}`{은} 있어요.", source=source), (
        "`docker tag`로 이름을 하나 더 붙여요. "
        + say("처음에는 지금 이름 `{now}`, 다음에는 올릴 이름 `{then}`{을} 적어요.", now=source, then=image.familiar),
    )
