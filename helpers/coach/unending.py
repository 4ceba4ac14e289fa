"""Explain why a cell goes on and on: the command in it that does not end by itself.

Looks at the programs that run below the kernel, and asks the engine only what a container in the foreground is. What
takes its time and ends (a build, a pull, a script) is nothing to speak of.
"""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from helpers.coach import render
from helpers.coach.model import Explanation, FinishedCommand
from helpers.dockerdata import command_line
from helpers.text.josa import say
from helpers.world.environment import unheard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.dockerdata.command_line import Command

DOCKER = "/usr/bin/docker"
_FOREVER = frozenset({"infinity", "inf"})
_LONG = 300
"""Seconds of `sleep` that nobody sits out."""
_FOREGROUND = "컨테이너를 뒤에서 실행하려면 `docker run`에 `-d`를 붙여요. 나온 글은 `docker logs`로 봐요."


class _Reason(NamedTuple):
    """Why a command does not end, and what to do for what was wanted."""

    why: str
    do: str


_FOLLOWS = _Reason(
    "`-f`(`--follow`)는 새로 나오는 로그를 계속 보여 주려고 컨테이너가 멈출 때까지 기다려요.",
    "지금까지의 로그만 보려면 `-f`를 빼요. 계속 보려면 `터미널`에서 실행해요.",
)
_ATTACHED = _Reason(
    "컨테이너의 화면에 붙어서, 그 안의 프로그램이 끝날 때까지 기다려요.",
    "컨테이너가 쓴 글만 보려면 `docker logs`를, 붙어 있으려면 `터미널`을 써요.",
)
_OPEN_INPUT = _Reason(
    "컨테이너 안의 프로그램이 글자를 쳐 주기를 기다리는데, 칸에서는 칠 수 없어요.",
    "`-it`가 붙은 명령은 `터미널`에서 실행해요. 칸에서는 실행할 명령을 뒤에 적고 `-it`를 빼요.",
)
_SERVES = _Reason(
    "`-d` 없이 실행한 컨테이너는 그 안의 프로그램이 끝날 때까지 칸을 붙들어요. 서버는 스스로 끝나지 않아요.",
    _FOREGROUND,
)
_SLEEPS = _Reason("이 프로그램은 스스로 끝나지 않거나 아주 오래 걸려요.", _FOREGROUND)
_SHELL = _Reason("이 프로그램은 누가 멈출 때까지 스스로 끝나지 않아요.", "계속 두고 보려면 `터미널`에서 실행해요.")
_COMPOSE = _Reason(
    "`-d` 없는 `docker compose up`은 서비스가 모두 끝날 때까지 로그를 보여 주며 기다려요.",
    "뒤에서 실행하려면 `-d`를 붙이고, 로그는 `docker compose logs`로 봐요.",
)
_ALWAYS = {
    "attach": _ATTACHED,
    "events": _Reason("엔진에서 일어나는 일을 하나씩 보여 주려고 계속 기다려요.", "계속 보려면 `터미널`에서 실행해요."),
    "wait": _Reason(
        "컨테이너가 멈출 때까지 기다리는 명령이에요.", "컨테이너의 상태는 `docker ps -a`로 바로 볼 수 있어요."
    ),
}


def of_kernel() -> Explanation | None:
    """Explain the first program below this kernel that does not end by itself."""
    import psutil  # noqa: PLC0415 - a kernel starts without it

    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            words = process.cmdline()
            if reason := of_words(words):
                return _explanation(words, reason)
    return None


def of_words(words: Sequence[str]) -> _Reason | None:
    """Return why a program does not end by itself; None where it does, or where that is not known."""
    if not words:
        return None
    program = os.path.basename(words[0])  # noqa: PTH119 - it is a word, no path
    if program == "docker" and words[0] == DOCKER:
        return _of_docker(command_line.read(("docker", *words[1:])), list(words[1:]))
    return _SHELL if _goes_on(program, words[1:]) else None


def _of_docker(asked: Command, words: list[str]) -> _Reason | None:
    reason = None
    if words[:1] == ["compose"]:
        reason = _of_compose(words)
    elif asked.verb == "logs":
        reason = _FOLLOWS if asked.has("--follow") else None
    elif asked.verb in ("stats", "container stats"):
        reason = None if asked.has("--no-stream") else _SHELL
    elif asked.verb == "start":
        reason = _ATTACHED if asked.has("--attach") or asked.has("--interactive") else None
    elif asked.verb == "exec":
        reason = _of_exec(asked)
    elif asked.verb == "run":
        reason = None if asked.has("--detach") else _of_run(asked)
    return reason or _ALWAYS.get(asked.verb)


def _of_compose(words: list[str]) -> _Reason | None:
    follows = "logs" in words and {"-f", "--follow"}.intersection(words)
    up = "up" in words and not {"-d", "--detach", "--wait"}.intersection(words)
    return _COMPOSE if up else _FOLLOWS if follows else None


def _of_exec(asked: Command) -> _Reason | None:
    if asked.has("--interactive") and asked.has("--tty"):
        return _OPEN_INPUT
    return _SLEEPS if _goes_on("".join(asked.arguments[1:2]), asked.arguments[2:]) else None


def _of_run(asked: Command) -> _Reason | None:
    """Judge a container in the foreground, once it runs: until then its image is on its way."""
    running = _newest(asked.arguments[0]) if asked.arguments else {}
    if not running:
        return None
    if asked.has("--interactive") and asked.has("--tty"):
        return _OPEN_INPUT
    program = str(running.get("Command", "")).strip('"').split()
    if program and _goes_on(program[0], program[1:]):
        return _SLEEPS
    return _SERVES if running.get("Ports") and len(asked.arguments) == 1 else None


def _newest(image: str) -> dict[str, object]:
    """Return what `docker ps` tells of the container that was made last, where it runs and is of that image."""
    asked = [DOCKER, "ps", "--latest", "--no-trunc", "--format", "{{json .}}"]
    done = subprocess.run(asked, capture_output=True, text=True, env=unheard(), timeout=5, check=False)
    found: dict[str, object] = json.loads(done.stdout.partition("\n")[0] or "{}")
    return found if found.get("State") == "running" and found.get("Image") == image else {}


def _goes_on(program: str, words: Sequence[str]) -> bool:
    if program == "sleep":
        return any(word in _FOREVER or (word.isdigit() and int(word) >= _LONG) for word in words)
    if program == "tail":
        return any(word in ("-f", "-F", "--follow") for word in words)
    if program == "ping":
        return not any(word.startswith(("-c", "-w")) for word in words)
    return program in ("watch", "top") or "http.server" in words


def _explanation(words: Sequence[str], reason: _Reason) -> Explanation:
    named = render.named(FinishedCommand(argv=(os.path.basename(words[0]), *words[1:]), code=0))  # noqa: PTH119
    return Explanation(
        id="unending",
        what=say("`{line}`{이} 아직 실행 중이라서 칸 왼쪽에 `[*]`가 그대로 있어요.", line=named),
        why=reason.why + " 그동안 다른 칸은 실행되지 않고 차례를 기다려요.",
        next=("위쪽 도구 막대의 `■`를 눌러 이 칸을 끝내요.", reason.do),
    )
