"""A step of a build that installs packages: nobody to answer `[Y/n]`, no list of packages, a name that is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import failed_step
from helpers.coach.model import Explanation
from helpers.dockerdata.names import similar
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.failed_step import FailedStep
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_ASKED = re.compile(r"Do you want to continue\? \[Y/n\].*Abort|Is this ok \[y/N\]", re.DOTALL)
_UNKNOWN = re.compile(
    r"Unable to locate package (\S+)|Package '?([^\s']+)'? has no installation candidate"
    r"|^ +([^\s()]+) \(no such package\)",
    re.MULTILINE,
)
_PIP = re.compile(r"No matching distribution found for ([A-Za-z0-9._-]+)")
_NO_PROGRAM = re.compile(r"(?:^|[:\s])(apt-get|apt|apk|yum|dnf)['\"]?: (?:command )?not found", re.MULTILINE)
_UPDATE = re.compile(r"\bapt(?:-get)?\b[^&|;]*\bupdate\b")
_MANAGERS = {
    "apt-get": "Debian과 Ubuntu",
    "apt": "Debian과 Ubuntu",
    "apk": "Alpine",
    "yum": "Fedora와 Red Hat 계열",
    "dnf": "Fedora와 Red Hat 계열",
}
"""Programs that install packages, and the Linux distributions that have them."""
_CALLED = {
    "pip": "python3-pip",
    "python": "python3",
    "node": "nodejs",
    "ping": "iputils-ping",
    "ifconfig": "net-tools",
    "netstat": "net-tools",
    "ps": "procps",
    "top": "procps",
    "vi": "vim",
    "java": "default-jre",
    "mysql": "default-mysql-client",
    "ssh": "openssh-client",
    "dig": "dnsutils",
    "nslookup": "dnsutils",
    "docker": "docker.io",
}
"""Programs that come in a package of another name, in Debian and Ubuntu."""
_COMMON = (
    "apache2 build-essential ca-certificates cron curl dnsutils file gcc git gnupg htop iproute2 iputils-ping jq less"
    " locales make nano net-tools netcat-openbsd nginx nodejs npm openssh-client openssh-server postgresql-client"
    " procps python3 python3-pip python3-venv redis-server rsync sudo supervisor tree tzdata unzip vim wget zip"
).split()
"""Packages that people install most, for names that are nearly right."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What the program that installs said last tells which of them it is."""
    step = failed_step.of(ran, asked, scene)
    if step is None:
        return None
    if _ASKED.search(step.said):
        return _nobody_answers(step)
    if found := _NO_PROGRAM.search(step.said):
        return _another_distribution(step, found[1])
    if found := _UNKNOWN.search(step.said):
        return _unknown(step, found[1] or found[2] or found[3])
    found = _PIP.search(step.said)
    return _unknown_to_pip(step, found[1]) if found else None


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="run-install", what=what, why=why, next=do)


def _nobody_answers(step: FailedStep) -> Explanation:
    return _explanation(
        f"{step.where}에서 `apt-get install`이 설치해도 되는지 물었는데, 대답할 사람이 없어서 그만뒀어요.",
        "이미지를 만드는 동안에는 키보드로 대답할 수 없어요. `[Y/n]`이라고 묻는 프로그램은 거기서 끝나요.",
        "`install` 뒤에 `-y`를 적어요. 모든 물음에 예라고 답한다는 뜻이에요.",
    )


def _another_distribution(step: FailedStep, program: str) -> Explanation:
    base = f"바탕 이미지 `{step.base}`에는" if step.base else "바탕 이미지에는"
    return _explanation(
        say("{where}에서 실행한 `{program}`{이} {base} 없어요.", where=step.where, program=program, base=base),
        say("`{program}`{은} {whose}에서 패키지를 설치하는 프로그램이에요.", program=program, whose=_MANAGERS[program])
        + " 배포판마다 쓰는 것이 달라요. Debian과 Ubuntu는 `apt-get`, Alpine은 `apk`를 써요."
        " `busybox`처럼 작은 이미지에는 어느 것도 없어요.",
        "바탕 이미지에 맞는 프로그램으로 고치거나, `FROM`의 바탕 이미지를 바꿔요.",
        "어느 배포판인지는 그 이미지의 `/etc/os-release` 파일에 적혀 있어요.",
    )


def _unknown(step: FailedStep, name: str) -> Explanation:
    updates = _UPDATE.search(step.script) or any(
        item.name == "RUN" and _UPDATE.search(item.script) for item in step.before
    )
    if "apt" in step.script and not updates and (step.before or step.line):
        return _explanation(
            say(
                "{where}에서 `{name}` 패키지를 찾지 못했어요. 받아 둔 패키지 목록이 없어요.",
                where=step.where,
                name=name,
            ),
            "이미지에는 크기를 줄이려고 패키지 목록을 넣어 두지 않아요. 그래서 설치하기 전에 목록부터 받아야 해요.",
            "`install` 앞에 `apt-get update &&`를 적어서 한 `RUN`에서 함께 실행해요.",
        )
    meant = _CALLED.get(name, "") or similar(name, _COMMON)
    return _explanation(
        say("{where}에서 설치하려던 `{name}`{이라는} 패키지가 없어요.", where=step.where, name=name)
        + (say(" 혹시 `{meant}`{을} 적으려던 건가요?", meant=meant) if meant else ""),
        "패키지의 이름은 프로그램의 이름과 다를 때가 있고, 배포판마다 다르기도 해요."
        if name in _CALLED
        else "패키지 목록은 받았는데, 그 안에 그런 이름이 없어요.",
        say("이름을 `{meant}`{으로} 고쳐요.", meant=meant) if meant else "이름의 철자가 맞는지 살펴봐요.",
        "같은 이미지의 컨테이너에서 `apt-get update`를 실행한 뒤 `apt-cache search 단어`로 이름을 찾을 수 있어요.",
    )


def _unknown_to_pip(step: FailedStep, name: str) -> Explanation:
    unreached = "Temporary failure in name resolution" in step.said or "NewConnectionError" in step.said
    return _explanation(
        say("{where}에서 `pip`가 `{name}` 패키지를 받지 못했어요.", where=step.where, name=name),
        "패키지를 나눠 주는 서버에 닿지 않아서, 이름이 맞는지도 아직 알 수 없어요."
        if unreached
        else "패키지를 나눠 주는 서버에 그런 이름이나 그런 버전이 없거나, 이 파이썬 버전에 맞는 것이 없어요.",
        "인터넷에 연결되어 있는지 살펴보고 다시 해요." if unreached else "이름의 철자와 버전을 살펴봐요.",
    )
