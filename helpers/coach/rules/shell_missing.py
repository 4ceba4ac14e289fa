"""A shell that the image does not have, where it has another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import missing_program
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "fish", "powershell", "pwsh", "cmd"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What was to be run is a shell, and it does not stand there."""
    tried = missing_program.attempt(ran, asked, scene)
    if tried is None or tried.program.rpartition("/")[2] not in _SHELLS:
        return None
    shells = tried.shells(scene) if tried.image else ()
    where = f"{tried.place}에는" if tried.image else "그 이미지에는"
    there = (
        say("그 대신 {shells}{이} 있어요.", shells=phrases.one_of(shells))
        if shells
        else "들어 있는 셸을 하나도 찾지 못했어요. 프로그램 하나만 담은 작은 이미지에는 셸이 없기도 해요."
    )
    again = "컨테이너를 다시 만들어요" if asked.verb in ("start", "restart") else "다시 해요"
    step = (
        say("`{program}` 대신 `{shell}`{을} 적어서 {again}.", program=tried.program, shell=shells[0], again=again)
        if shells
        else "셸이 있는 다른 이미지를 쓰거나, 이미지에 정해진 명령 그대로 실행해요."
    )
    return Explanation(
        id="shell-missing",
        what=say("{where} `{program}`{이라는} 셸이 없어서 실행하지 못했어요.", where=where, program=tried.program),
        why=f"컨테이너 안에서는 그 이미지에 들어 있는 프로그램만 실행할 수 있어요. {there}",
        next=(*missing_program.tidy(asked, scene), step),
    )
