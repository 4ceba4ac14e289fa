"""`-p 80`: only the container's port is written, and Docker draws one of the computer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --publish",)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The value holds one port, and the engine tells which one it drew for it."""
    found = made_containers.background(ran, asked, scene)
    drawn = [value for value in asked.options.get("--publish", ()) if value.partition("/")[0].isdigit()]
    if asked.verb != "run" or found is None or not found["State"]["Running"] or not drawn:
        return None
    inside = drawn[0].partition("/")[0]
    port = _outside(found, drawn[0])
    return _explanation(name_of(found), inside, port) if port else None


def _outside(found: dict[str, Any], inside: str) -> str:
    ports = found["NetworkSettings"].get("Ports") or {}
    bound = ports.get(inside if "/" in inside else f"{inside}/tcp") or ()
    return next((str(binding["HostPort"]) for binding in bound), "")


def _explanation(name: str, inside: str, port: str) -> Explanation:
    return Explanation(
        id="port-drawn",
        what=say("`-p {inside}`에는 컨테이너의 포트만 적혀 있어서, 도커가 컴퓨터의 포트를 {port}번으로 골랐어요.",
                 inside=inside, port=port),
        why="`-p`에는 `컴퓨터의 포트:컨테이너의 포트`를 콜론(`:`)으로 나눠 적어요."
        " 하나만 적으면 그것은 컨테이너의 포트이고,"
        f" 컴퓨터의 포트는 비어 있는 것 가운데 도커가 골라요. 그래서 `localhost:{inside}`로는 들어갈 수 없어요.",
        next=(
            say("지금은 {one}{으로} 들어갈 수 있어요. 고른 포트는 `docker port {name}`{이} 알려 줘요.",
                one=one_of([f"localhost:{port}"]), name=name),
            "포트를 직접 정하려면 컨테이너를 지우고 `-p`의 콜론 왼쪽에 컴퓨터의 포트를 적어 다시 만들어요.",
        ),
    )  # fmt: skip
