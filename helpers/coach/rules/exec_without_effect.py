"""`docker exec web sh -c 'cd /tmp'`: a folder or a variable of a shell that is gone with the command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("exec",)
_SHELL = re.compile(r"(?:\S*/)?\w*sh")
_CD = re.compile(r"\s*cd\s+([^\s;&|]+)\s*")
_EXPORT = re.compile(r"\s*export\s+(\w+)=[^;&|]*")
_WORDS = 4
"""A container, a shell, `-c` and its script."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """All that the shell was told leaves nothing behind."""
    del ran, scene
    if asked.verb != "exec" or len(asked.arguments) != _WORDS or asked.arguments[2] != "-c":
        return None
    _, shell, _, script = asked.arguments
    if not _SHELL.fullmatch(shell):
        return None
    if said := _CD.fullmatch(script):
        return _explanation(
            say("`cd {folder}`{은} 되었지만 그 명령에서만 통해요.", folder=said[1]),
            say("한 폴더에서 실행하려면 컨테이너 이름 앞에 `-w {folder}`{을} 적어요.", folder=said[1]),
        )
    if said := _EXPORT.fullmatch(script):
        return _explanation(
            say("`export {name}=…`{은} 되었지만 그 명령에서만 통해요.", name=said[1]),
            say("한 명령에 값을 주려면 컨테이너 이름 앞에 `-e {name}=값`{을} 적어요. 늘 필요하면 `docker run`의 `-e`로"
                " 컨테이너를 만들 때 줘요.", name=said[1]),
        )  # fmt: skip
    return None


def _explanation(what: str, do: str) -> Explanation:
    return Explanation(
        id="exec-without-effect",
        what=what,
        why="`docker exec`은 할 때마다 셸을 새로 시작해요. 셸이 옮겨 간 폴더와 셸의 변수는 그 셸이 끝나면 사라져요.",
        next=(do, "여러 명령을 차례로 하려면 `docker exec -it`로 들어가거나, `sh -c '… && …'`처럼 한 번에 적어요."),
    )
