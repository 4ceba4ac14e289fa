"""`docker exec web echo hello > index.html`: the own shell took the sign, and the file is on this computer."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("exec",)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """All that the command does is write words, which nobody needs a container for, and they went into a file."""
    del scene
    if asked.verb != "exec" or asked.arguments[1:2] not in (("echo",), ("printf",)) or not ran.output:
        return None
    name = posixpath.relpath(ran.output, ran.folder) if ran.output.startswith(f"{ran.folder}/") else ran.output
    return Explanation(
        id="output-kept-here",
        what=say("`{file}`{은} 컨테이너 `{container}`{이} 아니라 내 컴퓨터에 생겼어요.",
                 file=name, container=asked.arguments[0]),
        why="`>`는 도커가 아니라 내 셸이 읽어요. 그래서 컨테이너 안의 명령이 출력한 것을 내 컴퓨터의 파일에 담았어요.",
        next=(
            "컨테이너 안의 파일에 쓰려면 `sh -c '… > /경로/파일'`처럼 `>`까지 감싸 컨테이너 안의 셸에게 시켜요.",
            say("내 컴퓨터에 생긴 `{file}`{이} 필요 없으면 지워요.", file=name),
        ),
    )  # fmt: skip
