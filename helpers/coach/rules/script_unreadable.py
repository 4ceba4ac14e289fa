"""`exec …: no such file` though the script stands there: lines that end as on Windows, or no such interpreter."""

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
_SAID = re.compile(r"no such file|not found|can't execute", re.IGNORECASE)
_CODES = frozenset({1, 126, 127, 255})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A script that was to be run stands there, and its first line names what does not."""
    if asked.verb not in ("run", "exec", "start") or ran.code not in _CODES:
        return None
    if not _SAID.search(ran.said) and asked.verb != "exec":
        return None
    with container_files.of(ran, asked, scene) as inside:
        return _judge(inside) if inside else None


def _judge(inside: Inside) -> Explanation | None:
    for word in inside.words[:2]:
        path = inside.find(inside.absolute(word) if "/" in word else word) if not word.startswith("-") else ""
        first = inside.content(path).partition(b"\n")[0] if path else b""
        if not first.startswith(b"#!"):
            continue
        if first.endswith(b"\r"):
            return _carriage_returns(word, path, inside)
        wanted = first[2:].decode(errors="replace").split()
        program = wanted[-1] if len(wanted) > 1 and wanted[0].endswith("/env") else "".join(wanted[:1])
        if program and not inside.find(program):
            return _no_interpreter(word, first.decode(errors="replace"), program, inside)
    return None


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="script-unreadable", what=what, why=why, next=do)


def _carriage_returns(script: str, path: str, inside: Inside) -> Explanation:
    again = "다시 해요" if inside.mount_of(path) else "이미지를 다시 빌드해요"
    return _explanation(
        say("`{script}`{은} 있지만 줄 끝이 Windows 방식(CRLF)이라 실행하지 못했어요.", script=script),
        "첫 줄의 끝에 보이지 않는 글자(`\\r`)가 있어서, 리눅스는 `#!` 뒤의 이름이 그 글자까지라고 읽고"
        " 그런 프로그램을 찾지 못해요. 파일이 없다는 말(no such file or directory)이 나오지만 파일은 있어요.",
        f"편집기에서 줄 끝을 LF로 바꿔 저장한 뒤 {again}. 터미널에서는 `sed -i 's/\\r$//' 파일`로 바꿀 수 있어요.",
        "git을 쓴다면 `.gitattributes`에 `*.sh text eol=lf`를 적어 두면 다시 바뀌지 않아요.",
    )


def _no_interpreter(script: str, first: str, program: str, inside: Inside) -> Explanation:
    sh = inside.find("/bin/sh") if "bash" in program else ""
    return _explanation(
        say("`{script}`{은} 있지만, 첫 줄에 적힌 `{program}`{이} 이미지에 없어서 실행하지 못했어요.",
            script=script, program=program),
        say("스크립트의 첫 줄은 `{first}`{이에요}. 그 뒤의 프로그램이 이 파일을 읽어서 실행하는데,"
            " `{image}` 이미지에는 그것이 들어 있지 않아요.", first=first, image=inside.image)
        + " 파일이 없다는 말(no such file or directory)이 나오지만, 없는 것은 스크립트가 아니라 그 프로그램이에요.",
        say("첫 줄을 이미지에 있는 `#!{sh}`{으로} 바꾸거나, 이미지를 만들 때 `{name}`{을} 설치해요.",
            sh=sh, name=program.rpartition("/")[2])
        if sh
        else say("이미지를 만들 때 `{name}`{을} 설치하거나, 그것이 든 이미지를 써요.", name=program.rpartition("/")[2]),
    )  # fmt: skip
