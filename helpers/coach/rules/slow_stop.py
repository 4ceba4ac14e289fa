"""`docker stop` that waited its ten seconds in vain: the container's first process did not heed the signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.dockerdata.units import NANO
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("stop", "restart")
_WAITS = 9 * NANO
"""Docker waits ten seconds between the two signals; whoever asks for less knows what it is about."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The engine's events hold both signals."""
    if asked.verb not in HEARD or ran.ended - ran.began < _WAITS:
        return None
    for name in asked.arguments:
        found = scene.container(name)
        if found and _killed(found, ran, scene):
            return _explanation(found)
    return None


def _killed(found: dict[str, Any], ran: FinishedCommand, scene: Scene) -> bool:
    sent = [
        event.attributes.get("signal")
        for event in made_containers.during(ran, scene, "container", "kill")
        if event.id == found["Id"]
    ]
    return "9" in sent and len(sent) > 1


def _explanation(found: dict[str, Any]) -> Explanation:
    name, words = name_of(found), made_containers.words(found)
    shell = words[1:2] == ["-c"]
    return Explanation(
        id="slow-stop",
        what=say(
            "`{name}`{이} 멈추라는 신호(SIGTERM)에 끝나지 않아서, 도커가 10초를 기다렸다가 강제로 끝냈어요.", name=name
        ),
        why=say("컨테이너의 첫 프로세스는 `{words}`{이에요}.", words=" ".join(words))
        + " `docker stop`은 그 프로세스에 SIGTERM을 보내고, 10초 안에 끝나지 않으면 SIGKILL로 끝내요."
        + (
            " `CMD`나 `ENTRYPOINT`를 대괄호 없이 적으면 셸이 먼저 시작되고, 셸은 신호를 안의 프로그램에 전하지 않아요."
            if shell
            else " 첫 프로세스는 SIGTERM을 스스로 처리해야 끝나요."
        ),
        next=(
            *(('Dockerfile의 그 줄을 `["프로그램", "인자"]`처럼 대괄호와 큰따옴표로 적어요.',) if shell else ()),
            "프로그램이 SIGTERM을 받으면 끝나게 하거나, `docker run`에 `--init`을 더해요.",
        ),
    )
