"""Conflict: the name that a new container was to have is another's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.model import Explanation
from helpers.dockerdata.units import nanoseconds
from helpers.text.josa import say

if TYPE_CHECKING:
    from typing import Any

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"name\b.*\bin use|\bconflict\b.*\bname\b", re.IGNORECASE | re.DOTALL)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The name stood there before the command began, and still does."""
    if not _WORDS.search(ran.words) or asked.verb not in ("", "run", "create", "rename", "compose up"):
        return None
    name = _wanted(asked, ran.words)
    holder = scene.container(name) if name else None
    if holder is None or (ran.began and nanoseconds(holder["Created"]) >= ran.began):
        return None
    deed = "이름을 그것으로 바꾸지" if asked.verb == "rename" else "새 컨테이너를 만들지"
    left = phrases.why_not_started(holder)
    return Explanation(
        id="name-taken",
        what=say("`{name}`{이라는} 이름을 다른 컨테이너가 이미 쓰고 있어서 {deed} 못했어요.", name=name, deed=deed),
        why=say("그 `{name}`{은} {portrait}.", name=name, portrait=phrases.portrait(holder, scene.now))
        + (f" 앞서 {left}." if left else "")
        + " 이름은 컨테이너마다 달라야 하고, 끝났거나 시작되지 못한 컨테이너도 지울 때까지 제 이름을 갖고 있어요.",
        next=_next(name, holder["State"], asked),
    )


def _wanted(asked: Command, words: str) -> str:
    if asked.verb == "rename":
        return asked.arguments[-1] if len(asked.arguments) > 1 else ""
    return asked.option("--name") or next(iter(phrases.quoted(words)), "")


def _next(name: str, state: dict[str, Any], asked: Command) -> tuple[str, ...]:
    stop = "`docker stop`으로 멈춘 뒤 " if state.get("Running") else ""
    other = "새 이름을 다르게 정해요" if asked.verb == "rename" else "`--name`에 다른 이름을 적어요"
    again = ("그 컨테이너를 다시 쓰고 싶다면 `docker start`로 시작해요.",) if state.get("Status") == "exited" else ()
    return (
        say("`docker ps -a --filter name={name}`{으로} 그 컨테이너를 볼 수 있어요.", name=name),
        f"필요 없는 것이면 {stop}`docker rm`으로 지우고 같은 명령을 다시 해요. 둘 다 필요하면 {other}.",
        *again,
    )
