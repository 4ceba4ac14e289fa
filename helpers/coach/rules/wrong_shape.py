"""Docker's own words put together the wrong way: `docker images rm`, `--filter status running`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_PLURALS = {"images": "image", "containers": "container", "volumes": "volume", "networks": "network"}
_DEEDS = frozenset({"rm", "ls", "list", "prune", "inspect", "pull", "push", "tag", "build", "create", "remove"})
_PLACE = 3


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The words of the command itself say it."""
    del scene
    if len(ran.argv) >= _PLACE and ran.argv[1] in _PLURALS and ran.argv[2] in _DEEDS:
        return _plural(ran)
    given = asked.option("--filter")
    if given and "=" not in given and ("filter" in ran.words or asked.arguments):
        return _filter(given, ran, asked)
    return None


def _plural(ran: FinishedCommand) -> Explanation:
    typed, deed = ran.argv[1], ran.argv[2]
    right = shlex.join(("docker", _PLURALS[typed], "rm" if deed == "remove" else deed, *ran.argv[_PLACE:]))
    listed = f" `docker {typed}`는 이미지의 목록을 보여 주기만 하고, 뒤의 말을 이미지 이름으로 읽어요."
    return Explanation(
        id="wrong-shape",
        what=say("`docker {typed} {deed}`{이라는} 명령은 없어요.", typed=typed, deed=deed)
        + f" `{typed}`에서 `s`를 빼야 해요.",
        why=say("`{deed}`{은} `docker {group}` 뒤에 적는 말이에요.", deed=deed, group=_PLURALS[typed])
        + (listed if typed == "images" else ""),
        next=(say("`{right}`{으로} 고쳐서 다시 실행해요.", right=right),),
    )  # fmt: skip


def _filter(given: str, ran: FinishedCommand, asked: Command) -> Explanation:
    name, colon, written = given.partition(":")
    value = written or (asked.arguments[0] if asked.arguments else "값")
    return Explanation(
        id="wrong-shape",
        what=say("`--filter` 뒤의 `{given}`에 등호(`=`)가 빠졌어요.", given=given)
        + (" 콜론(`:`)이 아니라 등호로 나눠요." if colon else ""),
        why="`--filter`에는 `이름=값`을 빈칸 없이 한 덩어리로 적어요. 빈칸이 있으면 앞의 것만 `--filter`의 값이 돼요.",
        next=(
            say("`--filter {name}={value}`{으로} 고쳐서 다시 실행해요.", name=name, value=value),
            f"무엇으로 거를 수 있는지는 `docker {asked.verb} --help`에 나와요.",
        ),
    )
