"""Link to the pages that containers serve: which published ports a browser can look at, and where on the server.

Knows the paths below the Jupyter server's address (`proxy/8080/`, and `proxy/other:8080/` for the other computer), and
nothing of how they are served (`ui.server.previews`). Whether a page comes is not tried: the look would stand in the
container's log.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from helpers.dockerdata.api import HIDDEN
from helpers.dockerdata.types import Computer
from helpers.world.environment import server_base
from helpers.world.errors import EngineRefused, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.dockerdata.types import Container, DockerState
    from helpers.world.computers import Computers

LABEL = "브라우저로 보기"
OTHER = "other:"
"""What stands before the port in the path of a page of the other computer."""
PATIENCE = 2.0
"""Seconds that an engine has to answer."""
_NO_PAGES = frozenset({20, 21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 993, 995, 1433, 1521, 1883, 2049, 3306, 5432})
_NO_PAGES |= {5672, 6379, 9092, 11211, 27017}
"""Ports of containers whose usual programs (SSH, mail, databases, queues) speak another language than browsers."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A published port of a running container that may well serve a page."""

    computer: Computer
    port: int
    container: str

    @property
    def path(self) -> str:
        """Return where it is, below the Jupyter server's address."""
        return f"proxy/{OTHER if self.computer is Computer.OTHER else ''}{self.port}/"

    @property
    def href(self) -> str:
        """Return it as a link on the server's own pages."""
        return f"{server_base()}{self.path}"

    def link(self) -> dict[str, str]:
        """Return it as the course's widgets get it: where it leads, and what it says to eyes and to ears."""
        return {"href": self.href, "text": f"{self.container} {self.port}", "said": self.said}

    @property
    def said(self) -> str:
        """Say what one opens, whole: to those who hear links one by one."""
        return f"{LABEL}: {self.container} 컨테이너, {self.place}, 새 탭"

    @property
    def place(self) -> str:
        """Say whose door it is: `내 컴퓨터의 8080번 포트`."""
        return f"{self.computer}의 {self.port}번 포트"


def meant(place: str) -> tuple[Computer, int]:
    """Return the computer and the port of `8080` or `other:8080`."""
    computer = Computer.OTHER if place.startswith(OTHER) else Computer.MINE
    return computer, int(place.removeprefix(OTHER))


def pages_of(container: Container, computer: Computer) -> tuple[Page, ...]:
    """Return the pages of one container, by their ports; none where it does not run."""
    if not container.running:
        return ()
    inside = ((*name.partition("/"), outside) for name, outside in container.ports.items())
    ports = {outside for port, _, kind, outside in inside if outside and kind == "tcp" and int(port) not in _NO_PAGES}
    return tuple(Page(computer=computer, port=port, container=container.name) for port in sorted(ports))


def pages(states: Iterable[DockerState]) -> tuple[Page, ...]:
    """Return the pages of all containers of these computers."""
    return tuple(page for state in states for found in state.containers for page in pages_of(found, state.computer))


@cache
def computers() -> Computers:
    """Return this process's connections for these looks: an engine that says nothing is not waited for."""
    from helpers.world.computers import Computers  # with Docker's SDK, which the Jupyter server need not wait for

    return Computers.here(timeout=PATIENCE)


def is_published(computer: Computer, port: int) -> bool:
    """Ask the computer's engine whether a running container of the learner's has that TCP port; False without one."""
    try:
        listed = computers().on(computer).get("/containers/json")
    except (Trouble, EngineRefused):
        return False
    return any(
        entry.get("PublicPort") == port and entry.get("Type") == "tcp"
        for found in listed
        if HIDDEN not in (found.get("Labels") or {})
        for entry in found.get("Ports") or ()
    )
