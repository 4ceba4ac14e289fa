"""Look at everything that a board shows: both engines, the Hub, the USB drive.

Knows whom to ask and what it means when nobody answers. What was seen is frozen; `places` makes a board of it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState
from helpers.world import environment, hub
from helpers.world.errors import EngineRefused, Trouble, fault, hub_silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.dockerdata.types import Image
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
