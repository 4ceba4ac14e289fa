"""`docker run -e NAME=kim busybox echo $NAME`: the own shell put its own (empty) value there, before docker ran."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --env", "exec --env")
_SHELL = re.compile(r"(?:\S*/)?\w*sh")
_ECHO = re.compile(r"\s*echo\b([^;&|<>$`]*)")
_SCRIPT = 3
"""A shell, `-c` and its script."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """All that is run is an `echo` in which neither the variables that were given nor their values stand."""
    del ran, scene
    if asked.verb not in ("run", "exec"):
        return None
    command = asked.arguments[1:]
    by_shell = len(command) == _SCRIPT and command[1] == "-c" and _SHELL.fullmatch(command[0])
    said = _ECHO.fullmatch(command[2] if by_shell else shlex.join(command) if command[:1] == ("echo",) else "")
    given = dict(value.partition("=")[::2] for value in asked.options.get("--env", ()) if "=" in value)
    values = [value for value in given.values() if value]
    if (
        said is None
        or not values
        or any(value in said[1] for value in values)
        or any(name in said[1] for name in given)
    ):
        return None
    return _explanation(
        next(iter(given)), " ".join(command[2].split()) if by_shell else shlex.join(command), bool(by_shell)
    )


def _explanation(name: str, line: str, by_shell: bool) -> Explanation:  # noqa: FBT001
    how = (
        "`sh -c` 뒤의 글을 작은따옴표로 감싸요. 작은따옴표 안의 `$`는 내 셸이 건드리지 않아요."
        if by_shell
        else say("`sh -c 'echo ${name}'`처럼 컨테이너 안의 셸에게 시키고, 작은따옴표로 감싸요.", name=name)
    )
    return Explanation(
        id="variable-here",
        what=say("`-e`로 준 `{name}`{을} 컨테이너가 쓰지 않았어요. 컨테이너에서 실행된 명령은 `{line}`{이에요}.",
                 name=name, line=line.replace("`", "'")),
        why=say("`${name}`{을} 적었다면, 도커가 시작되기 전에 내 셸이 먼저 제 변수의 값으로 바꿔요.", name=name)
        + " 내 셸에 그 변수가 없으면 빈 글이 돼요.",
        next=(how,),
    )  # fmt: skip
