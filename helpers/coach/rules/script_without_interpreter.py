"""`exec format error` of a script whose first line does not say what runs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.evidence.made_containers import image_of
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_PROGRAM = re.compile(r'exec:? "?([^\s":]+)"?: exec format error')


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The file is text, and does not begin with `#!`."""
    program = _PROGRAM.search(ran.said)
    if program is None:
        return None
    content = _content(program[1], ran, asked, scene)
    if not content or content.startswith((b"#!", b"\x7fELF")) or b"\0" in content[:512]:
        return None
    first = content.splitlines()[0].decode(errors="replace").strip()
    return Explanation(
        id="script-without-interpreter",
        what=say("`{program}`{은} 스크립트인데, 무엇으로 실행할지 첫 줄에 적혀 있지 않아요.", program=program[1]),
        why=say("첫 줄이 `{first}`{이에요}.", first=first) + " 컨테이너는 셸을 거치지 않고 파일을 바로 실행하기 때문에,"
        " 첫 줄이 `#!`로 시작하지 않으면 어떤 프로그램으로 읽어야 할지 몰라요. 프로세서 때문이 아니에요.",
        next=(
            "파일의 맨 첫 줄에, 앞에 빈칸이나 빈 줄 없이 `#!/bin/sh`처럼 적고 이미지를 다시 만들어요.",
            "이미지 안에 정말 있는 셸을 적어야 해요. `bash`가 없는 이미지도 있어요.",
        ),
    )


def _content(program: str, ran: FinishedCommand, asked: Command, scene: Scene) -> bytes | None:
    """Return the script as it stands in the image; a failed build left none, so the file that it copied."""
    if asked.verb != "build":
        image = image_of(ran, asked, scene)
        return scene.image_file(image, program) if image else None
    build = build_context.of(asked, scene)
    name = program.rpartition("/")[2]
    for path in build.files() if build else ():
        if build and path.rpartition("/")[2] == name and (build.context / path).is_file():
            return (build.context / path).read_bytes()
    return None
