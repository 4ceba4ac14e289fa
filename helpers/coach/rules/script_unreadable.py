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
_SAID = re.compile(
    r"no such file|not found|can't execute|can't cd to|illegal option|invalid option|syntax error|unexpected",
    re.IGNORECASE,
)
_CODES = frozenset({1, 2, 126, 127, 255})
_SHELLS = frozenset({"sh", "bash", "ash", "dash"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A script that was to be run stands there, and its first line names what does not."""
    if asked.verb not in ("run", "exec", "start") or ran.code not in _CODES:
        return None
    if not _SAID.search(ran.said) and asked.verb != "exec":
        return None
    with container_files.of(ran, asked, scene) as inside:
        return _judge(inside) if inside else None


def _judge(inside: Inside) -> Explanation | None:
    if script := _read_by_shell(inside):
        return _read_with_returns(script, inside)
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


def _read_by_shell(inside: Inside) -> str:
    """Return the script that a shell was given to read, where its lines end as on Windows; empty where none does."""
    shell, *rest = inside.words or ("",)
    script = next((word for word in rest if not word.startswith("-")), "")
    if shell.rpartition("/")[2] not in _SHELLS or not script or "-c" in rest:
        return ""
    return script if b"\r\n" in inside.content(inside.absolute(script)) else ""


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="script-unreadable", what=what, why=why, next=do)


def _read_with_returns(script: str, inside: Inside) -> Explanation:
    return _explanation(
        say("`{script}`의 줄 끝이 Windows 방식(CRLF)이라, 셸이 명령을 제대로 읽지 못했어요.", script=script),
        "줄마다 끝에 보이지 않는 글자(`\\r`)가 있어서, 셸은 그 글자까지 명령이나 파일 이름으로 읽어요."
        " 그래서 이름이 맞는데도 없다고 하고, 메시지의 앞부분이 지워져 보이기도 해요.",
        *_to_mend(inside.absolute(script), inside),
    )


def _to_mend(path: str, inside: Inside) -> tuple[str, str]:
    again = "다시 해요" if inside.mount_of(path) else "이미지를 다시 빌드해요"
    return (
        f"편집기에서 줄 끝을 LF로 바꿔 저장한 뒤 {again}. 터미널에서는 `sed -i 's/\\r$//' 파일`로 바꿀 수 있어요.",
        "git을 쓴다면 `.gitattributes`에 `*.sh text eol=lf`를 적어 두면 다시 바뀌지 않아요.",
    )


def _carriage_returns(script: str, path: str, inside: Inside) -> Explanation:
    return _explanation(
        say("`{script}`{은} 있지만 줄 끝이 Windows 방식(CRLF)이라 실행하지 못했어요.", script=script),
        "첫 줄의 끝에 보이지 않는 글자(`\\r`)가 있어서, 리눅스는 `#!` 뒤의 이름이 그 글자까지라고 읽고"
        " 그런 프로그램을 찾지 못해요. 파일이 없다는 말(no such file or directory)이 나오지만 파일은 있어요.",
        *_to_mend(path, inside),
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
