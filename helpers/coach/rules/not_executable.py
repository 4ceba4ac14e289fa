"""A script or program without the right to be executed, or a folder in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.container_files import Inside
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_REFUSED = 126
_SAID = re.compile(
    r"exec:? \"([^\"]+)\": (?:is a directory|permission denied)|(?:^|: )([\w./-]+): permission denied\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_EXECUTE = 0o111
_SCRIPTS = (".sh", ".bash", ".py", ".pl", ".rb", ".js")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The file stands there and lacks the right."""
    if asked.verb not in ("run", "exec", "start") or ran.code not in (_REFUSED, 1):
        return None
    said = _SAID.search(ran.said)
    if said is None and asked.verb != "exec":
        return None
    with container_files.of(ran, asked, scene) as inside:
        program = (said[1] or said[2]) if said else asked.arguments[1] if asked.arguments[1:] else ""
        path = inside.find(inside.absolute(program) if "/" in program else program) if inside and program else ""
        entry = inside.entry(path) if inside and path else None
        if inside is None or entry is None:
            return None
        if entry.isdir():
            return _folder(program)
        meant = path.endswith(_SCRIPTS) or inside.content(path).startswith((b"#!", b"\x7fELF"))
        return _no_right(program, path, inside) if meant and not entry.mode & _EXECUTE else None


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="not-executable", what=what, why=why, next=do)


def _folder(program: str) -> Explanation:
    return _explanation(
        say("`{program}`{은} 폴더라서 실행할 수 없어요.", program=program),
        "컨테이너에서 실행할 명령의 맨 앞에는 프로그램이나 스크립트 파일을 적어야 해요.",
        say("실행하려던 파일의 이름까지 붙여서 적어요. `{program}/파일`처럼 적어요.", program=program.rstrip("/")),
    )


def _no_right(program: str, path: str, inside: Inside) -> Explanation:
    mount = inside.mount_of(path)
    name = path.rpartition("/")[2]
    where = (
        say("이 파일은 {shown}{이} 연결(마운트)된 것이라, 원래 파일의 권한을 그대로 써요.", shown=mount.shown)
        if mount
        else "`COPY`는 내 컴퓨터에 있던 파일의 권한을 그대로 이미지에 넣어요."
    )
    mend = (
        say("내 컴퓨터에서 `chmod +x`로 `{name}`에 실행 권한을 주고 다시 해요.", name=name)
        if mount
        else say("내 컴퓨터에서 `chmod +x`로 `{name}`에 실행 권한을 준 뒤 이미지를 다시 빌드해요.", name=name)
    )
    return _explanation(
        say("`{program}`{은} 있지만 실행 권한이 없어서(permission denied) 실행하지 못했어요.", program=program),
        f"파일에 실행 권한(x)이 없으면 이름만 적어서는 실행할 수 없어요. {where}",
        mend,
        f"스크립트라면 `sh {program}`처럼 셸에게 읽어서 실행하라고 할 수도 있어요.",
    )
