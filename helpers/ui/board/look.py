"""Looking at everything that a board shows: both engines, the Hub, the USB drive.

Knows whom to ask and what it means when nobody answers; each part can be looked at by itself.

What was seen, frozen: one `Side` for each computer, the Hub's names, the USB drive's files.

Knows the shape of what a board is made from; not how it is looked at (`looking`).

Which layers images share: layers are shared from below, as long as their digests are the same.

Knows digests and counts; not where they come from.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState
from helpers.world import environment, hub
from helpers.world.errors import Refused, Trouble, fault, hub_silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.dockerdata.types import Image
    from helpers.world.computers import Computers
    from helpers.world.engine import Engine


USB = "/media/usb"
_GONE = 404


class Looker:
    """Looks; it remembers the layers of every image that it met, for they never change."""

    def __init__(self, computers: Computers) -> None:
        self.computers = computers
        self._chains: dict[Computer, dict[str, Chain]] = {computer: {} for computer in computers.engines}

    def everything(self) -> Seen:
        """All parts, one after the other."""
        sides = tuple(self.side(computer) for computer in self.computers.engines)
        return Seen(sides=sides, hub=self.hub(), usb=self.usb())

    def side(self, computer: Computer) -> Side:
        """One computer: five calls, and one for each image that was never met before."""
        engine = self.computers.on(computer)
        try:
            state = engine.snapshot()
            met = self._chains[computer]
            for image in state.images:
                if image.id not in met:
                    met[image.id] = _chain(engine, image.id)
        except (Trouble, Refused) as error:
            words = str(error) if isinstance(error, Trouble) else fault(error)
            return Side(state=DockerState(computer=computer), trouble=words)
        return Side(state=state, chains={image.id: met[image.id] for image in state.images})

    def hub(self) -> Hub | None:
        """The Hub; None where the learner has no account, as outside the lab."""
        if not environment.hub_account():
            return None
        try:
            return Hub(names=hub.pushed())
        except (Trouble, ValueError, KeyError) as error:
            return Hub(trouble=str(error) if isinstance(error, Trouble) else str(hub_silent()))

    def usb(self) -> Usb | None:
        """The USB drive; None where there is none."""
        folder = environment.usb()
        if not folder.is_dir():
            return None
        try:
            with os.scandir(folder) as entries:
                files = [File(name=e.name, size=None if e.is_dir() else e.stat().st_size) for e in entries]
        except OSError as error:
            return Usb(folder=str(folder), trouble=f"USB 드라이브를 읽을 수 없습니다. {error.strerror}.")
        return Usb(folder=str(folder), files=tuple(sorted(files, key=lambda file: file.name)))


def _chain(engine: Engine, id: str) -> Chain:
    """An image's layers; empty where it went between the two questions."""
    try:
        found = engine.get(f"/images/{id}/json")
    except Refused as refusal:
        if refusal.status != _GONE:
            raise
        return ()
    return tuple((found.get("RootFS") or {}).get("Layers") or ())


PLACES = {Computer.MINE: "mine", Computer.OTHER: "other"}
"""The id of each computer's place on the board."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One computer: its snapshot and the layers of its images by id, or the trouble with it."""

    state: DockerState
    chains: Mapping[str, Chain] = field(default_factory=dict)
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Hub:
    """What stands on the Hub under the learner's account (`account/app:1.0`), or the trouble with it."""

    names: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file or folder on the USB drive; `size` is in bytes, None for a folder."""

    name: str
    size: int | None


@dataclass(frozen=True, kw_only=True)
class Usb:
    """The USB drive, as it is seen at `folder`."""

    folder: str
    files: tuple[File, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """All that was seen; what is None is not there at all, as outside the lab."""

    sides: tuple[Side, ...] = ()
    hub: Hub | None = None
    usb: Usb | None = None

    def side(self, place: str) -> Side | None:
        """The computer of a place's id."""
        return next((side for side in self.sides if PLACES[side.state.computer] == place), None)


Chain = tuple[str, ...]
"""An image's layers (diff ids), lowest first."""


@dataclass(frozen=True, kw_only=True)
class Kinship:
    """How many of an image's layers are shared, of how many, and with which named images (the smallest first)."""

    shared: int
    of: int
    names: tuple[str, ...] = ()


def kinship(images: Iterable[Image], chains: Mapping[str, Chain]) -> dict[str, Kinship]:
    """For each image whose chain is known, by its id."""
    known = {image.id: image for image in images if chains.get(image.id)}
    having: dict[tuple[int, str], list[str]] = defaultdict(list)
    nodes: dict[tuple[int, str], int] = {}
    paths: dict[str, list[tuple[int, str]]] = {}
    for id in known:
        at, path = 0, []
        for digest in chains[id]:
            step = (at, digest)
            having[step].append(id)
            path.append(step)
            at = nodes.setdefault(step, len(nodes) + 1)
        paths[id] = path
    return {id: _of(id, path, having, known, chains) for id, path in paths.items()}


def _of(
    id: str,
    path: list[tuple[int, str]],
    having: Mapping[tuple[int, str], list[str]],
    known: Mapping[str, Image],
    chains: Mapping[str, Chain],
) -> Kinship:
    shared = sum(len(having[step]) > 1 for step in path)
    if not shared:
        return Kinship(shared=0, of=len(path))
    others = [known[other] for other in having[path[shared - 1]] if other != id]
    named = sorted((len(chains[image.id]), image.tags[0]) for image in others if image.tags)
    return Kinship(shared=shared, of=len(path), names=tuple(name for _, name in named))
