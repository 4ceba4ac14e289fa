"""`-p` to a port of the container on which nobody listens: what does listen there, and at which address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.evidence.ports import listening
from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import josa, say

if TYPE_CHECKING:
    from helpers.coach.evidence.ports import Socket
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run", "start", "restart")
YOUNG = 0.3
"""Before so many seconds have passed nothing is looked at: most servers are not ready at once."""
SETTLED = 1.0
"""After so many seconds a server that listens elsewhere is taken to be ready."""
PATIENCE = 3.0
"""Only after so many seconds is it said that nothing listens at all."""
OLD = 12.0
"""After so many seconds a container that runs has been looked at."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A published port leads nowhere."""
    found = made_containers.background(ran, asked, scene)
    if found is None or not found["State"]["Running"]:
        return None
    wanted = _wanted(found)
    since = made_containers.age(found, scene)
    if not wanted or not YOUNG <= since < OLD or _trusted(found, wanted, scene):
        return None
    open_now = listening(scene, found)
    if open_now is None:
        return None
    return _judge(name_of(found), wanted, open_now, since)


def _wanted(inspected: dict[str, Any]) -> dict[int, str]:
    """Return the published TCP ports of the container, with the port of the computer."""
    ports = inspected["NetworkSettings"].get("Ports") or {}
    return {
        int(inside.partition("/")[0]): str(bound[0].get("HostPort", ""))
        for inside, bound in sorted(ports.items())
        if bound and inside.endswith("/tcp")
    }


def _trusted(inspected: dict[str, Any], wanted: dict[int, str], scene: Scene) -> bool:
    """Return whether a pulled image runs its own program and names these ports itself: then it is not looked at."""
    image = scene.image(str(inspected["Image"]))
    if not image or not image.get("RepoDigests"):
        return False
    exposed = (image.get("Config") or {}).get("ExposedPorts") or {}
    return made_containers.own_words(inspected, image) and all(f"{port}/tcp" in exposed for port in wanted)


def _judge(name: str, wanted: dict[int, str], open_now: frozenset[Socket], since: float) -> Explanation | None:
    outside = {socket.port for socket in open_now if not socket.inside_only}
    inside = {socket.port: socket.address for socket in open_now if socket.inside_only}
    for port, host in wanted.items():
        if port in outside:
            continue
        if port in inside:
            return _loopback(name, host, port, inside[port])
        if open_now and since >= SETTLED:
            return _other(name, host, port, sorted(open_now))
        if not open_now and since >= PATIENCE:
            return _nothing(name, host, port)
    return None


def _what(name: str, host: str, port: int) -> str:
    return (
        say(
            "`{name}`{은} 실행 중이지만, 컴퓨터의 {host}번 포트로 들어가도 대답할 프로그램이 없어요.",
            name=name,
            host=host,
        )
        + f" 연결된 곳은 컨테이너의 {port}번 포트예요."
    )


def _refused(host: str) -> str:
    return say(" `curl localhost:{host}`{은} `Empty reply`나 연결이 끊겼다는 말로 끝나요.", host=host)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="nobody-listens", what=what, why=why, next=do)


def _loopback(name: str, host: str, port: int, address: str) -> Explanation:
    return _explanation(
        _what(name, host, port),
        f"컨테이너 안의 프로그램은 `{address}`의 {port}번 포트에서만 연결을 기다려요."
        " 이 주소는 컨테이너 자신만 쓸 수 있어서 밖에서 `-p`로 들어온 연결은 닿지 못해요." + _refused(host),
        "프로그램이 `0.0.0.0`(모든 주소)에서 기다리도록 실행하는 명령이나 설정을 바꿔 컨테이너를 다시 만들어요.",
    )


def _other(name: str, host: str, port: int, sockets: list[Socket]) -> Explanation:
    outside = [str(socket.port) for socket in sockets if not socket.inside_only]
    ports = outside or [f"{socket.address}:{socket.port}" for socket in sockets]
    return _explanation(
        _what(name, host, port),
        say("컨테이너 안의 프로그램이 연결을 기다리는 곳은 {ports}번 포트예요.", ports=one_of(ports))
        + f" {port}번에서는 아무도 기다리지 않아요."
        + _refused(host),
        "`-p`에는 `컴퓨터의 포트:컨테이너의 포트` 차례로 적어요. 오른쪽을 프로그램이 기다리는 포트로 맞춰요.",
        "포트는 나중에 바꿀 수 없으니 컨테이너를 지우고 다시 만들어요.",
    )


def _nothing(name: str, host: str, port: int) -> Explanation:
    return _explanation(
        _what(name, host, port),
        "시작한 지 몇 초가 지났는데 컨테이너 안에서 연결을 기다리는 프로그램이 하나도 없어요."
        " 서버가 아닌 프로그램이거나, 아직 준비하는 중일 수 있어요.",
        josa(f"`docker logs {name}`", "로") + " 프로그램이 무엇을 하고 있는지 봐요.",
        say("준비가 오래 걸리는 프로그램이면 조금 뒤에 `curl localhost:{host}`{을} 다시 해 봐요.", host=host),
    )
