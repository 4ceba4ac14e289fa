"""`docker run -d --rm` of a program that failed: the container is gone, and its log with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import made_containers
from helpers.coach.model import Explanation
from helpers.dockerdata.units import NANO
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --rm",)
_SOON = 60.0
"""A program that fails within so many seconds has hardly begun its work."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The engine's events say with which code it ended, and that no person ended it."""
    if asked.verb != "run" or not asked.has("--detach") or not asked.has("--rm"):
        return None
    id = made_containers.container_id(ran, asked, scene)
    events = [event for event in scene.state.events if id and event.id == id]
    actions = {event.action: event for event in events}
    died, started = actions.get("die"), actions.get("start")
    if died is None or started is None or "kill" in actions or not died.exit_code or scene.container(id):
        return None
    if died.time - started.time > _SOON * NANO:
        return None
    return _explanation(died.name, died.exit_code)


def _explanation(name: str, code: int) -> Explanation:
    return Explanation(
        id="removed-with-words",
        what=say("컨테이너 `{name}`{은} 종료 코드 {code}{으로} 끝났고, `--rm` 때문에 로그와 함께 바로 지워졌어요.",
                 name=name, code=code),
        why="`--rm`은 컨테이너가 끝나면 지우라는 옵션이에요."
        " 지워지면 남긴 말(로그)도 사라져서 `docker logs`로 볼 수 없고, `docker ps -a`에도 나오지 않아요.",
        next=(
            "무엇이 잘못됐는지 보려면 `-d`를 빼고 실행해서 화면에 나오는 말을 읽어요.",
            "또는 `--rm`을 빼고 다시 실행하면, 끝난 뒤에도 컨테이너와 로그가 남아요.",
        ),
    )  # fmt: skip
