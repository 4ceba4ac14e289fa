"""A port below 1024 on an engine that runs without root's rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import ports
from helpers.coach.model import Explanation

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"privileged|permission denied|unprivileged_port", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A low port that nobody has could not be opened for want of rights."""
    found = ports.clash(ran, asked, scene)
    if found is None or found.holder or found.port.number >= ports.PRIVILEGED or not _WORDS.search(ran.words):
        return None
    port = found.port.number
    return Explanation(
        id="port-privileged",
        what=f"도커 엔진에 {port}번 포트를 열 권한이 없어서 컨테이너를 시작하지 못했어요.",
        why="1024보다 작은 포트는 관리자(root)만 열 수 있는데, 이 도커 엔진은 관리자 권한 없이(rootless) 실행 중이에요."
        f" `-p` 왼쪽의 {port}번은 1024보다 작아요." + ports.leftover(found, asked),
        next=(
            *ports.tidy(found, asked),
            "`-p`의 왼쪽(컴퓨터의 포트)을 1024 이상으로 바꿔요. 오른쪽(컨테이너의 포트)은 그대로 둬도 돼요.",
        ),
    )
