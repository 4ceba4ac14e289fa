"""`-p` on the host's own network, where there is nothing to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run",)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Both options were given, and the container runs in the host's network."""
    if asked.option("--network") != "host" or not asked.has("--publish"):
        return None
    found = made_containers.background(ran, asked, scene)
    if found is None:
        return None
    port = asked.option("--publish")
    return Explanation(
        id="host-network-ports",
        what=say("`--network host`라서 `-p {port}`{은} 아무 일도 하지 않았어요.", port=port),
        why="호스트 네트워크의 컨테이너는 컴퓨터의 네트워크를 그대로 써요. 그래서 포트를 연결할 것이 없고,"
        " 프로그램이 연 포트가 바로 컴퓨터의 포트가 돼요.",
        next=(
            "`-p`에 적은 포트가 아니라 프로그램이 여는 포트로 들어가요.",
            say("포트를 골라 연결하려면 `docker rm -f {name}`{으로} 지우고 `--network host`를 빼고 다시 실행해요.",
                name=name_of(found)),
        ),
    )  # fmt: skip
