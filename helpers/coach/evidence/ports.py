"""Find the ports of the computer that a command could not open, and those of a container that programs listen on.

Knows how `-p` is written and how engines of several versions say that a port could not be opened. What listens in a
container stands in its kernel's table, read by a hidden container, which is removed at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import repository
from helpers.dockerdata.units import NANO
from helpers.text.josa import say
from helpers.world import hidden_containers
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container


PRIVILEGED = 1024
"""Ports below this one need more rights than a rootless engine has."""
_FAILED = re.compile(
    r"external connectivity|port is already|ports? (?:are|is) not available|address already in use|privileged port"
    r"|bind for |bind host port|bind: ",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?:\d+(?:\.\d+){3}|\[?::\]?|\[[0-9a-f:]+\]):(\d+)|privileged port (\d+)", re.IGNORECASE)
_ENDPOINT = re.compile(r"on endpoint (\S+)")
_SHORT = re.compile(r"(?:(?:\[[^\]]*\]|[\w.-]*):)?(\d+)(?:-(\d+))?:\d+(?:-\d+)?(?:/(\w+))?$")
_LONG = re.compile(r"(?:^|,)published=(\d+)")


@dataclass(frozen=True, kw_only=True, order=True)
class Port:
    """A port of the computer, to be opened for a container."""

    number: int
    protocol: str = "tcp"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A port that could not be opened. `left` is the container that the command left behind, `Created`."""

    port: Port
    holder: Container | None
    left: Container | None


def published(specs: Iterable[str]) -> tuple[Port, ...]:
    """Return the ports that values of `-p` name; those that Docker draws itself are left out."""
    return tuple(port for spec in specs for port in _of(spec))


def _of(spec: str) -> Iterator[Port]:
    if long := _LONG.search(spec):
        yield Port(number=int(long[1]), protocol="udp" if "protocol=udp" in spec else "tcp")
    elif short := _SHORT.match(spec):
        for number in range(int(short[1]), int(short[2] or short[1]) + 1):
            yield Port(number=number, protocol=short[3] or "tcp")


def said(words: str) -> Port | None:
    """Return the port that an engine's message complains of."""
    found = _SAID.search(words)
    return (
        Port(number=int(found[1] or found[2]), protocol="udp" if "udp" in words.lower() else "tcp") if found else None
    )


def clash(ran: FinishedCommand, asked: Command, scene: Scene) -> Clash | None:
    """Return the port that a command failed to open; None where it failed for another reason.

    The words say that it was a port, and which; where they do not, it is the command's port that somebody has.
    """
    if not _FAILED.search(ran.words):
        return None
    wanted = (port,) if (port := said(ran.words)) else _wanted(asked, scene)
    holders = ((port, _holder(port, scene)) for port in wanted)
    port, holder = next((pair for pair in holders if pair[1]), (wanted[0], None) if wanted else (None, None))
    return Clash(port=port, holder=holder, left=_left(ran, asked, scene)) if port else None


def _wanted(asked: Command, scene: Scene) -> tuple[Port, ...]:
    if asked.verb not in ("start", "restart"):
        return published(asked.options.get("--publish", ()))
    bindings = [
        f"{binding.get('HostPort', '')}:{inside}"
        for name in asked.arguments
        if (found := scene.container(name))
        for inside, bound in (found["HostConfig"].get("PortBindings") or {}).items()
        for binding in bound or ()
    ]
    return published(bindings)


def _holder(port: Port, scene: Scene) -> Container | None:
    """Return the container through which a port is open now."""
    for found in scene.state.containers:
        if any(host == port.number and inside.endswith(f"/{port.protocol}") for inside, host in found.ports.items()):
            return found
    return None


def _left(ran: FinishedCommand, asked: Command, scene: Scene) -> Container | None:
    """Return the container that could not be started: by its name, or the newest made while the command ran."""
    endpoint = _ENDPOINT.search(ran.words)
    name = asked.option("--name") or (endpoint[1] if endpoint else "")
    waiting = [found for found in scene.state.containers if found.status == "created"]
    named = next((found for found in waiting if found.name == name), None)
    fresh = [found for found in waiting if ran.began and found.created >= ran.began // NANO]
    newest = max(fresh, key=lambda found: found.created, default=None) if asked.verb in ("run", "compose up") else None
    return named or newest


def leftover(found: Clash, asked: Command) -> str:
    """Say what the failed start left behind, and what that leads to; empty where nothing stands there."""
    if found.left is None:
        return ""
    if asked.verb in ("start", "restart"):
        return say(" `{name}`{은} 지워지지 않았고, 시작되지 않은 채로 있어요.", name=found.left.name)
    left = say(" 게다가 컨테이너 `{name}`{은} 시작되지 않은 채(`Created`) 이미 남아 있어요.", name=found.left.name)
    if asked.verb and not asked.has("--name"):
        return left
    return f"{left} 포트만 바꿔 같은 `--name`으로 다시 하면 이번에는 이름이 겹쳐서 실패해요."


def tidy(found: Clash, asked: Command) -> tuple[str, ...]:
    """Say what to do about the container that was left behind."""
    if found.left is None or asked.verb in ("start", "restart", "compose up"):
        return ()
    return (say("다시 하기 전에 남은 `{name}`{을} `docker rm`으로 지워요.", name=found.left.name),)


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
