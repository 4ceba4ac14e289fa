"""A port of the computer that another container has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import ports
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A container has the port open now."""
    found = ports.clash(ran, asked, scene)
    if found is None or found.holder is None:
        return None
    holder = scene.container(found.holder.id)
    if holder is None:
        return None
    port, name = found.port.number, found.holder.name
    return Explanation(
        id="port-taken",
        what=say(
            "컴퓨터의 {port}번 포트를 컨테이너 `{name}`{이} 이미 쓰고 있어서 컨테이너를 시작하지 못했어요.",
            port=port,
            name=name,
        ),
        why=say("`{name}`{은} {portrait}.", name=name, portrait=phrases.portrait(holder, scene.now))
        + " 한 포트는 한 번에 한 컨테이너만 쓸 수 있어요."
        + ports.leftover(found, asked),
        next=(
            "`docker ps`의 `PORTS` 아래에서 누가 어느 포트를 쓰는지 볼 수 있어요.",
            *ports.tidy(found, asked),
            f"{_place(asked)} 왼쪽 숫자를 {port} 말고 다른 것으로 바꿔요.",
            say("`{name}`{이} 필요 없으면 `docker stop`으로 멈춰서 포트를 비워도 돼요.", name=name),
        ),
    )


def _place(asked: Command) -> str:
    """Return where the port is written."""
    return "`compose.yaml`의 `ports`에서 콜론의" if asked.verb.startswith("compose") else "`-p`의"
