"""Looking at everything that a board shows: both engines, the Hub, the USB drive.

Knows whom to ask and what it means when nobody answers; each part can be looked at by itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from helpers.dockerdata.types import DockerState
from helpers.ui.board.seen import File, Hub, Seen, Side, Usb
from helpers.world import environment, hub
from helpers.world.errors import Refused, Trouble, fault, hub_silent

if TYPE_CHECKING:
    from helpers.dockerdata.types import Computer
    from helpers.ui.board.shared import Chain
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
