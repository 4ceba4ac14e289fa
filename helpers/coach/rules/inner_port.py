"""A container that is found by another one, and called at a port on which nobody listens: often the computer's."""

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
    from helpers.coach.evidence.ports import Socket
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The networks let the call through, and what listens in the target says that nobody answers there."""
    call = called_address.of(ran, asked, scene)
    if call is None or call.own or not call.port or call.unresolved:
        return None
    target = call.target
    if target is None or not target["State"]["Running"] or not call.found_by_name:
        return None
    sockets = listening(scene, target)
    if sockets is None or any(socket.port == call.port and not socket.inside_only for socket in sockets):
        return None
    return _judge(call, target, sockets)


def _judge(call: Call, target: dict[str, Any], sockets: frozenset[Socket]) -> Explanation:
    outside = sorted({socket.port for socket in sockets if not socket.inside_only})
    inner = _behind(target, call.port)
    if inner in outside:
        return _of_computer(call, inner)
    if address := next((socket.address for socket in sockets if socket.port == call.port), ""):
        return _own_only(call, address)
    return _other(call, outside) if outside else _nobody(call, name_of(target))


def _behind(target: dict[str, Any], port: int) -> int:
    """Return the container's port to which a port of the computer leads; 0 where it leads nowhere."""
    for inside, bound in (target["NetworkSettings"].get("Ports") or {}).items():
        if any(binding.get("HostPort") == str(port) for binding in bound or ()):
            return int(inside.partition("/")[0])
    return 0


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="inner-port", what=what, why=why, next=do)


def _what(call: Call) -> str:
    return f"`{call.host}` 컨테이너의 {call.port}번 포트에서는 아무도 연결을 기다리지 않아요."


def _of_computer(call: Call, inner: int) -> Explanation:
    return _explanation(
        f"컨테이너끼리는 `-p`의 왼쪽 포트가 아니라 컨테이너의 포트를 써요. {_what(call)}",
        say("{port}번은 내 컴퓨터의 포트예요. 그 포트로 들어온 연결은 `{host}`의 {inner}번으로 넘어가요.",
            port=call.port, host=call.host, inner=inner)
        + " 컨테이너끼리는 내 컴퓨터를 거치지 않고 서로 바로 부르기 때문에 그 포트를 쓰지 않아요.",
        say("`{host}:{inner}`{으로} 불러요. 컨테이너끼리만 부르면 `-p`는 필요 없어요.", host=call.host, inner=inner),
    )  # fmt: skip


def _own_only(call: Call, address: str) -> Explanation:
    return _explanation(
        f"`{call.host}` 컨테이너의 프로그램이 `{address}`에서만 연결을 기다려서 다른 컨테이너에서는 닿지 못해요.",
        say("{port}번 포트에서 기다리기는 하지만, `{address}`{은} 그 컨테이너 자신만 쓸 수 있는 주소예요.",
            port=call.port, address=address),
        "프로그램이 `0.0.0.0`(모든 주소)에서 기다리도록 실행하는 명령이나 설정을 바꿔 컨테이너를 다시 만들어요.",
    )  # fmt: skip


def _other(call: Call, ports: list[int]) -> Explanation:
    return _explanation(
        _what(call),
        say("그 컨테이너의 프로그램이 연결을 기다리는 곳은 {ports}번 포트예요.", ports=one_of(map(str, ports))),
        say("`{host}:{port}`처럼 그 포트를 적어서 불러요.", host=call.host, port=ports[0]),
    )


def _nobody(call: Call, name: str) -> Explanation:
    return _explanation(
        _what(call),
        "지금 그 컨테이너 안에는 연결을 기다리는 프로그램이 하나도 없어요. 서버가 아니거나, 아직 준비하는 중이에요.",
        say("`docker logs {name}`{으로} 프로그램이 무엇을 하고 있는지 봐요.", name=name),
    )
