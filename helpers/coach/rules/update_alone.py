"""`RUN apt-get update` in a line of its own: the cache keeps its list for ever, and a later installation fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

SILENT = True
HEARD = ("build",)
_APT = re.compile(r"\b(apt(?:-get)?)\b(?:\s+-\S+)*\s+(update|install)\b")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The Dockerfile has them in two lines, and the one that installs was really run."""
    build = build_context.of(asked, scene)
    found = parted(build.instructions()) if build else None
    if found is None or build_context.was_cached(ran.words, found[1]):
        return None
    update, install = (next(_APT.finditer(item.script)) for item in found)
    return _explanation(f"{update[1]} update", f"{install[1]} install")


def parted(instructions: Sequence[Instruction]) -> tuple[Instruction, Instruction] | None:
    """Return the RUN that only gets the list, and the one of the same stage that only installs; None without both."""
    update = None
    for item in instructions:
        does = {found[2] for found in _APT.finditer(item.script)} if item.name == "RUN" else set()
        if item.name == "FROM":
            update = None
        elif does == {"update"}:
            update = item
        elif does == {"install"} and update:
            return update, item
    return None


def _explanation(update: str, install: str) -> Explanation:
    return Explanation(
        id="update-alone",
        what=say("빌드는 됐지만, `{update}`{이} 따로 한 줄이라서 나중에 설치가 실패할 수 있어요.", update=update),
        why=say("도커는 바뀌지 않은 줄의 결과(캐시)를 다시 써요. 나중에 `{install}` 줄만 고치면", install=install)
        + say(" `{update}`{은} 다시 하지 않고 옛 패키지 목록으로 설치해요.", update=update)
        + " 그 목록에 적힌 버전이 이미 없어졌으면 받지 못해요.",
        next=(
            say("두 명령을 한 줄의 `RUN`에 `&&`로 함께 적어요. `RUN {update} && {install} …`처럼요.",
                update=update, install=install),
        ),
    )  # fmt: skip
