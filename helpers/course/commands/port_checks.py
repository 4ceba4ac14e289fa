"""Checks about published ports: what a container publishes, and who answers there.

Knows the near misses: ports swapped, not published, drawn, another protocol or address.
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
from helpers.exercise.checks.containers import absent, command_of, option_inside
from helpers.text.josa import particle

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
        return (None if doors else option_inside(inspected)) or _other_doors(name, doors, outside, inside, on)

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
    advice = "두 포트 번호를 문제와 비교해 보세요."
    if (str(outside), f"{inside}/udp") in pairs:
        advice = "`curl`과 브라우저는 UDP가 아니라 TCP로 말합니다. 따로 적지 않으면 TCP입니다."
    elif (str(outside), f"{inside}/tcp") in pairs:
        there = "localhost" if on is Computer.MINE else "other"
        advice = f"그 주소로 들어와야만 열립니다. `{there}:{outside}`{particle(str(outside), '으로')} 들어와도 열려야 합니다."
    elif any(not door.outside for door in doors):
        advice = "바깥의 번호를 직접 정하는 옵션을 살펴보세요."
    shown = ", ".join(sorted({str(door) for door in doors}))
    return Miss(observed=f"`{name}` 컨테이너의 포트는 이렇게 이어져 있습니다: {shown}.", advice=advice)


def answers_at(id: str, port: int, name: str, text: str = "", *, requires: tuple[str, ...] = ()) -> Check:
    """Check that a web page comes from `port`, which leads into container `name`, and contains `text`."""
    probe, inspect = probes.http(f"http://localhost:{port}/"), probes.container_inspect(name)

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        container = find_container(world, name)
        if not fact.found and container and not container.networks:
            return Miss(
                observed=f"`localhost:{port}`에서 아무도 대답하지 않습니다. `{name}` 컨테이너가 이어진 네트워크가 없습니다.",
                advice="네트워크에서 떼어 내면 이어 둔 포트도 닫힙니다.",
            )
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
