"""A build for several processors at once, which the engine's own builder and image store cannot do."""

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
_SAID = re.compile(
    r"multi(?:ple)?[- ]platforms? (?:build|feature)[^\n]*not supported|exporting manifest lists", re.IGNORECASE
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """More than one platform is asked for, and the builder says that it cannot."""
    del scene
    wanted = ",".join(asked.options.get("--platform", ()))
    if asked.verb != "build" or "," not in wanted or not _SAID.search(ran.words):
        return None
    first = wanted.partition(",")[0]
    return Explanation(
        id="several-platforms",
        what=say("이 도커 엔진은 여러 플랫폼(`{wanted}`)의 이미지를 한 번에 만들지 못해요.", wanted=wanted),
        why="지금의 빌더(`docker` 드라이버)는 만든 이미지를 엔진의 이미지 저장소에 바로 넣는데,"
        " 그곳은 한 이름에 한 플랫폼의 이미지만 담을 수 있어요.",
        next=(
            say("내 컴퓨터에서 쓸 것이면 `--platform {first}`처럼 하나만 적거나 `--platform`을 빼요.", first=first),
            (
                "정말 여러 플랫폼이 필요하면 `docker buildx create --use`로 따로 실행되는 빌더를 만들고, 결과를 "
                "`--push`로"
                " 레지스트리에 올려요. 실습실의 밖, 인터넷이 되는 컴퓨터에서요."
            ),
        ),
    )
