"""`docker context use other`, or `--context other`, of a context that nobody made."""

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
ELSEWHERE = True
_WORDS = re.compile(r"context \"?([\w.+-]+)\"?: (?:context )?not found", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The client names the context that it has not."""
    del asked, scene
    said = _WORDS.search(ran.words)
    if said is None:
        return None
    return Explanation(
        id="context-missing",
        what=say("`{name}`{이라는} 도커 컨텍스트(context)가 없어요.", name=said[1]),
        why="컨텍스트는 어느 도커 엔진에 명령을 보낼지 이름을 붙여 둔 것이에요."
        " 컴퓨터의 이름과는 따로라서, 먼저 만들어야 쓸 수 있어요.",
        next=(
            "`docker context ls`로 지금 있는 컨텍스트를 볼 수 있어요.",
            "없으면 `docker context create`로 만들어요. 다른 컴퓨터의 엔진은 `--docker host=ssh://이름`처럼 알려 줘요.",
        ),
    )
