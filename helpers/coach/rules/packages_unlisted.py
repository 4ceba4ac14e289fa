"""`apt-get install` in a container that has no list of packages yet, or not this one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(r"Unable to locate package (\S+)|Package '?([^\s']+)'? has no installation candidate", re.IGNORECASE)
_UPDATE = re.compile(r"\bapt(?:-get)?\b[^&|;]*\bupdate\b")
_LISTS = "/var/lib/apt/lists"
_OF_LIST = re.compile(r"_(?:InRelease|Release|Packages)(?:\.\w+)?$")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The lists in the container, or the command itself, tell which of them it is."""
    said = _SAID.search(ran.said)
    if said is None or asked.verb not in ("run", "exec"):
        return None
    name, inside = said[1] or said[2], " ".join(asked.arguments[1:])
    with container_files.of(ran, asked, scene) as files:
        listed = bool(_UPDATE.search(inside)) or (
            files is not None and any(_OF_LIST.search(found) for found in files.names(_LISTS))
        )
    return _unknown(name) if listed else _no_list(name, asked)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="packages-unlisted", what=what, why=why, next=do)


def _no_list(name: str, asked: Command) -> Explanation:
    options = (asked.verb == "exec" and "exec") or "run"
    first = asked.arguments[0]
    return _explanation(
        say("컨테이너 안에 패키지 목록이 없어서 `{name}` 패키지를 찾지 못했어요.", name=name),
        "이미지에는 크기를 줄이려고 패키지 목록을 넣어 두지 않아요. 그래서 `install` 앞에 `apt-get update`로 목록부터"
        " 받아야 해요."
        + ("" if options == "exec" else " `docker run`을 할 때마다 새 컨테이너라, 따로 받아 둘 수도 없어요."),
        say("`docker exec {first} apt-get update`를 먼저 하고 같은 명령을 다시 해요.", first=first)
        if options == "exec"
        else "둘을 한 번에 해요: 이미지 이름 뒤에 `sh -c 'apt-get update && apt-get install -y 패키지'`.",
        "컨테이너에 설치한 것은 컨테이너를 지우면 사라져요. 늘 필요하면 Dockerfile의 `RUN`에서 설치해요.",
    )


def _unknown(name: str) -> Explanation:
    return _explanation(
        say("`{name}`{이라는} 패키지가 없어요.", name=name),
        "패키지 목록은 있는데, 그 안에 그런 이름이 없어요. 패키지의 이름은 프로그램의 이름과 다를 때도 있어요.",
        "이름의 철자를 살펴보고, 같은 컨테이너에서 `apt-cache search 단어`로 찾아봐요.",
        "목록을 받은 지 오래됐으면 `apt-get update`를 다시 해요.",
    )
