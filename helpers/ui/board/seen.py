"""What was seen, frozen: one `Side` for each computer, the Hub's names, the USB drive's files.

Knows the shape of what a board is made from; not how it is looked at (`looking`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.ui.board.shared import Chain

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
