"""From all that was seen to the board: the computers beside the Hub and the USB drive.

From one computer's snapshot to its place on the board.

Knows what is worth saying of a container, an image, a network and a volume in a line; asks nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.ui.board.look import PLACES, Kinship, kinship
from helpers.ui.board.model import Board, Group, Item, Kind, Place, ordered

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container, Image, Network, Volume
    from helpers.ui.board.look import Hub, Seen, Side, Usb


HUB, USB = "hub", "usb"
"""The ids of the two places that are no computers."""


def board(seen: Seen) -> Board:
    """The board of what was seen, nothing marked."""
    places = [place(side) for side in seen.sides]
    if seen.hub is not None:
        places.append(_hub(seen.hub))
    if seen.usb is not None:
        places.append(_usb(seen.usb))
    return Board(places=tuple(places))


def _hub(hub: Hub) -> Place:
    if hub.trouble:
        return Place(id=HUB, title="Docker Hub", trouble=hub.trouble)
    items = [Item(key=f"{HUB}/{Kind.TAG.value}/{name}", name=name) for name in hub.names]
    return Place(id=HUB, title="Docker Hub", groups=(Group(kind=Kind.TAG, items=ordered(items)),))


def _usb(usb: Usb) -> Place:
    if usb.trouble:
        return Place(id=USB, title="USB 드라이브", trouble=usb.trouble)
    items = [
        Item(
            key=f"{USB}/{Kind.FILE.value}/{file.name}",
            name=file.name,
            facts=("폴더" if file.size is None else size(file.size),),
        )
        for file in usb.files
    ]
    return Place(id=USB, title="USB 드라이브", groups=(Group(kind=Kind.FILE, items=ordered(items)),))


USUAL = ("bridge", "host", "none")
"""The networks that every Docker has."""
SIGNALLED = (137, 143)
"""The exit codes of a process that was told to end: by KILL, by TERM."""
NAMELESS = "<none>"
_SHORT = 12
_HEX = re.compile(r"[0-9a-f]{64}")

_STATES = {
    "created": ("만들어짐", "wait"),
    "running": ("실행 중", "on"),
    "paused": ("일시 정지", "wait"),
    "restarting": ("다시 시작하는 중", "wait"),
    "removing": ("지워지는 중", "wait"),
    "exited": ("끝남", "off"),
    "dead": ("망가짐", "bad"),
}
"""Each of the engine's words for a container's state in the course's own, and its colour."""


def place(side: Side) -> Place:
    """The place of a computer."""
    state = side.state
    id = PLACES[state.computer]
    if side.trouble:
        return Place(id=id, title=str(state.computer), trouble=side.trouble)
    kin = kinship(state.images, side.chains)
    items = {
        Kind.CONTAINER: [_container(found, side) for found in state.containers],
        Kind.IMAGE: [_image(found, side, kin.get(found.id)) for found in state.images],
        Kind.NETWORK: [_network(found, side) for found in state.networks],
        Kind.VOLUME: [_volume(found, side) for found in state.volumes],
    }
    groups = tuple(Group(kind=kind, items=ordered(found)) for kind, found in items.items())
    return Place(id=id, title=str(state.computer), groups=groups)


def _key(side: Side, kind: Kind, id: str) -> str:
    return f"{PLACES[side.state.computer]}/{kind.value}/{id}"


def short(name: str) -> str:
    """A name as it can be read: of a long id the first twelve digits, as `docker ps` has them."""
    bare = name.removeprefix("sha256:")
    return bare[:_SHORT] if _HEX.fullmatch(bare) else name


def state_of(container: Container) -> tuple[str, str]:
    """A container's state as a word, and its colour."""
    word, tone = _STATES.get(container.status, (container.status, "off"))
    if container.exit_code is None or container.status == "restarting":
        return word, tone
    return f"{word}(종료 코드 {container.exit_code})", "bad" if container.exit_code not in (0, *SIGNALLED) else tone


def image_name(container: Container, side: Side) -> str:
    """The name of the image that a container was made from; its short id where the name has moved on."""
    name = container.image
    if re.fullmatch(r"(sha256:)?[0-9a-f]{12,64}", name):
        tags = next((image.tags for image in side.state.images if image.id == container.image_id), ())
        return tags[0] if tags else f"{NAMELESS} {short(container.image_id)}"
    return name if ":" in name.rpartition("/")[2] or "@" in name else f"{name}:latest"


def ports_of(container: Container) -> tuple[str, ...]:
    """Its ports in words: `포트 8080→80`, or that one is closed to the outside."""
    said = []
    for inside, outside in container.ports.items():
        port = inside.removesuffix("/tcp")
        said.append(f"포트 {outside}→{port}" if outside else f"포트 {port}(컨테이너 안에서만)")
    return tuple(said)


def members(network: Network, side: Side) -> tuple[str, ...]:
    """The names of the containers that are joined to a network, running or not."""
    return tuple(found.name for found in side.state.containers if network.name in found.networks)


def users(volume: Volume, side: Side) -> tuple[str, ...]:
    """The names of the containers that a volume is mounted in."""
    return tuple(
        found.name for found in side.state.containers if any(m.startswith(f"{volume.name}:") for m in found.mounts)
    )


def _container(found: Container, side: Side) -> Item:
    state, tone = state_of(found)
    facts = (image_name(found, side), *ports_of(found))
    return Item(key=_key(side, Kind.CONTAINER, found.id), name=found.name, state=state, tone=tone, facts=facts)


def _image(found: Image, side: Side, kin: Kinship | None) -> Item:
    name = ", ".join(found.tags) or f"{NAMELESS} {short(found.id)}"
    asides = (f"레이어 {kin.of}개",) if kin else ()
    if kin and kin.shared:
        asides = (f"레이어 {kin.of}개 중 {kin.shared}개를 {together(kin)} 함께 씀",)
    layers = tuple(at < kin.shared for at in range(kin.of)) if kin else ()
    key = _key(side, Kind.IMAGE, found.id)
    return Item(key=key, name=name, facts=(size(found.size),), asides=asides, layers=layers)


def together(kin: Kinship) -> str:
    """With whom layers are shared: `busybox:latest와`, `busybox:latest 등 이미지 3개와`."""
    if not kin.names:
        return "이름 없는 이미지와"
    if len(kin.names) == 1:
        return say("{name}{과}", name=kin.names[0])
    return f"{kin.names[0]} 등 이미지 {len(kin.names)}개와"


def _network(found: Network, side: Side) -> Item:
    usual = found.name in USUAL
    joined = members(found, side)
    # Who is in a usual network is nothing that a learner did to it.
    facts, asides = ((), joined) if usual else (joined, () if joined else ("비어 있음",))
    key = _key(side, Kind.NETWORK, found.id)
    return Item(key=key, name=found.name, facts=facts, asides=asides, usual=usual)


def _volume(found: Volume, side: Side) -> Item:
    using = users(found, side)
    key, asides = _key(side, Kind.VOLUME, found.name), () if using else ("쓰는 컨테이너 없음",)
    return Item(key=key, name=short(found.name), facts=using, asides=asides)
