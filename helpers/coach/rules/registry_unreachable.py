"""The registry could not be reached: no network, or an address that is none."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.dockerdata.names import parse
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.names import Reference

SILENT = False
_UNFOUND = re.compile(r"no such host|server misbehaving|name resolution|dial tcp: lookup", re.IGNORECASE)
_UNREACHED = re.compile(
    r"connection refused|i/o timeout|network is unreachable|no route to host|handshake timeout|client\.timeout"
    r"|context deadline exceeded|request canceled",
    re.IGNORECASE,
)
_HUB = "registry-1.docker.io"
_HTTPS = 443


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The way to the registry failed before it could say anything of the image."""
    image = wanted_image.fetched(asked, ran.words) or wanted_image.pushed(asked, ran.words)
    unfound = bool(_UNFOUND.search(ran.words))
    if image is None or not (unfound or _UNREACHED.search(ran.words)):
        return None
    push = asked.verb == "push"
    deed = "올리지" if push else "받지"
    why, steps = _address(image, unfound=unfound) if image.registry else _network(image, scene, push=push)
    return Explanation(
        id="registry-unreachable",
        what=f"{wanted_image.place(image)}에 연결하지 못해서 "
        + say("`{image}`{을} {deed} 못했어요.", image=image.familiar, deed=deed),
        why=why + wanted_image.added(image),
        next=steps,
    )


def _network(image: Reference, scene: Scene, *, push: bool) -> tuple[str, tuple[str, ...]]:
    """Docker Hub itself: nothing is said yet of the image's name."""
    local = [tag for found in scene.state.images for tag in found.tags]
    near = "" if push else phrases.likeliest(image.repository, {parse(tag).repository for tag in local})
    steps = (say("내 컴퓨터에는 이름이 비슷한 `{near}`{이} 있어요. 철자를 살펴봐요.", near=near),) if near else ()
    asked = "" if push else "내 컴퓨터에 없는 이미지라서 Docker Hub에 물어보려 했어요. "
    if _resolves(_HUB):
        return f"{asked}잠깐 연결이 끊겼던 것 같아요. 지금은 Docker Hub의 주소를 찾을 수 있어요.", (
            "같은 명령을 다시 해요.",
            *steps,
        )
    gone = f"그런데 네트워크가 없어서 Docker Hub의 주소(`{_HUB}`)도 찾지 못했어요."
    return f"{asked}{gone} 이름이 맞는지는 아직 알 수 없어요.", (
        "인터넷에 연결되어 있는지 살펴보고 다시 해요.",
        *steps,
    )


def _address(image: Reference, *, unfound: bool) -> tuple[str, tuple[str, ...]]:
    """Explain a registry of one's own: the name's first part is its address."""
    host = image.registry.rpartition(":")[0] or image.registry
    read = "이미지 이름의 첫 `/` 앞에 점이나 콜론이 있으면 도커는 그것을 레지스트리의 주소로 읽어요."
    read += say(" 여기서는 `{address}`{이에요}.", address=image.registry)
    if unfound and not _resolves(host):
        return read + say(" 그런데 `{host}`{이라는} 컴퓨터를 찾을 수 없어요.", host=host), (
            "주소의 철자를 살펴봐요. Docker Hub의 이미지라면 주소 없이 이름만 적어요.",
        )
    return f"{read} 그 주소에서 대답하는 레지스트리가 없어요.", (
        "그 레지스트리가 켜져 있는지, 포트 번호가 맞는지 살펴봐요.",
    )


def _resolves(host: str) -> bool:
    try:
        socket.getaddrinfo(host, _HTTPS)
    except OSError:
        return False
    return True
