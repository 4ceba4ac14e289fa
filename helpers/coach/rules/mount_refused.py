"""`-v` or `--mount` of a folder that is not there, and that the engine would not or could not make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence.made_containers import container, name_of
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest
from helpers.text.josa import say
from helpers.world.other_computer import entries

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(
    r"creating mount source path '([^']+)'|bind source path does not exist: ([^\s'\"]+?)\.?(?=\s|$)", re.IGNORECASE
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The folder is not on the learner's disk."""
    said = _SAID.search(ran.words)
    if said is None or asked.verb not in ("run", "create", ""):
        return None
    path = scene.path(said[1] or said[2])
    if path.exists():
        return None
    near = likeliest(path.name, entries(path.parent))
    left = container(ran, asked, scene)
    name = name_of(left) if left and left["State"]["Status"] == "created" else ""
    return Explanation(
        id="mount-refused",
        what=say("컨테이너에 연결(마운트)하려는 `{path}`{이} {computer}에 없어요.", path=path, computer=scene.computer)
        + (" 도커 엔진이 그곳에 빈 폴더를 만들려고 했지만 권한이 없었어요." if said[1] else ""),
        why="컨테이너에 연결할 폴더는 그 컴퓨터에 미리 있어야 해요."
        + (say(" 같은 곳에 이름이 비슷한 `{near}`{이} 있어요.", near=near) if near else "")
        + (say(" 시작하지 못한 컨테이너 `{name}`{이} 만들어진 채로 남아 있어요.", name=name) if name else ""),
        next=(
            say("`ls {folder}`{으로} 경로의 철자를 확인해요.", folder=path.parent)
            + ' 지금 있는 폴더는 `"$PWD"`로 적을 수 있어요.',
            *((say("다시 하기 전에 남은 `{name}`{을} `docker rm`으로 지워요.", name=name),) if name else ()),
        ),
    )
