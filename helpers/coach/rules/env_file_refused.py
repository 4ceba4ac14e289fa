"""A line of `--env-file` that docker refuses: blanks around the equals sign, `export` before the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
_WORDS = re.compile(r"poorly formatted environment: variable '([^'\n]*)' contains whitespaces")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Docker names the variable as it read it, with its blanks."""
    del scene
    said = _WORDS.search(ran.words)
    if said is None:
        return None
    file = asked.option("--env-file") or "--env-file"
    exported = said[1].startswith("export ")
    return Explanation(
        id="env-file-refused",
        what=say("`{file}`에 적은 변수의 이름 `{name}`에 빈칸이 들어 있어요.", file=file, name=said[1]),
        why="환경 변수 파일은 줄마다 `이름=값`으로 적고, `=`의 앞과 이름에는 빈칸을 둘 수 없어요."
        + (" 셸의 `export`도 적지 않아요." if exported else ""),
        next=("그 줄에서 `export`를 지워요." if exported else "그 줄에서 `=`의 앞뒤를 붙여 적어요.",),
    )
