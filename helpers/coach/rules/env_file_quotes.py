"""`--env-file` with quotation marks around a value: `docker run` keeps them as a part of it."""

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
HEARD = ("run", "create")
_QUOTED = re.compile(r"^\s*([A-Za-z_]\w*)=(['\"]).*\2\s*$", re.MULTILINE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The file that was read has such a line."""
    del ran
    for name in asked.options.get("--env-file", ()):
        file = scene.path(name)
        said = _QUOTED.search(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else None
        if said:
            return Explanation(
                id="env-file-quotes",
                what=say("`{file}`의 `{variable}`에는 따옴표까지 값으로 들어갔어요.", file=name, variable=said[1]),
                why="`docker run`은 `--env-file`의 줄을 그대로 읽어요. 따옴표를 떼어 내는 것은 셸과 Compose예요.",
                next=(
                    "파일에서 값의 양쪽 따옴표를 지우고 컨테이너를 다시 만들어요. 빈칸이 있어도 따옴표는 필요 없어요.",
                ),
            )
    return None
