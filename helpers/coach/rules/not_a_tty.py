"""`-t` where no terminal is at the other end: a notebook's cell, a script, a pipe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"not a (TTY|terminal)", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """`run`, `exec` and the like with `-t`, refused before anything was done."""
    if asked.verb not in ("run", "exec", "start", "attach") or not _WORDS.search(ran.words):
        return None
    inside = " ".join(asked.arguments[1:])
    talks = f"`{inside}`처럼 말을 주고받는 프로그램은" if inside else "말을 주고받는 프로그램은"
    return Explanation(
        id="not-a-tty",
        what="입력하는 쪽이 터미널이 아니라서 `-t`를 쓸 수 없어요.",
        why="`-t`는 컨테이너를 터미널에 연결해 달라는 옵션이에요. 그런데 노트북의 칸이나 스크립트, 파이프에는 "
        "글자를 입력받을 터미널이 없어요. 그래서 도커는 시작도 하지 않았고, 컨테이너도 그대로예요.",
        next=(
            "파이프(`|`)나 `<`로 넘긴 것을 읽는 명령이면 `-t`만 빼고 `-i`는 남겨요.",
            "결과만 보면 되는 명령이면 `-it`를 모두 빼고 실행해요.",
            f"{talks} 파이프 없이 터미널에서 실행해요(메뉴의 파일 → 새로 만들기 → 터미널).",
        ),
    )
