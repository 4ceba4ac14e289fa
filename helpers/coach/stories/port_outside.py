"""A port of the computer that a program outside Docker has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import ports
from helpers.coach.listening import listener
from helpers.coach.story import Story
from helpers.computers import in_lab
from helpers.particles import say
from helpers.state import Computer

if TYPE_CHECKING:
    from helpers.coach.command import Command
    from helpers.coach.ports import Port
    from helpers.coach.scene import Scene
    from helpers.coach.story import Ran

NUMBER = 5
SILENT = False
_WORDS = re.compile(r"not available|already in use|access permissions", re.IGNORECASE)


def tell(ran: Ran, asked: Command, scene: Scene) -> Story | None:
    """The port could not be opened, and no container has it."""
    found = ports.clash(ran, asked, scene)
    if found is None or found.holder or not _WORDS.search(ran.words):
        return None
    return Story(
        id="port-outside",
        what=say(
            "컴퓨터의 {port}번 포트를 도커 밖의 다른 프로그램이 쓰고 있어서 컨테이너를 시작하지 못했어요.",
            port=found.port.number,
        ),
        why=f"그 포트를 연 컨테이너는 하나도 없어요. {_who(found.port, scene)}{ports.leftover(found, asked)}",
        next=(
            *ports.tidy(found, asked),
            f"`-p`의 왼쪽 숫자를 {found.port.number} 말고 다른 것으로 바꾸거나, 그 프로그램을 끝낸 뒤 다시 해요.",
        ),
    )


def _who(port: Port, scene: Scene) -> str:
    """Who listens, where this computer's /proc tells: it is the engine's own network only in the lab."""
    if not in_lab() or scene.computer is not Computer.MINE:
        return "도커가 아닌 프로그램도 포트를 쓰고, 한 포트는 한 번에 하나만 쓸 수 있어요."
    found = listener(port.number, port.protocol)
    if found is None:
        return "지금은 아무도 그 포트를 쓰지 않으니, 쓰던 프로그램이 그사이 끝난 듯해요."
    if not found.program:
        return "여러분의 것이 아닌 프로그램이 그 포트에서 기다리고 있어요."
    return say(
        "그 포트에서 기다리는 것은 `{program}`(프로세스 번호 {pid})이에요.", program=found.program, pid=found.pid
    )
