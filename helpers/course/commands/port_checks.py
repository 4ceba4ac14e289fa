"""Checks about published ports: what a container publishes, who holds the port, and who answers there.

Knows the near misses: ports swapped, not published, drawn, another protocol or address, taken by another container.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble
from helpers.exercise.checks.base import by, find_container
from helpers.exercise.checks.containers import absent, command_of, not_running
from helpers.text.josa import particle, say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

LOCALHOST = ("127.0.0.1", "::1")


@dataclass(frozen=True, kw_only=True, order=True)
class Door:
    """One way in: a port of the computer (`outside`, at `address`) that leads to one of a container (`80/tcp`)."""

    outside: str
    inside: str
    address: str = ""

    @property
    def everywhere(self) -> bool:
        """Return whether it is open at all addresses of the computer."""
        return not self.address or ip_address(self.address).is_unspecified

    def __str__(self) -> str:
        number, _, protocol = self.inside.partition("/")
        at = "" if self.everywhere else f"{self.address}:"
        return f"바깥 {at}{self.outside or '(도커가 고른 번호)'} → 안 {number}{' (UDP)' if protocol == 'udp' else ''}"


def published(
    id: str,
    name: str,
    outside: int,
    inside: int,
    *,
    on: Computer = Computer.MINE,
    requires: tuple[str, ...] = (),
) -> Check:
    """Check that `inside` of the container is reached at `outside`; where it could not start, that it was made so.

    On the other computer it must be reached from outside.
    """
    probe = probes.container_inspect(name, on)
    own = LOCALHOST if on is Computer.MINE else ()

    def look(world: World) -> Miss | None:
        if find_container(world, name, on) is None:
            return absent(world, name, on)
        inspected = probes.data(world, probe)
        doors = _doors(inspected)
        fitting = [door for door in doors if (door.outside, door.inside) == (str(outside), f"{inside}/tcp")]
        if any(door.everywhere or door.address in own for door in fitting):
            return None
        return (None if doors else _option_inside(inspected)) or _other_doors(name, doors, outside, inside, on)

    establishes = f"{by(on)}`{name}` 컨테이너의 {inside}번 포트가 바깥의 {outside}번 포트로 이어져 있습니다."
    return assemble(id, establishes, look, requires=requires, probes=(probe,))


def _doors(inspected: dict[str, Any]) -> set[Door]:
    """Return the ways into a container: those that stand while it runs, otherwise those that it was made with."""
    host = inspected.get("HostConfig") or {}
    made = host.get("PortBindings") or {}
    stands = (inspected.get("NetworkSettings") or {}).get("Ports") or {}
    drawn = bool(host.get("PublishAllPorts"))
    return {
        Door(
            outside="" if drawn and key not in made else entry.get("HostPort", ""),
            inside=key,
            address=entry.get("HostIp", ""),
        )
        for key, entries in ({key: entries for key, entries in stands.items() if entries} or made).items()
        for entry in entries or []
    }


def _other_doors(name: str, doors: set[Door], outside: int, inside: int, on: Computer) -> Miss:
    if not doors:
        return Miss(
            observed=f"`{name}` 컨테이너의 포트가 바깥과 이어져 있지 않습니다.",
            advice="컨테이너를 만들 때 포트를 이어 주는 옵션을 살펴보세요. 만든 뒤에는 바꿀 수 없습니다.",
        )
    pairs = {(door.outside, door.inside) for door in doors}
    if (str(inside), f"{outside}/tcp") in pairs:
        return Miss(
            observed=f"포트의 안과 밖이 바뀌었습니다. 바깥 {inside}번이 컨테이너의 {outside}번으로 이어져 있습니다.",
            advice="콜론(`:`)의 왼쪽이 바깥이고 오른쪽이 컨테이너 안입니다.",
        )
    advice = "두 포트 번호를 문제와 견주어 보세요."
    if (str(outside), f"{inside}/udp") in pairs:
        advice = "`curl`과 브라우저는 UDP가 아니라 TCP로 말합니다. 따로 적지 않으면 TCP입니다."
    elif (str(outside), f"{inside}/tcp") in pairs:
        there = "localhost" if on is Computer.MINE else "other"
        advice = f"그 주소로 들어와야만 열립니다. `{there}:{outside}`{particle(str(outside), '으로')} 들어와도 열려야 합니다."
    elif any(not door.outside for door in doors):
        advice = "바깥의 번호를 직접 정하는 옵션을 살펴보세요."
    shown = ", ".join(sorted({str(door) for door in doors}))
    return Miss(observed=f"`{name}` 컨테이너의 포트는 이렇게 이어져 있습니다: {shown}.", advice=advice)


def running_on(id: str, name: str, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the container runs; where it could not start, say who holds its port, or what the engine said."""
    probe = probes.container_inspect(name)

    def look(world: World) -> Miss | None:
        container = find_container(world, name)
        if container is None:
            return absent(world, name, Computer.MINE)
        inspected = probes.data(world, probe)
        error = (inspected.get("State") or {}).get("Error", "")
        if container.running:
            return None
        if option := _option_inside(inspected):
            return option
        if container.status == "created" and error:
            return _could_not_start(world, name, {door.outside for door in _doors(inspected)}, error)
        return not_running(container)

    return assemble(id, f"`{name}` 컨테이너가 실행 중입니다.", look, requires=requires, probes=(probe,))


def _option_inside(inspected: dict[str, Any]) -> Miss | None:
    """Say that an option stood behind the image's name, where it is a command: a container was to run it."""
    first = next(iter((inspected.get("Config") or {}).get("Cmd") or []), "")
    if not first.startswith("-"):
        return None
    name = inspected["Name"].lstrip("/")
    observed = say(
        "`{name}`{을} 만들 때 적은 `{first}`{은} 컨테이너 안에서 실행할 명령이 되었습니다.", name=name, first=first
    )
    return Miss(
        observed=observed, advice="이미지 이름 뒤에 적은 것은 옵션이 아닙니다. 옵션은 이미지 이름보다 앞에 와야 합니다."
    )


def _could_not_start(world: World, name: str, ports: set[str], error: str) -> Miss:
    taken = [
        (port, other.name)
        for other in world.mine.containers
        for port in other.ports.values()
        if other.name != name and str(port) in ports
    ]
    fate = say("`{name}`{은} 만들어지기만 하고 시작하지 못했습니다.", name=name)
    if not taken:
        return Miss(
            observed=f"{fate} 도커가 남긴 말은 `{_heart(error)}`입니다.",
            advice="시작하지 못한 컨테이너(Created)를 먼저 치우고, 그 말이 가리키는 것을 고쳐서 다시 실행해 보세요.",
        )
    port, holder = taken[0]
    said = "{port}번 포트를 `{holder}` 컨테이너가 이미 쓰고 있습니다. 그래서 {fate}"
    return Miss(
        observed=say(said, port=port, holder=holder, fate=fate),
        advice="실패한 실행이 남긴 컨테이너(Created)를 먼저 치우고, 어느 포트를 쓸지 다시 정해 보세요.",
    )


def _heart(error: str) -> str:
    """Return the part of the engine's error that says what is wrong, without the ways that it went."""
    said = error.removesuffix(": unknown")
    return (said.rpartition("process: ")[2] if "process: " in said else said.rpartition(": ")[2])[:100]


def answers_at(id: str, port: int, name: str, text: str = "", *, requires: tuple[str, ...] = ()) -> Check:
    """Check that a web page comes from `port`, which leads into container `name`, and contains `text`."""
    probe, inspect = probes.http(f"http://localhost:{port}/"), probes.container_inspect(name)

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        if not fact.found:
            run = command_of(probes.data(world, inspect))
            return Miss(
                observed=f"`localhost:{port}`에서 아무도 대답하지 않습니다. `{name}` 컨테이너가 실행하는 명령은 `{run[:100]}`입니다.",
                advice="그 명령이 웹 서버를 띄우는지, 서버가 어느 포트에서 기다리는지 살펴보세요.",
            )
        if text in fact.text and fact.code < HTTPStatus.BAD_REQUEST:
            return None
        return Miss(
            observed=f"`localhost:{port}`에서 다른 대답이 옵니다(HTTP {fact.code}): `{_first_line(fact.text)}`.",
            advice="컨테이너 안의 웹 서버가 어느 파일을 내보내는지, 그 파일이 제자리에 있는지 살펴보세요.",
        )

    establishes = f"`localhost:{port}`에서 웹 페이지가 열립니다."
    return assemble(id, establishes, look, requires=requires, probes=(probe, inspect))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "(빈 페이지)")[:80]
