"""From all that was seen to the board: the computers beside the Hub and the USB drive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.units import size
from helpers.ui.board import computer
from helpers.ui.board.model import Board, Group, Item, Kind, Place, ordered

if TYPE_CHECKING:
    from helpers.ui.board.looking import Hub, Seen, Usb

HUB, USB = "hub", "usb"
"""The ids of the two places that are no computers."""


def board(seen: Seen) -> Board:
    """The board of what was seen, nothing marked."""
    places = [computer.place(side) for side in seen.sides]
    if seen.hub is not None:
        places.append(_hub(seen.hub))
    if seen.usb is not None:
        places.append(_usb(seen.usb))
    return Board(places=tuple(places))


def _hub(hub: Hub) -> Place:
    if hub.trouble:
        return Place(id=HUB, title="Docker Hub", trouble=hub.trouble)
    items = [Item(key=f"{HUB}/{Kind.TAG.value}/{name}", name=name) for name in hub.names]
    return Place(id=HUB, title="Docker Hub", groups=(Group(kind=Kind.TAG, items=ordered(items)),))


def _usb(usb: Usb) -> Place:
    if usb.trouble:
        return Place(id=USB, title="USB 드라이브", trouble=usb.trouble)
    items = [
        Item(
            key=f"{USB}/{Kind.FILE.value}/{file.name}",
            name=file.name,
            facts=("폴더" if file.size is None else size(file.size),),
        )
        for file in usb.files
    ]
    return Place(id=USB, title="USB 드라이브", groups=(Group(kind=Kind.FILE, items=ordered(items)),))
