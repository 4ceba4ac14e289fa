"""A port where the image's name should stand: `-P 8080:80`, or a blank in place of a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_PORTS = re.compile(r"\d{1,5}(?::\d{1,5})?(?:/(?:tcp|udp))?")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The engine was asked for an image of that name, and has none: a few digits may also begin an image's id."""
    port = asked.arguments[0] if asked.verb in ("run", "create") and asked.arguments else ""
    if not _PORTS.fullmatch(port) or f"'{port.partition(':')[0]}" not in ran.words or scene.image(port):
        return None
    if asked.has("--publish-all"):
        why = (
            "`-P`(대문자)는 값을 받지 않고, 이미지가 알리는 포트를 모두 아무 번호로나 여는 옵션이에요."
            " 포트를 정해서 여는 옵션은 `-p`(소문자)예요."
        )
        step = "`-P`를 소문자 `-p`로 고쳐서 다시 해요."
    elif asked.has("--publish"):
        given = asked.option("--publish")
        why = say("`-p`의 값은 `{given}`에서 끝났어요. 값 안에는 빈칸을 둘 수 없어요.", given=given)
        step = "`-p` 뒤에 `컴퓨터의 포트:컨테이너의 포트`를 콜론을 사이에 두고 빈칸 없이 적어요."
    else:
        why = "옵션이 아닌 첫 단어를 이미지 이름으로 읽어요. 포트를 여는 옵션 `-p`가 그 앞에 없어요."
        step = say("`{port}` 앞에 `-p`를 적어서 다시 해요.", port=port)
    return Explanation(
        id="port-for-image",
        what=say("도커가 `{port}`{을} 포트가 아니라 이미지 이름으로 읽었어요.", port=port),
        why=why,
        next=(step,),
    )
