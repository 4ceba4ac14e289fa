"""A step of a build that failed and used a variable that is empty there, as its ARG stands above FROM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context, failed_step, lost_variables
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.failed_step import FailedStep
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The line that failed names the variable, and the Dockerfile gives it where the line does not see it."""
    step, build = failed_step.of(ran, asked, scene), build_context.of(asked, scene)
    if step is None or build is None:
        return None
    items = build.instructions()
    at = next((at for at, item in enumerate(items) if item.name == "RUN" and item.script == step.script), 0)
    start = max((before for before, item in enumerate(items[:at]) if item.name == "FROM"), default=0)
    if (name := lost_variables.of_arguments(items[: at + 1], start)) and f"{name}" in step.script:
        return _explanation(
            step,
            name,
            say("`ARG {name}`{을} `FROM`보다 위에 적었는데, 거기에 적은 것은 `FROM` 줄에서만 쓸 수 있어요.", name=name),
            say("`FROM` 아래에 `ARG {name}`{을} 한 번 더 적어요. 값은 그대로 받아요.", name=name),
        )
    if (name := lost_variables.of_exports(items[start : at + 1])) and name in step.script:
        return _explanation(
            step,
            name,
            "`RUN`은 줄마다 셸을 새로 시작해요. 위의 `export`는 그 줄의 셸과 함께 사라졌어요.",
            say("`RUN export` 대신 `ENV {name}=값`을 적어요. 아래의 모든 줄에 통해요.", name=name),
        )
    return None


def _explanation(step: FailedStep, name: str, why: str, do: str) -> Explanation:
    return Explanation(
        id="run-variable-empty",
        what=say("{where}에서 `${name}`{이} 비어 있어요.", where=step.where, name=name),
        why=why,
        next=(do,),
    )
