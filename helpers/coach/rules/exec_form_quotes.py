"""`CMD ['echo', 'hi']`: with other quotes the exec form is none, and a shell is handed the brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_CURLY = "“”‘’"
"""Quotation marks of word processors and web pages."""
_BROKEN = re.compile(rf"\s*\[\s*(?:['{_CURLY}]|\"[^\"]*\"\s*\S)")
"""A bracket and a quotation: a shell's own test (`[ -e file ]`) has a blank and no comma."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What the image has a shell run begins with a bracket."""
    if asked.verb not in ("run", "start") or not asked.arguments or ran.code == 0:
        return None
    if asked.verb == "run" and asked.arguments[1:]:
        return None
    found = scene.image(asked.arguments[0]) if asked.verb == "run" else scene.container(asked.arguments[0])
    config: dict[str, Any] = (found or {}).get("Config") or {}
    for name, key in (("CMD", "Cmd"), ("ENTRYPOINT", "Entrypoint")):
        words = config.get(key) or []
        if words[1:2] == ["-c"] and _BROKEN.match(words[-1]):
            return _explanation(name, words[-1])
    return None


def _explanation(name: str, written: str) -> Explanation:
    curly = next((mark for mark in written if mark in _CURLY), "")
    right = written.translate(dict.fromkeys(map(ord, f"'{_CURLY}"), '"'))
    wrong = say("에 모양이 다른 따옴표({mark})를 썼어요", mark=curly) if curly else "에 작은따옴표를 썼어요"
    quotes = right != written
    return Explanation(
        id="exec-form-quotes",
        what=f"Dockerfile의 `{name} {written}`"
        + (f"{wrong}. 큰따옴표를 써야 해요." if quotes else "의 대괄호 모양이 맞지 않아요. 쉼표나 따옴표가 빠졌어요."),
        why="대괄호로 적는 모양(exec form)은 JSON이라, 문자열을 큰따옴표로만 묶을 수 있어요."
        " 모양이 맞지 않으면 도커는 오류 없이 그 줄을 통째로 셸에 넘기고, 셸은 대괄호까지 프로그램 이름으로 읽어요.",
        next=(
            say("`{name} {right}`{으로} 고쳐 이미지를 다시 빌드해요.", name=name, right=right)
            if quotes
            else f"`{name}` 줄의 따옴표와 쉼표를 살펴봐요. 문자열마다 큰따옴표로 묶고 쉼표로 나눠요.",
        ),
    )
