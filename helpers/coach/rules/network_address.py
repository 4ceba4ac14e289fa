"""An address that a network or a container cannot get: it is taken, lies outside, or the network gives it itself."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_OVERLAPS = re.compile(r"pool overlaps with other one", re.IGNORECASE)
_OWN_NETWORK = re.compile(
    r"ip address is supported (?:on user defined|only when connecting to) networks", re.IGNORECASE
)
_OUTSIDE = re.compile(r"no configured subnet[^\n]*contain", re.IGNORECASE)
_TAKEN = re.compile(r"address already in use", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What the option asks for, beside what the networks have."""
    if asked.verb == "network create" and _OVERLAPS.search(ran.words):
        return _overlaps(asked.option("--subnet"), scene)
    address = asked.option("--ip")
    if not address or asked.verb not in ("run", "create", "network connect"):
        return None
    network = asked.arguments[0] if asked.verb == "network connect" and asked.arguments else asked.option("--network")
    if _OWN_NETWORK.search(ran.words):
        return _given_by_docker(address, network or "bridge", scene)
    if _OUTSIDE.search(ran.words):
        return _outside(address, network, scene)
    return _taken(address, network) if _TAKEN.search(ran.words) else None


def _subnets(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield each network's name with each of its address ranges."""
    for found in scene.engine.get("/networks"):
        for entry in (found.get("IPAM") or {}).get("Config") or ():
            if subnet := entry.get("Subnet"):
                yield found["Name"], subnet


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="network-address", what=what, why=why, next=do)


def _overlaps(wanted: str, scene: Scene) -> Explanation | None:
    try:
        asked = ip_network(wanted, strict=False)
    except ValueError:
        return None
    holder = next(((name, net) for name, net in _subnets(scene) if asked.overlaps(ip_network(net))), None)
    who = (
        say("그 주소는 `{name}` 네트워크가 이미 쓰는 `{net}`{과} 겹쳐요.", name=holder[0], net=holder[1])
        if holder
        else "그 주소는 이미 있는 다른 네트워크의 주소와 겹쳐요."
    )
    return _explanation(
        say("`--subnet`에 적은 `{wanted}`{을} 새 네트워크에 줄 수 없어요.", wanted=wanted),
        f"{who} 네트워크마다 주소의 묶음이 달라야 어디로 보낼지 알 수 있어요.",
        "`--subnet`을 빼면 도커가 비어 있는 주소를 골라 줘요.",
        "꼭 정해야 하면 `docker network inspect`로 쓰는 주소(`Subnet`)를 보고 겹치지 않게 적어요.",
    )


def _given_by_docker(address: str, network: str, scene: Scene) -> Explanation:
    own = sorted(found.name for found in scene.state.networks if found.name not in ("bridge", "host", "none"))
    built_in = network in ("bridge", "default")
    why = (
        "기본 네트워크 `bridge`에서는 도커가 주소를 나눠 줘서 고를 수 없어요."
        if built_in
        else say("`{network}`{은} 주소의 묶음을 정하지 않고 만든 네트워크라, 도커가 주소를 나눠 줘요.", network=network)
    )
    return _explanation(
        say("`--ip`로 컨테이너의 주소를 `{address}`{으로} 정할 수 없어요.", address=address),
        why,
        "`--subnet`으로 주소의 묶음을 정해 `docker network create`로 만든 네트워크에서만 `--ip`를 쓸 수 있어요."
        + (f" 지금 있는 것은 {', '.join(f'`{name}`' for name in own[:3])}예요." if own and built_in else ""),
        "주소를 정하지 않고, 직접 만든 네트워크에서 컨테이너를 이름으로 부르는 편이 나아요.",
    )


def _outside(address: str, network: str, scene: Scene) -> Explanation:
    nets = [net for name, net in _subnets(scene) if name == network]
    there = say(" 그 네트워크의 주소는 `{net}`{이에요}.", net=nets[0]) if nets else ""
    return _explanation(
        say("`{address}`{은} `{network}` 네트워크의 주소가 아니에요.", address=address, network=network),
        f"컨테이너는 자기 네트워크의 주소만 가질 수 있어요.{there}",
        "그 묶음 안에서 다른 컨테이너가 쓰지 않는 주소를 적거나, `--ip`를 빼요.",
    )


def _taken(address: str, network: str) -> Explanation:
    return _explanation(
        say("`{address}`{은} `{network}` 네트워크에서 이미 쓰는 주소예요.", address=address, network=network),
        "한 네트워크 안에서 같은 주소를 둘이 쓸 수 없어요.",
        say("`docker network inspect {network}`의 `Containers`에서 누가 쓰는지 봐요.", network=network),
        "다른 주소를 적거나, `--ip`를 빼서 도커가 고르게 해요.",
    )
