"""Look at the places of a board, both computers, the Hub and the USB drive, and make the board of what was seen.

Knows whom to ask, what it means when nobody answers, and what is worth saying of a container, an image, a network and a
volume. What was seen is frozen.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState
from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.ui.board.model import Board, Group, Item, ItemKind, Place, ordered
from helpers.ui.published import pages_of
from helpers.world import environment, hub
from helpers.world.errors import EngineRefused, Trouble, fault, hub_silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.dockerdata.types import Container, Image, Network, Volume
    from helpers.world.computers import Computers
    from helpers.world.engine import Engine


Layers = tuple[str, ...]
"""The digests of an image's layers (diff ids), lowest first."""

PLACES = {Computer.MINE: "mine", Computer.OTHER: "other"}
"""The id of each computer's place on the board."""
_GONE = 404


@dataclass(frozen=True, kw_only=True)
class ComputerLook:
    """One computer: its snapshot and the layers of its images by id, or the trouble with it."""

    state: DockerState
    layers: Mapping[str, Layers] = field(default_factory=dict)
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class HubLook:
    """The names on the Hub under the learner's account (`account/app:1.0`), or the trouble with it."""

    names: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class UsbFile:
    """A file or folder on the USB drive; `size` is in bytes, None for a folder."""

    name: str
    size: int | None


@dataclass(frozen=True, kw_only=True)
class UsbLook:
    """The files of the USB drive, which is mounted at `folder`, or the trouble with it."""

    folder: str
    files: tuple[UsbFile, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """All that was seen; the Hub or the USB drive is None where there is none, as outside the lab."""

    computers: tuple[ComputerLook, ...] = ()
    hub: HubLook | None = None
    usb: UsbLook | None = None

    def computer(self, place: str) -> ComputerLook | None:
        """Return the computer of a place's id."""
        return next((found for found in self.computers if PLACES[found.state.computer] == place), None)


class Looker:
    """Looks at all parts, or at one; keeps the layers of every image that it met, for they never change."""

    def __init__(self, computers: Computers) -> None:
        self.computers = computers
        self._layers: dict[Computer, dict[str, Layers]] = {computer: {} for computer in computers.engines}

    def everything(self) -> Look:
        """Look at all parts, one after the other."""
        computers = tuple(self.computer(computer) for computer in self.computers.engines)
        return Look(computers=computers, hub=self.hub(), usb=self.usb())

    def computer(self, computer: Computer) -> ComputerLook:
        """Look at one computer: five calls, and one for each image that was never met before."""
        engine = self.computers.on(computer)
        try:
            state = engine.snapshot()
            met = self._layers[computer]
            for image in state.images:
                if image.id not in met:
                    met[image.id] = _layers(engine, image.id)
        except (Trouble, EngineRefused) as error:
            words = str(error) if isinstance(error, Trouble) else fault(error)
            return ComputerLook(state=DockerState(computer=computer), trouble=words)
        return ComputerLook(state=state, layers={image.id: met[image.id] for image in state.images})

    def hub(self) -> HubLook | None:
        """Look at the Hub; None where the learner has no account, as outside the lab."""
        if not environment.hub_account():
            return None
        try:
            return HubLook(names=hub.pushed())
        except (Trouble, ValueError, KeyError) as error:
            return HubLook(trouble=str(error) if isinstance(error, Trouble) else str(hub_silent()))

    def usb(self) -> UsbLook | None:
        """Look at the USB drive; None where there is none."""
        folder = environment.usb()
        if not folder.is_dir():
            return None
        try:
            with os.scandir(folder) as entries:
                files = [UsbFile(name=e.name, size=None if e.is_dir() else e.stat().st_size) for e in entries]
        except OSError as error:
            return UsbLook(folder=str(folder), trouble=f"USB 드라이브를 읽을 수 없습니다. {error.strerror}.")
        return UsbLook(folder=str(folder), files=tuple(sorted(files, key=lambda file: file.name)))


def _layers(engine: Engine, id: str) -> Layers:
    """Return an image's layers; none where it went between the two questions."""
    try:
        found = engine.get(f"/images/{id}/json")
    except EngineRefused as refusal:
        if refusal.status != _GONE:
            raise
        return ()
    return tuple((found.get("RootFS") or {}).get("Layers") or ())


@dataclass(frozen=True, kw_only=True)
class SharedLayers:
    """How many of an image's layers are shared, of how many, and with which named images (the smallest first)."""

    shared: int
    of: int
    names: tuple[str, ...] = ()


def shared_layers(images: Iterable[Image], layers: Mapping[str, Layers]) -> dict[str, SharedLayers]:
    """Return for each image whose layers are known, by its id, what it shares.

    Layers are shared from below: a layer belongs to those that lie under it.
    """
    known = {image.id: image for image in images if layers.get(image.id)}
    beginning: dict[Layers, list[str]] = defaultdict(list)
    for id in known:
        for height in range(1, len(layers[id]) + 1):
            beginning[layers[id][:height]].append(id)
    found = {}
    for id in known:
        total = len(layers[id])
        shared = sum(len(beginning[layers[id][:height]]) > 1 for height in range(1, total + 1))
        others = [known[other] for other in beginning[layers[id][:shared]] if other != id] if shared else []
        named = sorted((len(layers[image.id]), image.tags[0]) for image in others if image.tags)
        found[id] = SharedLayers(shared=shared, of=total, names=tuple(name for _, name in named))
    return found


HUB, USB = "hub", "usb"
"""The ids of the two places that are no computers."""
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


def board(look: Look) -> Board:
    """Return the board of what was seen, nothing marked."""
    places = [_computer(computer) for computer in look.computers]
    if look.hub is not None:
        places.append(_hub(look.hub))
    if look.usb is not None:
        places.append(_usb(look.usb))
    return Board(places=tuple(places))


def _computer(computer: ComputerLook) -> Place:
    state = computer.state
    id = PLACES[state.computer]
    if computer.trouble:
        return Place(id=id, title=str(state.computer), trouble=computer.trouble)
    shared = shared_layers(state.images, computer.layers)
    items = {
        ItemKind.CONTAINER: [_container(found, computer) for found in state.containers],
        ItemKind.IMAGE: [_image(found, computer, shared.get(found.id)) for found in state.images],
        ItemKind.NETWORK: [_network(found, computer) for found in state.networks],
        ItemKind.VOLUME: [_volume(found, computer) for found in state.volumes],
    }
    groups = tuple(Group(kind=kind, items=ordered(found)) for kind, found in items.items())
    return Place(id=id, title=str(state.computer), groups=groups)


def _hub(hub: HubLook) -> Place:
    if hub.trouble:
        return Place(id=HUB, title="Docker Hub", trouble=hub.trouble)
    items = [Item(key=f"{HUB}/{ItemKind.TAG.value}/{name}", name=name) for name in hub.names]
    return Place(id=HUB, title="Docker Hub", groups=(Group(kind=ItemKind.TAG, items=ordered(items)),))


def _usb(usb: UsbLook) -> Place:
    if usb.trouble:
        return Place(id=USB, title="USB 드라이브", trouble=usb.trouble)
    items = [
        Item(
            key=f"{USB}/{ItemKind.FILE.value}/{file.name}",
            name=file.name,
            facts=("폴더" if file.size is None else size(file.size),),
        )
        for file in usb.files
    ]
    return Place(id=USB, title="USB 드라이브", groups=(Group(kind=ItemKind.FILE, items=ordered(items)),))


def _key(computer: ComputerLook, kind: ItemKind, id: str) -> str:
    return f"{PLACES[computer.state.computer]}/{kind.value}/{id}"


def _container(found: Container, computer: ComputerLook) -> Item:
    state, tone = _state(found)
    facts = (image_name(found, computer), *_ports(found))
    key = _key(computer, ItemKind.CONTAINER, found.id)
    pages = pages_of(found, computer.state.computer)
    return Item(key=key, name=found.name, state=state, tone=tone, facts=facts, pages=pages)


def _state(container: Container) -> tuple[str, str]:
    """Return a container's state as a word, and its colour."""
    word, tone = _STATES.get(container.status, (container.status, "off"))
    if container.exit_code is None or container.status == "restarting":
        return word, tone
    return f"{word}(종료 코드 {container.exit_code})", "bad" if container.exit_code not in (0, *SIGNALLED) else tone


def image_name(container: Container, computer: ComputerLook) -> str:
    """Return the name of the image that a container was made from; its short id where the name has moved on."""
    name = container.image
    if re.fullmatch(r"(sha256:)?[0-9a-f]{12,64}", name):
        tags = next((image.tags for image in computer.state.images if image.id == container.image_id), ())
        return tags[0] if tags else f"{NAMELESS} {short(container.image_id)}"
    return name if ":" in name.rpartition("/")[2] or "@" in name else f"{name}:latest"


def _ports(container: Container) -> tuple[str, ...]:
    """Return its ports in words: `포트 8080→80`, or that one is closed to the outside."""
    said = []
    for inside, outside in container.ports.items():
        port = inside.removesuffix("/tcp")
        said.append(f"포트 {outside}→{port}" if outside else f"포트 {port}(컨테이너 안에서만)")
    return tuple(said)


def _image(found: Image, computer: ComputerLook, layers: SharedLayers | None) -> Item:
    name = ", ".join(found.tags) or f"{NAMELESS} {short(found.id)}"
    asides = (f"레이어 {layers.of}개",) if layers else ()
    if layers and layers.shared:
        asides = (f"레이어 {layers.of}개 중 {layers.shared}개를 {together(layers)} 함께 씀",)
    bars = tuple(at < layers.shared for at in range(layers.of)) if layers else ()
    key = _key(computer, ItemKind.IMAGE, found.id)
    return Item(key=key, name=name, facts=(size(found.size),), asides=asides, layers=bars)


def together(layers: SharedLayers) -> str:
    """Say with whom layers are shared: `busybox:latest와`, `busybox:latest 등 이미지 3개와`."""
    if not layers.names:
        return "이름 없는 이미지와"
    if len(layers.names) == 1:
        return say("{name}{과}", name=layers.names[0])
    return f"{layers.names[0]} 등 이미지 {len(layers.names)}개와"


def _network(found: Network, computer: ComputerLook) -> Item:
    usual = found.name in USUAL
    joined = members(found, computer)
    # Who is in a usual network is nothing that a learner did to it.
    facts, asides = ((), joined) if usual else (joined, () if joined else ("비어 있음",))
    key = _key(computer, ItemKind.NETWORK, found.id)
    return Item(key=key, name=found.name, facts=facts, asides=asides, usual=usual)


def members(network: Network, computer: ComputerLook) -> tuple[str, ...]:
    """Return the names of the containers that are joined to a network, running or not."""
    return tuple(found.name for found in computer.state.containers if network.name in found.networks)


def _volume(found: Volume, computer: ComputerLook) -> Item:
    using = users(found, computer)
    asides = () if using else ("쓰는 컨테이너 없음",)
    return Item(key=_key(computer, ItemKind.VOLUME, found.name), name=short(found.name), facts=using, asides=asides)


def users(volume: Volume, computer: ComputerLook) -> tuple[str, ...]:
    """Return the names of the containers that a volume is mounted in."""
    mount = f"{volume.name}:"
    return tuple(found.name for found in computer.state.containers if any(m.startswith(mount) for m in found.mounts))


def short(name: str) -> str:
    """Return a name as it can be read: of a long id the first twelve digits, as `docker ps` has them."""
    bare = name.removeprefix("sha256:")
    return bare[:_SHORT] if _HEX.fullmatch(bare) else name
