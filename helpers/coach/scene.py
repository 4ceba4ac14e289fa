"""Look up what stands around a command that has ended, now and only what a rule asks for."""

from __future__ import annotations

import io
import json
import posixpath
import tarfile
import time
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from helpers.dockerdata.types import Computer
from helpers.dockerdata.units import NANO
from helpers.world import environment, hidden_containers, hub
from helpers.world.errors import EngineGone, EngineRefused
from helpers.world.other_computer import OtherPath

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.coach.model import FinishedCommand
    from helpers.dockerdata.types import DockerState
    from helpers.world.computers import Computers
    from helpers.world.engine import Engine
    from helpers.world.other_computer import Place

RECENT = 3600 * NANO
"""So far back the events are asked for that say when a thing was made or ended."""


@cache
def _computers(*_addresses: str) -> Computers:
    """Return those at the environment's addresses: their connections stay open from one scene to the next."""
    from helpers.world.computers import Computers  # noqa: PLC0415 - as below

    return Computers.here()


class Scene:
    """One computer as it stands now. Nothing is asked twice: the facts of one explanation are of one moment."""

    def __init__(self, computers: Computers, computer: Computer = Computer.MINE, folder: Place = Path()) -> None:
        self.computer = computer
        self.folder = folder
        self._computers = computers

    @classmethod
    def after(cls, ran: FinishedCommand) -> Scene:
        """Return the scene of `ran` on the engine that it was sent to."""
        from helpers.world.engine import Engine  # noqa: PLC0415 - the SDK is slow to import, and kernels import us

        here = _computers(environment.engine_host(), environment.other_host(), environment.docker_host())
        asked = replace(here, mine=Engine(ran.host, Computer.MINE)) if ran.host else here
        return cls(asked, ran.computer, (Path if ran.computer is Computer.MINE else OtherPath)(ran.folder))

    def path(self, written: str) -> Place:
        """Return a path as somebody writes it in the command's folder, on the disk of the command's computer."""
        return self.folder / type(self.folder)(written).expanduser()

    @property
    def engine(self) -> Engine:
        """The engine itself, for what a single rule looks at. Raises `EngineGone` where there is no such computer."""
        return self._computers.on(self.computer)

    @cached_property
    def state(self) -> DockerState:
        """Snapshot and the events of the last hour. Raises `EngineGone` where the engine does not answer."""
        return self.engine.snapshot(self.engine.now() - RECENT)

    def look_again(self) -> None:
        """Ask the engine anew: what it had not noted yet may be known by now."""
        self.__dict__.pop("state", None)

    @cached_property
    def now(self) -> float:
        """Seconds since 1970, for sentences like `3분 전`."""
        return time.time()

    def container(self, name: str) -> dict[str, Any] | None:
        """Return `docker inspect` of a container by name or id; None where there is none."""
        return self._get(f"/containers/{quote(name, safe='')}/json")

    def image(self, name: str) -> dict[str, Any] | None:
        """Return `docker inspect` of an image by name or id; None where there is none."""
        return self._get(f"/images/{name}/json")

    def volume(self, name: str) -> dict[str, Any] | None:
        """Return `docker volume inspect` of a volume; None where there is none."""
        return self._get(f"/volumes/{quote(name, safe='')}") if name else None

    def last_line(self, container: str) -> str:
        """Return what a container wrote last, on either stream; empty where it wrote nothing."""
        written = hidden_containers.logs(self.engine, container).strip().splitlines()
        return written[-1].strip() if written else ""

    def in_container(self, container: str, paths: Iterable[str]) -> tuple[str, ...]:
        """Return those of the paths that stand in a container, running or not."""
        return tuple(path for path in paths if self._stands(container, path))

    def in_image(self, image: str, paths: Iterable[str]) -> tuple[str, ...]:
        """Return those of the paths that stand in an image, seen from a hidden container that is never started."""
        try:
            with hidden_containers.container(self.engine, image, None, entrypoint="none") as made:
                return self.in_container(made, paths)
        except EngineRefused:
            return ()

    def image_file(self, image: str, path: str) -> bytes | None:
        """Return a file's content in an image, links followed; None where it holds no such file."""
        try:
            with hidden_containers.container(self.engine, image, None, entrypoint="none") as made:
                for _ in range(5):  # links to links
                    archive = self.engine.fetch(f"/containers/{made}/archive", path=path)
                    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                        member = tar.getmembers()[0]
                        file = tar.extractfile(member) if member.isfile() else None
                        if not member.issym():
                            return file.read() if file else None
                    path = posixpath.join(posixpath.dirname(path), member.linkname)
        except (EngineRefused, tarfile.TarError):
            pass
        return None

    @cached_property
    def login(self) -> str:
        """The user as whom this computer is logged in to Docker Hub; empty where it is not."""
        return json.loads(hub.login(self.computer).text)["user"] or ""

    @cached_property
    def logins(self) -> tuple[str, ...]:
        """The registries for which this computer keeps a login."""
        return tuple(json.loads(hub.login(self.computer).text)["servers"])

    def _stands(self, container: str, path: str) -> bool:
        try:
            self.engine.fetch(f"/containers/{quote(container, safe='')}/archive", path=path)
        except EngineRefused:
            return False
        return True

    def _get(self, path: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self.engine.get(path)
        except EngineRefused:
            return None
        return found

    def gone(self) -> EngineGone | None:
        """Return why the engine does not answer; None where it does."""
        try:
            self.engine.fetch("/_ping")
        except EngineGone as error:
            return error
        return None
