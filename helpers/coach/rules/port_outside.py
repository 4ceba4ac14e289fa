"""A port of the computer that a program outside Docker has.

The lab's engine opens its ports in the learner's own network, so that both see the same ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.coach.evidence import ports
from helpers.coach.model import Explanation
from helpers.dockerdata.types import Computer
from helpers.text.josa import say
from helpers.world.environment import in_lab

if TYPE_CHECKING:
    from helpers.coach.evidence.ports import Port
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SCREEN = "jupyter-lab"
_LONGEST = 60
"""Characters of a program's command line, at most."""
_WORDS = re.compile(r"not available|already in use|access permissions", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The port could not be opened, and no container has it."""
    found = ports.clash(ran, asked, scene)
    if found is None or found.holder or not _WORDS.search(ran.words):
        return None
    port, who = found.port, listener(found.port) if _sees(scene) else None
    screen = who is not None and _SCREEN in who.program
    rest = "바꿔요" if screen else "바꾸거나, 그 프로그램을 끝낸 뒤 다시 해요"
    return Explanation(
        id="port-outside",
        what=f"컴퓨터의 {port.number}번 포트를 도커 밖의 다른 프로그램이 쓰고 있어서 컨테이너를 시작하지 못했어요.",
        why=f"그 포트를 연 컨테이너는 하나도 없어요. {_who(who, scene)}{ports.leftover(found, asked)}",
        next=(
            *ports.tidy(found, asked),
            f"`-p`의 왼쪽 숫자를 {port.number} 말고 다른 것으로 {rest}.",
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Something that listens. `program` is its command line, empty where its process is another's; `pid` likewise 0."""

    program: str = ""
    pid: int = 0


def listener(port: Port) -> Listener | None:
    """Return who listens on a port of this computer; None where nobody does."""
    import psutil  # noqa: PLC0415 - as long to import as all rules together, and needed here alone

    sockets = psutil.net_connections(port.protocol)
    pids = [found.pid or 0 for found in sockets if found.laddr and found.laddr.port == port.number and not found.raddr]
    if not any(pids):
        return Listener() if pids else None
    try:
        program, *words = psutil.Process(max(pids)).cmdline()
    except (psutil.Error, ValueError):  # it has ended meanwhile
        return Listener(pid=max(pids))
    said = " ".join([Path(program).name, *words])
    return Listener(program=said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…", pid=max(pids))


def _sees(scene: Scene) -> bool:
    """Return whether this computer's ports are the engine's: only in the lab they share a network."""
    return in_lab() and scene.computer is Computer.MINE


def _who(found: Listener | None, scene: Scene) -> str:
    """Say who listens, as far as that is known."""
    if not _sees(scene):
        return "도커가 아닌 프로그램도 포트를 쓰고, 한 포트는 한 번에 한 프로그램만 쓸 수 있어요."
    if found is None:
        return "지금은 아무도 그 포트를 쓰지 않으니, 쓰던 프로그램이 그사이 끝난 듯해요."
    if not found.program:
        return "다른 사용자의 프로그램이 그 포트에서 기다리고 있어요."
    if _SCREEN in found.program:
        return "그 포트에서 기다리는 것은 지금 쓰고 있는 이 화면, JupyterLab이에요. 끄지 마세요."
    return say(
        "그 포트에서 기다리는 것은 `{program}`(프로세스 번호 {pid}){이에요}.", program=found.program, pid=found.pid
    )
