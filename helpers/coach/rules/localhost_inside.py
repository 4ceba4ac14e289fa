"""`localhost` in a container is the container itself: what was meant runs in another one, or at another port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import called_address
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.evidence.ports import listening
from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.called_address import Call
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_MOST = 3
"""Containers of the same network in which it is looked for whoever listens, at most."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Nobody listens there in this container, and somebody does elsewhere."""
    call = called_address.of(ran, asked, scene)
    if call is None or not call.own or not call.port:
        return None
    inside = asked.verb == "exec" and call.caller is not None and call.caller["State"]["Running"]
    sockets = listening(scene, call.caller) if inside and call.caller else frozenset()
    if sockets is None or call.port in {socket.port for socket in sockets}:
        return None
    if meant := _meant(call, scene):
        return _elsewhere(call, *meant)
    return _other_port(call, sorted({str(socket.port) for socket in sockets})) if sockets else None


def _meant(call: Call, scene: Scene) -> tuple[dict[str, Any], int] | None:
    """Return the other container behind that port of the computer, or with such a port, and its own port."""
    others = [found for found in called_address.everyone(scene) if found["State"]["Running"]]
    others = [found for found in others if call.caller is None or found["Id"] != call.caller["Id"]]
    for found in others:
        for inside, bound in (found["NetworkSettings"].get("Ports") or {}).items():
            if any(binding.get("HostPort") == str(call.port) for binding in bound or ()):
                return found, int(inside.partition("/")[0])
    for found in others:
        if f"{call.port}/tcp" in (found["NetworkSettings"].get("Ports") or {}):
            return found, call.port
    near = [found for found in others if call.networks & called_address.networks(found) - called_address.NAMELESS]
    for found in near[:_MOST]:
        if any(socket.port == call.port and not socket.inside_only for socket in listening(scene, found) or ()):
            return found, call.port
    return None


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="localhost-inside", what=what, why=why, next=do)


def _elsewhere(call: Call, meant: dict[str, Any], port: int) -> Explanation:
    name, of_computer = name_of(meant), port != call.port
    shared = called_address.networks(meant) & call.networks - called_address.NAMELESS
    why = (
        f"{call.port}번은 내 컴퓨터의 포트이고 `{name}` 컨테이너의 {port}번 포트로 연결돼 있어요."
        if of_computer
        else say("{port}번 포트를 쓰는 것은 다른 컨테이너인 `{name}`{이에요}.", port=port, name=name)
    )
    return _explanation(
        say("컨테이너 안에서 `{host}`{은} 그 컨테이너 자신이에요. 그 안의 {port}번 포트에는 대답할 프로그램이 없어요.",
            host=call.host, port=call.port),
        why + " 컨테이너마다 `localhost`가 따로 있어서, 내 컴퓨터나 다른 컨테이너를 가리키지 않아요.",
        "다른 컨테이너는 이름과 그 컨테이너의 포트로 불러요." + say(" 여기서는 `{to}`{이에요}.", to=f"{name}:{port}"),
        *(() if shared else ("이름으로 부르려면 두 컨테이너를 직접 만든 같은 네트워크에 먼저 넣어야 해요.",)),
    )  # fmt: skip


def _other_port(call: Call, ports: list[str]) -> Explanation:
    name = name_of(call.caller or {})
    return _explanation(
        f"`{name}` 컨테이너 안의 {call.port}번 포트에는 대답할 프로그램이 없어요.",
        say("컨테이너 안에서 `{host}`{은} 그 컨테이너 자신이에요.", host=call.host)
        + say(" 그 안의 프로그램이 연결을 기다리는 곳은 {ports}번 포트예요.", ports=one_of(ports)),
        say("`{host}:{port}`처럼 그 포트를 적어요.", host=call.host, port=ports[0]),
        "`-p`의 왼쪽에 적은 포트는 내 컴퓨터의 것이라 컨테이너 안에서는 쓰지 않아요.",
    )
