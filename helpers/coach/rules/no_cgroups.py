"""What needs control groups, which the lab's engines have not: they are rootless, and the host lends them none."""

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
_WORDS = re.compile(r"unable to get all container pids|cgroups? (?:is |are )?not (?:configured|mounted)|freezer")
_INSTEAD = {
    "top": "컨테이너 안의 프로세스는 `docker exec {name} ps`로, 밖에서 본 번호는 "
    "`docker inspect -f '{{{{.State.Pid}}}}' {name}`{으로} 볼 수 있어요.",
    "pause": "잠시 쉬게 하려면 `docker stop {name}`{으로} 멈추고 `docker start {name}`{으로} 다시 시작해요.",
}


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The container runs, and the engine says that it has no control groups."""
    name = asked.arguments[0] if asked.arguments else ""
    if asked.verb not in _INSTEAD or not _WORDS.search(ran.words) or scene.container(name) is None:
        return None
    return Explanation(
        id="no-cgroups",
        what=say("`docker {verb}`{은} 이 실습실에서만 되지 않는 명령이에요.", verb=asked.verb),
        why="컨테이너의 프로세스를 한데 묶어 세거나 멈추는 일은 리눅스의 cgroup이 맡아요. 실습실의 도커 엔진은 "
        "관리자 권한 없이 실행되어 cgroup을 쓰지 못해요. 명령은 맞게 썼고 컨테이너도 그대로예요. "
        "여러분의 컴퓨터에서는 돼요.",
        next=(say(_INSTEAD[asked.verb], name=name),),
    )
