"""A program that is not in the image: not installed, misspelt, or a whole line in quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import missing_program
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What was to be run does not stand there."""
    tried = missing_program.attempt(ran, asked, scene)
    if tried is None:
        return None
    program = tried.program
    if " " in program:
        why = say("따옴표로 묶은 `{program}` 전체를 빈칸까지 들어간 프로그램 이름 하나로 읽었어요.", program=program)
        step = "따옴표를 빼고 프로그램과 그 뒤의 것을 따로 적어요."
    else:
        why = "컨테이너 안에서는 내 컴퓨터의 프로그램이 아니라 그 이미지에 들어 있는 프로그램만 실행할 수 있어요."
        step = say(
            "`{program}`의 철자가 맞는지, 그 프로그램이 들어 있는 이미지인지 살펴봐요. "
            "없는 프로그램은 이미지를 만들 때 넣어야 해요.",
            program=program,
        )
    place = f"{tried.place} 안에" if tried.image else "컨테이너 안에"
    return Explanation(
        id="program-missing",
        what=say("{place} `{program}`{이라는} 프로그램이 없어서 실행하지 못했어요.", place=place, program=program),
        why=why,
        next=(*missing_program.tidy(asked, scene), step),
    )
