"""`docker port` of a port that is not published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(r"No public port '(\d+)[^']*' published for")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The container's own ports say which are published."""
    said = _SAID.search(ran.words)
    found = scene.container(asked.arguments[0]) if said and asked.verb == "port" and asked.arguments else None
    if said is None or found is None:
        return None
    ports = (found["NetworkSettings"].get("Ports") or {}).items()
    there = sorted(f"{bound[0]['HostPort']}:{port.partition('/')[0]}" for port, bound in ports if bound)
    name = asked.arguments[0]
    return Explanation(
        id="port-unpublished",
        what=say("컨테이너 `{name}`의 {port}번 포트는 바깥과 연결돼 있지 않아요.", name=name, port=said[1]),
        why="`docker port` 뒤에는 컨테이너 안쪽의 포트 번호를 적어요."
        + (
            say(" 연결된 것은 {there}{이에요}(`바깥:안쪽`).", there=one_of(there))
            if there
            else " 이 컨테이너는 연결한 포트가 하나도 없어요."
        ),
        next=(
            say("`docker port {name}`처럼 번호를 빼면 연결한 포트가 모두 나와요.", name=name),
            *(() if there else ("포트는 컨테이너를 만들 때 `-p`로 연결해요. 만든 뒤에는 바꿀 수 없어요.",)),
        ),
    )
