"""A comment behind an instruction: `FROM busybox  # base image`. A Dockerfile has comments on lines of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_LINE = re.compile(r"^ *(\d+) \| >>> ", re.MULTILINE)
_BEHIND = re.compile(r"^\s*(?!RUN\b|CMD\b|ENTRYPOINT\b|HEALTHCHECK\b)[A-Za-z]+\s.*?\s(#.*)$")
"""An instruction that no shell reads, and what stands behind it. A shell knows comments."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The line at which the build stopped has such an end."""
    said, build = _LINE.search(ran.words), build_context.of(asked, scene)
    lines = build.text().splitlines() if said and build else []
    found = _BEHIND.match(lines[int(said[1]) - 1]) if said and int(said[1]) <= len(lines) else None
    if said is None or found is None:
        return None
    comment = found[1].replace("`", "'").strip()
    return Explanation(
        id="comment-behind",
        what=say("Dockerfile {line}번째 줄의 `{comment}`{은} 주석이 아니라 그 줄의 값으로 읽혔어요.",
                 line=said[1], comment=comment),
        why="Dockerfile의 주석은 줄의 맨 앞에서 `#`으로 시작해야 해요. 명령어 뒤에 적은 `#`은 주석이 아니에요.",
        next=(say("`{comment}`{을} 그 위의 줄로 옮기거나 지우고 다시 빌드해요.", comment=comment),),
    )  # fmt: skip
