"""A step of a build that failed otherwise: a script that cannot be run, a program that is not there, its own code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context, failed_step
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.build_context import Build
    from helpers.coach.evidence.failed_step import FailedStep
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_REFUSED, _NO_PROGRAM = 126, 127
_DENIED = re.compile(r"(?:^|: )([\w./-]+): (?:Permission denied|permission denied)$", re.MULTILINE)
_NOT_FOUND = re.compile(r"(?:^|: )(\[\[|[\w./+-]+): (?:command )?not found|exec: \"([^\"]+)\"", re.MULTILINE)
_LONGEST = 160
"""Characters that are shown of what the program said last."""
_HOW = {
    "sudo": ("이미지를 만드는 동안에는 이미 root라서 `sudo`가 필요 없어요.", "`sudo`를 지워요."),
    "source": (
        "`RUN`은 `/bin/sh`로 실행되는데, `source`는 bash에만 있는 명령이에요.",
        "`source` 대신 `.`(점)을 적어요. 그 줄에서만 통하니, 뒤의 명령은 `&&`로 연결해요.",
    ),
    "[[": (
        "`RUN`은 `/bin/sh`로 실행되는데, `[[`는 bash에만 있어요.",
        "`[[ … ]]` 대신 `[ … ]`를 적거나, `RUN bash -c '…'`처럼 bash로 실행해요.",
    ),
    "docker": (
        "`RUN`은 이미지 안에서 실행돼요. 그 안에는 도커가 없고, 도커 엔진에 닿지도 않아요.",
        "이미지를 만드는 데 필요한 명령만 `RUN`에 적고, `docker` 명령은 내 컴퓨터에서 실행해요.",
    ),
}
"""Programs that beginners look for in vain, why they are not there, and what to do."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What is certain of it: the line, the code, and what was said last."""
    step = failed_step.of(ran, asked, scene)
    if step is None:
        return None
    build = build_context.of(asked, scene)
    if step.code == _REFUSED and (found := _DENIED.search(step.said)):
        return _not_executable(step, found[1])
    if step.code == _NO_PROGRAM and (script := _windows_script(step, build)):
        return _carriage_returns(step, script)
    if step.code == _NO_PROGRAM and (found := _NOT_FOUND.search(step.said)):
        return _no_program(step, found[1] or found[2])
    return _own_code(step)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="run-failed", what=what, why=why, next=do)


def _not_executable(step: FailedStep, script: str) -> Explanation:
    return _explanation(
        say("{where}에서 `{script}`{을} 실행할 권한이 없어요.", where=step.where, script=script),
        "파일에 실행 권한(x)이 없으면 이름만 적어서는 실행할 수 없어요."
        " `COPY`는 내 컴퓨터에서의 권한을 그대로 가져와요.",
        "내 컴퓨터에서 `chmod +x`로 그 파일에 실행 권한을 주고 다시 빌드해요.",
        f"아니면 `RUN sh {script}`처럼 셸에게 읽어서 실행하라고 해요.",
    )


def _windows_script(step: FailedStep, build: Build | None) -> str:
    """Return the script that the step runs and whose lines end as on Windows; empty where none does."""
    for word in step.script.split():
        name = word.strip("'\";&|").rpartition("/")[2]
        files = [build.context / path for path in build.files() if path.rpartition("/")[2] == name] if build else []
        if "/" in word and any(_ends_with_cr(file) for file in files if file.is_file()):
            return word
    return ""


def _ends_with_cr(file: Place) -> bool:
    first = file.read_bytes().partition(b"\n")[0]
    return first.startswith(b"#!") and first.endswith(b"\r")


def _carriage_returns(step: FailedStep, script: str) -> Explanation:
    return _explanation(
        say(
            "{where}에서 `{script}`{을} 실행하지 못했어요. 줄 끝이 Windows 방식(CRLF)이에요.",
            where=step.where,
            script=script,
        ),
        "첫 줄의 끝에 보이지 않는 글자(`\\r`)가 있어서, 리눅스는 `#!` 뒤의 이름이 그 글자까지라고 읽고"
        " 그런 프로그램을 찾지 못해요. 파일이 없다는 말이 나오지만 파일은 있어요.",
        "편집기에서 줄 끝을 LF로 바꿔 저장해요. 터미널에서는 `sed -i 's/\\r$//' 파일`로 바꿀 수 있어요.",
        "git을 쓴다면 `.gitattributes`에 `*.sh text eol=lf`를 적어 두면 다시 바뀌지 않아요.",
    )


def _no_program(step: FailedStep, program: str) -> Explanation:
    base = f"`{step.base}` 이미지" if step.base else "바탕 이미지"
    why, do = _HOW.get(
        program,
        (
            say("`RUN`은 이미지 안에 있는 프로그램만 실행할 수 있어요. {base}에는 그것이 들어 있지 않아요.", base=base),
            say("`{program}`의 철자를 살펴보고, 맞다면 이 줄보다 위에서 먼저 설치해요.", program=program),
        ),
    )
    return _explanation(
        say("{where}에서 실행할 `{program}`{이라는} 프로그램이 이미지 안에 없어요.", where=step.where, program=program),
        why,
        do,
    )


def _own_code(step: FailedStep) -> Explanation:
    last = step.last if len(step.last) <= _LONGEST else step.last[: _LONGEST - 1] + "…"
    said = f" 마지막으로 한 말은 다음과 같아요: `{last}`" if last and "`" not in last else ""
    return _explanation(
        say(
            "{where}{이} 실패해서 빌드가 멈췄어요. 그 줄의 프로그램이 종료 코드 {code}{으로} 끝났어요.",
            where=step.where,
            code=step.code,
        ),
        "도커가 아니라 그 줄에서 실행한 프로그램이 실패했다고 알린 거예요."
        f" `RUN`은 종료 코드가 0이어야 다음으로 넘어가요.{said}",
        "위의 출력에서 그 줄이 쓴 말을 읽어 봐요.",
        "바탕 이미지로 컨테이너를 실행해서 같은 명령을 한 줄씩 해 볼 수도 있어요.",
    )
