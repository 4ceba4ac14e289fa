"""The engine is there, and this user may not open its socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence.engine_address import Behind, behind, owner, path
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The words say so, and the system refuses us, too."""
    if "permission denied" not in ran.words.lower() or behind(scene.engine.host) is not Behind.FORBIDDEN:
        return None
    user, group = owner(scene.engine.host)
    whose = say("이 소켓은 사용자 `{user}`{과} 그룹 `{group}`만 열 수 있어요.", user=user, group=group) if user else ""
    return Explanation(
        id="engine-forbidden",
        what="도커 엔진은 있지만, 지금 사용자에게는 도커 엔진을 쓸 권한이 없어요.",
        why=f"`docker`는 `{path(scene.engine.host)}` 파일(소켓)을 통해 도커 엔진과 말을 주고받아요. {whose}".rstrip(),
        next=(
            f"`id`로 내가 어떤 그룹에 들어 있는지, `ls -l {path(scene.engine.host)}`로 누구의 소켓인지 확인해요.",
            "리눅스에서는 관리자가 `usermod -aG docker`로 사용자를 `docker` 그룹에 넣어요. 그 뒤 다시 로그인해요.",
            "조심하세요. 이 그룹에 들어가면 관리자와 다름없는 권한을 가져요. 혼자 쓰는 컴퓨터에서만 넣으세요.",
        ),
    )
