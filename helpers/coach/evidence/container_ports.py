"""Find the TCP ports that programs listen on in a container's network.

The kernel's table there is read by a hidden container, which is removed at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import repository
from helpers.world import hidden_containers
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.coach.scene import Scene

_HAVE_CAT = frozenset({"busybox", "alpine", "ubuntu", "debian", "nginx", "python"})
"""Well-known images that hold the program `cat`, for looking into the network of one that does not."""
_LISTENS = re.compile(r"^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \S+ 0A ", re.MULTILINE)
_DNS = "127.0.0.11"
"""Docker's own name server in a container's network."""


@dataclass(frozen=True, kw_only=True, order=True)
class Socket:
    """A TCP port that a program listens on, and at which of its addresses."""

    port: int
    address: str

    @property
    def inside_only(self) -> bool:
        """Return whether nobody outside the container can reach it."""
        return ip_address(self.address).is_loopback


def listening(scene: Scene, container: Mapping[str, Any]) -> frozenset[Socket] | None:
    """Return what listens in a container's network now; None where no image at hand can look. Takes about 0.1 s."""
    stock = [image.id for image in scene.state.images if _HAVE_CAT & {repository(tag) for tag in image.tags}]
    for image in (str(container["Image"]), *stock):
        try:
            return sockets(_tables(scene, image, str(container["Id"])))
        except EngineRefused:
            continue  # an image without `cat`, or a container that has ended
    return None


def _tables(scene: Scene, image: str, container: str) -> str:
    files, network = ["/proc/net/tcp", "/proc/net/tcp6"], f"container:{container}"
    with hidden_containers.container(scene.engine, image, files, entrypoint="cat", network=network) as made:
        with scene.engine.asking():
            scene.engine.api.start(made)
            scene.engine.api.wait(made, timeout=hidden_containers.SECONDS)
        return hidden_containers.logs(scene.engine, made)


def sockets(tables: str) -> frozenset[Socket]:
    """Return the listening sockets of Linux's `/proc/net/tcp` and `tcp6`."""
    found = (Socket(port=int(port, 16), address=_address(digits)) for digits, port in _LISTENS.findall(tables))
    return frozenset(socket for socket in found if socket.address != _DNS)


def _address(digits: str) -> str:
    """Read an address of the table: the bytes of each of its words of four are reversed."""
    raw = bytes.fromhex(digits)
    return str(ip_address(b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))))
