"""`--gpus` on an engine that has no graphics processor to hand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.world.environment import in_lab

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(r"could not select device driver|nvidia-container-cli|failed to discover GPU vendor", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The option asks for one, and the engine has no driver for it."""
    del scene
    if not asked.has("--gpus") or not _SAID.search(ran.words):
        return None
    return Explanation(
        id="no-gpu",
        what="도커 엔진이 컨테이너에 넘겨줄 GPU를 찾지 못했어요.",
        why="`--gpus`를 쓰려면 그래픽 드라이버와 NVIDIA Container Toolkit이 엔진이 있는 컴퓨터에 있어야 해요."
        + (" 실습실의 엔진에는 GPU가 없어요." if in_lab() else ""),
        next=(
            "GPU가 없어도 되는 프로그램이면 `--gpus`를 빼고 실행해요.",
            "GPU가 있는 컴퓨터라면 `nvidia-smi`가 되는지 먼저 보고, NVIDIA Container Toolkit을 설치해요.",
        ),
    )
