"""Say in Korean what a thing is: how old, in which state, by which name; and find names in an engine's message.

Knows the shape of `docker inspect`. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import short, similar
from helpers.dockerdata.units import NANO, nanoseconds
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.dockerdata.types import Container, DockerState

_JUST_NOW = 10
_UNITS = ((60, 1, "초"), (3600, 60, "분"), (86400, 3600, "시간"), (float("inf"), 86400, "일"))
_NEVER = "0001-"
_ID = re.compile(r"\b[0-9a-f]{12,64}\b")
_FOR_SHELL = re.compile(r"""[\s|&;<>()$`"'\\]""")
"""What a shell does not read as a part of a word."""
_QUOTED = re.compile(r"[\"'“‘`]([^\s\"'“”‘’`]+)[\"'”’`]")


def when(seconds: float) -> str:
    """Say how long ago something was, ready for a verb: `방금`, `3분 전에`."""
    if seconds < _JUST_NOW:
        return "방금"
    _, size, unit = next(entry for entry in _UNITS if seconds < entry[0])
    return f"{int(seconds // size)}{unit} 전에"


def since(moment: str, now: float) -> str:
    """Say it of a moment as an engine writes it, seen from `now` (seconds since 1970); empty where it never was."""
    if not moment or moment.startswith(_NEVER):
        return ""
    return when(now - nanoseconds(moment) / NANO)


def condition(state: Mapping[str, Any], now: float) -> str:
    """Say what a container does, from `State` of its inspect, as the end of a sentence: `지금 실행 중이에요`."""
    match state.get("Status", ""):
        case "running":
            return "지금 실행 중이에요"
        case "paused":
            return "지금 잠시 멈춰 있어요"
        case "restarting":
            return "끝나고 다시 시작하기를 되풀이하고 있어요"
        case "created":
            return "만들어지기만 하고 시작되지 않았어요"
        case "removing":
            return "지금 지워지고 있어요"
        case _:
            ended = since(str(state.get("FinishedAt", "")), now)
            return f"{ended} {say('종료 코드 {code}{으로} 끝났어요', code=state['ExitCode'])}".strip()


def portrait(inspected: Mapping[str, Any], now: float) -> str:
    """Say what a container is: `3분 전에 nginx 이미지로 만든 컨테이너이고, 지금 실행 중이에요`."""
    made, image = since(str(inspected["Created"]), now), short(str(inspected["Config"]["Image"]))
    return f"{made} `{image}` 이미지로 만든 컨테이너이고, {condition(inspected['State'], now)}"


def why_not_started(inspected: Mapping[str, Any]) -> str:
    """Say why a `Created` container never ran, as the engine noted it on it; empty where nothing is noted."""
    error = str(inspected["State"].get("Error", "")).lower()
    if inspected["State"].get("Status") != "created" or not error:
        return ""
    if "external connectivity" in error or "bind" in error or "port" in error:
        return "포트를 열지 못해 시작되지 못한 채 남은 것이에요"
    if "exec" in error:
        return "그 안에서 실행할 프로그램을 찾지 못해 시작되지 못한 채 남은 것이에요"
    return "시작하다 실패해서 남은 것이에요"


def one_of(names: Iterable[str], most: int = 5) -> str:
    """List names in backticks, at most `most` of them: `a`, `b` 등."""
    found = list(names)
    return ", ".join(f"`{name}`" for name in found[:most]) + (" 등" if len(found) > most else "")


def likeliest(name: str, names: Iterable[str]) -> str:
    """Return the likeliest name that was meant, empty where there is none: `web1` for `web`, `hello` for `me/hello`."""
    others = sorted(set(names) - {name})
    low = name.lower()
    inside = [other for other in others if low and (low in re.split(r"[/:_.-]", other.lower()) or other.lower() == low)]
    return similar(name, others) or (inside[0] if inside else "")


def perhaps(near: str) -> tuple[str, str]:
    """Return what is said of the name that was most likely meant, and the step that follows from it."""
    return (
        say("이름이 비슷한 `{near}`{은} 있어요.", near=near),
        say("혹시 `{near}`{을} 쓰려던 것이 아닌지 철자를 살펴봐요.", near=near),
    )


def line(words: Iterable[str]) -> str:
    """Write a command's words as one types them: in quotes only what a shell would read otherwise."""
    return " ".join(_typed(word) for word in words)


def _typed(word: str) -> str:
    if word and not _FOR_SHELL.search(word):
        return word
    return f'"{word}"' if "'" in word else f"'{word}'"


def quoted(words: str) -> tuple[str, ...]:
    """Return the names that an engine's message puts in quotes, without a container's leading slash."""
    return tuple(name.removeprefix("/") for name in _QUOTED.findall(words))


def mentioned(words: str, state: DockerState) -> Container | None:
    """Return the first container that a message names, by id or by name in quotes."""
    ids = _ID.findall(words)
    by_id = (found for id in ids for found in state.containers if found.id.startswith(id))
    by_name = (found for name in quoted(words) for found in state.containers if found.name == name)
    return next(by_id, None) or next(by_name, None)
