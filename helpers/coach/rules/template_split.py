"""`--format {{.Names}} {{.Image}}` without quotation marks, or with marks that `ssh` took off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.dockerdata.types import Computer
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The rest of the template stands among the command's arguments."""
    del scene
    given = asked.option("--format")
    rest = [word for word in asked.arguments if word.startswith("{{") or word.endswith("}}")]
    if not given or not rest:
        return None
    far = ran.computer is Computer.OTHER
    return Explanation(
        id="template-split",
        what=say("`--format`의 값이 빈칸에서 나뉘어, `{rest}`{이} 따로 떨어진 단어가 됐어요.", rest=rest[0]),
        why="셸은 따옴표로 감싸지 않은 빈칸에서 단어를 나눠요."
        + (" `ssh` 뒤에 적은 따옴표는 내 셸이 벗기고, 다른 컴퓨터의 셸이 그 줄을 한 번 더 읽어요." if far else ""),
        next=(
            "`ssh other` 뒤의 명령 전체를 큰따옴표로 감싸고, 그 안에서 `--format`의 값을 작은따옴표로 감싸요."
            if far
            else "`--format`의 값 전체를 작은따옴표로 감싸요.",
        ),
    )
