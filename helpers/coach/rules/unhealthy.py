"""A container that runs and is unhealthy by its own HEALTHCHECK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run", "start", "restart", "ps --all")
_LONGEST = 160
"""Characters that are shown of what the check wrote."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The engine says so; in a list every container that runs is asked."""
    if asked.verb == "ps":
        if asked.has("--quiet"):
            return None
        every = (scene.container(listed.id) for listed in scene.state.containers if listed.running)
        return next((_explanation(found) for found in every if found and _is(found)), None)
    found = made_containers.background(ran, asked, scene)
    return _explanation(found) if found and _is(found) else None


def _is(found: dict[str, Any]) -> bool:
    return bool((found["State"].get("Health") or {}).get("Status") == "unhealthy")


def _explanation(found: dict[str, Any]) -> Explanation:
    name = name_of(found)
    test = found["Config"]["Healthcheck"]["Test"]
    last = (found["State"]["Health"].get("Log") or [{}])[-1]
    said = str(last.get("Output", "")).strip().replace("`", "'").splitlines()
    shown = said[-1][:_LONGEST] if said else ""
    return Explanation(
        id="unhealthy",
        what=say("컨테이너 `{name}`{은} 실행 중이지만, 상태 검사(HEALTHCHECK)에 실패해서 `unhealthy`예요.", name=name),
        why=say("검사하는 명령은 `{test}`{이고}, 컨테이너 안에서 실행돼요.", test=" ".join(test[1:]))
        + (say(" 마지막으로 종료 코드 {code}{으로} 끝났어요.", code=last["ExitCode"]) if "ExitCode" in last else "")
        + (say(" 그때 남긴 말은 `{shown}`{이에요}.", shown=shown) if shown else ""),
        next=(
            say(
                "`docker exec {name}` 뒤에 그 명령을 적어 직접 실행해 봐요. 종료 코드가 0이어야 건강한 거예요.",
                name=name,
            ),
            say("`docker logs {name}`{으로} 프로그램이 제대로 시작됐는지 봐요.", name=name),
        ),
    )
