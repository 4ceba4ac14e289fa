"""A user that the image has not: named by `-u`, or by a USER line above which nothing makes it."""

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
_NO_USER = re.compile(r"unable to find (user|group) ([^\s:]+): no matching entries")
_KINDS = {"user": "사용자", "group": "그룹"}


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The engine looked for the name in the image's own list."""
    del scene
    said = _NO_USER.search(ran.words)
    if said is None or asked.verb not in ("run", "create", "exec", "start", "build"):
        return None
    typed = asked.has("--user") and asked.verb != "build"
    return Explanation(
        id="user-missing",
        what=say("이미지 안에 `{name}`{이라는} {kind}{이} 없어요.", name=said[2], kind=_KINDS[said[1]])
        + (" `-u`에 적은 이름이에요." if typed else " Dockerfile의 `USER`에 적은 이름이에요."),
        why="도커는 내 컴퓨터가 아니라 이미지 안의 목록(`/etc/passwd`, `/etc/group`)에서 이름을 찾아요.",
        next=(
            "이미지에 있는 이름이나 번호(예: `-u 1000`)를 적어요."
            if typed
            else say("`USER`보다 위에서 `RUN`으로 그 {kind}{을} 먼저 만들어요(`useradd`, Alpine은 `adduser`).",
                     kind=_KINDS[said[1]]),
        ),
    )  # fmt: skip
