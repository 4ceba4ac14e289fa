"""An option without its value, which took the image's name for one: what stands behind that is no image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import missing_program
from helpers.coach.model import Explanation
from helpers.dockerdata.names import fault
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_TAKING = ("--env", "--name", "--volume", "--publish", "--network", "--workdir", "--hostname", "--user", "--env-file",
           "--label", "--memory", "--restart")  # fmt: skip


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The last option's value is the name of an image that stands here, and what was read as the image is none."""
    if asked.verb not in ("run", "create") or not asked.arguments or _stands(asked.arguments[0], scene):
        return None
    before = ran.argv[: len(ran.argv) - len(asked.arguments)]
    option, taken = before[-2:]
    is_value = option.startswith("-") and any(taken in asked.options.get(name, ()) for name in _TAKING)
    if not is_value or not _stands(taken, scene):
        return None
    read = asked.arguments[0]
    return Explanation(
        id="option-swallows",
        what=say("`{option}` 뒤에 값이 빠져서, 이미지 이름인 `{taken}`{을} 그 값으로 읽었어요.",
                 option=option, taken=taken),
        why=say("`{option}` 바로 뒤의 단어는 언제나 그 옵션의 값이에요.", option=option)
        + say(" 그래서 다음 단어인 `{read}`{을} 이미지 이름으로 읽었는데, 그런 이미지는 없어요.", read=read),
        next=(
            *missing_program.tidy(asked, scene),
            say("`{option}`에 줄 값을 `{taken}`보다 앞에 적거나, 필요 없으면 `{option}`{을} 빼요.",
                option=option, taken=taken),
        ),
    )  # fmt: skip


def _stands(name: str, scene: Scene) -> bool:
    return not fault(name) and scene.image(name) is not None
