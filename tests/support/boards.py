"""Make small labs for tests of the board: two computers, a Hub and a USB drive in a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState, Network, Volume
from helpers.ui.board.places import ComputerLook, HubLook, Look, UsbLook
from tests.support.worlds import container, image, state

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container, Image
    from helpers.ui.board.model import Board, Item
    from helpers.ui.board.places import UsbFile

BRIDGE = Network(id="n-bridge", name="bridge", driver="bridge")
NET = Network(id="n-net", name="net", driver="bridge")
DATA = Volume(name="data", driver="local")
WEB = container("web", "nginx:latest", ports={"80/tcp": 8080}, networks={"bridge": "172.17.0.2"})
DB = container("db", "busybox", "exited", exit_code=1, networks={"net": ""}, mounts=("data:/data",))
IMAGES = (image("busybox:latest"), image("app:1"), image("nginx:latest", size=87_500_000))
CHAINS = {
    "sha256:busybox:latest": ("a",),
    "sha256:app:1": ("a", "b", "c"),
    "sha256:nginx:latest": ("x", "y"),
}


def mine(*things: Container | Image, networks: tuple[Network, ...] = (BRIDGE, NET), trouble: str = "") -> ComputerLook:
    """Return 내 컴퓨터 with these things."""
    found = replace(state(*things), networks=networks, volumes=(DATA,))
    return ComputerLook(state=found, layers=CHAINS, trouble=trouble)


def seen(*things: Container | Image, files: tuple[UsbFile, ...] = (), names: tuple[str, ...] = ()) -> Look:
    """Return a whole lab with these things on 내 컴퓨터."""
    other = ComputerLook(state=DockerState(computer=Computer.OTHER, networks=(BRIDGE,)))
    usb = UsbLook(folder="/media/usb", files=files)
    return Look(computers=(mine(*things), other), hub=HubLook(names=names), usb=usb)


def item(found: Board, name: str) -> Item:
    """Return the one item of that name."""
    (only,) = (item for item in found.items() if item.name == name and item.place == "mine")
    return only


def many(count: int, status: str = "created") -> tuple[Container, ...]:
    """Return so many containers."""
    return tuple(container(f"many-{n:03}", status=status) for n in range(count))
