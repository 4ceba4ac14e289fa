"""Model a board, frozen: places, groups of one kind, items; and their order, what is folded, their JSON.

Knows how an item is named by a key that stays from one look to the next; not where any of it comes from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.ui.published import Page


class ItemKind(StrEnum):
    """What an item is; the value stands in its key."""

    CONTAINER = "container"
    IMAGE = "image"
    NETWORK = "network"
    VOLUME = "volume"
    TAG = "tag"
    FILE = "file"


TITLES = {
    ItemKind.CONTAINER: "컨테이너",
    ItemKind.IMAGE: "이미지",
    ItemKind.NETWORK: "네트워크",
    ItemKind.VOLUME: "볼륨",
    ItemKind.TAG: "올라간 이미지",
    ItemKind.FILE: "파일",
}
"""What a group of each kind is called."""


class Change(StrEnum):
    """What the last command did to an item."""

    NONE = ""
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing on the board.

    `key` is place, kind and id (`mine/container/3f…`). `state` is a word and `tone` its colour (on, wait, off, bad).
    `facts` are compared from one look to the next, `asides` only follow from what stands around it. `layers` has one
    entry for each layer of an image, lowest first: whether another image has it, too. `usual` is what every Docker
    has from the start. `note` says what changed. `pages` are what a browser can look at of a container.
    """

    key: str
    name: str
    state: str = ""
    tone: str = ""
    facts: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    layers: tuple[bool, ...] = ()
    usual: bool = False
    mark: Change = Change.NONE
    note: str = ""
    pages: tuple[Page, ...] = ()

    @property
    def place(self) -> str:
        """Return the id of the place where it stands."""
        return self.key.split("/", 2)[0]

    @property
    def kind(self) -> ItemKind:
        """Return what it is."""
        return ItemKind(self.key.split("/", 2)[1])

    @property
    def id(self) -> str:
        """Return its id there."""
        return self.key.split("/", 2)[2]


@dataclass(frozen=True, kw_only=True)
class Group:
    """All items of one kind in one place, in their order."""

    kind: ItemKind
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """A computer, the Hub or the USB drive. `trouble` says why nothing is known of it, where that is so."""

    id: str
    title: str
    groups: tuple[Group, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Board:
    """All places that there are, in the order in which they are read."""

    places: tuple[Place, ...] = ()

    def items(self) -> tuple[Item, ...]:
        """Return all items of all places."""
        return tuple(item for place in self.places for group in place.groups for item in group.items)


def ordered(items: list[Item]) -> tuple[Item, ...]:
    """Return items in the order of a group: the usual ones last, the nameless after the named, else by name."""
    return tuple(sorted(items, key=lambda item: (item.usual, item.name.startswith("<"), item.name, item.key)))


FEW = 12
"""So many items of a group are shown at once; of more, those that matter most now."""


def front(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return what is shown of a group before it is unfolded; of many, what changed and what runs comes first.

    What every Docker has from the start is shown only where it changed.
    """
    own = [item for item in items if item.mark or not item.usual]
    if len(own) <= FEW:
        return tuple(own)
    return tuple(sorted(own, key=lambda item: (not item.mark, item.tone != "on"))[:FEW])


def counts(items: tuple[Item, ...]) -> str:
    """Count items, and those in each state: `3개 (실행 중 1, 끝남 2)`; empty where there are none."""
    here = [item for item in items if item.mark is not Change.GONE and not item.usual]
    states = Counter(item.state.partition("(")[0] for item in here if item.state)
    said = ", ".join(f"{state} {count}" for state, count in states.items())
    return (f"{len(here)}개" + (f" ({said})" if said else "")) if here else ""


def as_json(place: Place) -> dict[str, Any]:
    """Return a place as the browser gets it; what is empty is left out of an item."""
    return {"title": place.title, "trouble": place.trouble, "groups": [_group_json(group) for group in place.groups]}


def _group_json(group: Group) -> dict[str, Any]:
    first = front(group.items)
    rest = [item for item in group.items if item not in first]
    items = [*(_item_json(item) | {"first": True} for item in first), *map(_item_json, rest)]
    return {"kind": group.kind.value, "title": TITLES[group.kind], "count": counts(group.items), "items": items}


def _item_json(item: Item) -> dict[str, Any]:
    found = {name: value for name, value in vars(item).items() if value}
    return found | ({"pages": [page.link() for page in item.pages]} if item.pages else {})
