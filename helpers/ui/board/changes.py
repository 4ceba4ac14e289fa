"""Compare two boards: what is new, changed or gone, and how long that counts as the last command's doing.

Two boards in, one marked board out. A kernel keeps the board before in a `Moment`; a terminal's every look is a
program of its own, so that one lies on the disk (`since_last`).
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from helpers.ui.board.model import Board, Change, Group, Item, ItemKind, Place, ordered
from helpers.world import safe_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUIET = 2.0
"""Seconds without a change, after which the next change is another command's."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A board and the one of the last quiet moment; `at` says when the last change was seen, in seconds."""

    base: Board
    now: Board
    at: float

    def then(self, seen: Board, at: float) -> Moment:
        """Return the moment after another look, at `at` seconds."""
        if seen == self.now:
            return self
        base = self.now if at - self.at > QUIET else self.base
        return Moment(base=_within_reach(base, seen), now=seen, at=at)

    def shown(self) -> Board:
        """Return the board with its marks."""
        return marked(self.base, self.now)


def _within_reach(base: Board, seen: Board) -> Board:
    """Take what is seen first of a place that was out of reach as what was there before."""
    first = {place.id: place for place in seen.places}
    return Board(places=tuple(first.get(place.id, place) if place.trouble else place for place in base.places))


def since_last(file: Path, look: Callable[[], Board]) -> Board:
    """Return what `look` sees, marked by the board in `file`, whose place it takes.

    Without marks where there is no such board, or none that can be read, and where none can be kept.
    """
    try:
        with safe_files.locked(file.with_suffix(".lock")):
            now = look()
            before = _read(file) or now
            safe_files.write_json(file, dataclasses.asdict(now))
    except OSError:
        return look()
    return marked(before, now)


def _read(file: Path) -> Board | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Board(places=tuple(map(_read_place, data["places"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read_place(data: dict[str, Any]) -> Place:
    return Place(**data | {"groups": tuple(map(_read_group, data["groups"]))})


def _read_group(data: dict[str, Any]) -> Group:
    return Group(kind=ItemKind(data["kind"]), items=tuple(map(_read_item, data["items"])))


def _read_item(data: dict[str, Any]) -> Item:
    lists = {name: tuple(data[name]) for name in ("facts", "asides", "layers")}
    return Item(**data | lists | {"mark": Change(data["mark"]), "pages": ()})  # those of then are of no use now


def marked(before: Board, after: Board) -> Board:
    """Return `after`, its items marked by what they were `before`; what is gone stands where it was.

    A place that was, or is, out of reach gets no marks: what happened there meanwhile nobody saw.
    """
    earlier = {place.id: place for place in before.places}
    return Board(places=tuple(_marked_place(earlier.get(place.id), place) for place in after.places))


def _marked_place(before: Place | None, after: Place) -> Place:
    if before is None or before.trouble or after.trouble:
        return after
    groups = {group.kind: group for group in before.groups}
    return replace(after, groups=tuple(_marked_group(groups.get(group.kind), group) for group in after.groups))


def _marked_group(before: Group | None, after: Group) -> Group:
    were = {item.key: item for item in before.items} if before else {}
    now = {item.key for item in after.items}
    items = [_marked_item(were.get(item.key), item) for item in after.items]
    gone = [
        replace(item, mark=Change.GONE, note="", asides=(), pages=()) for key, item in were.items() if key not in now
    ]
    return replace(after, items=ordered([*items, *gone])) if gone else replace(after, items=tuple(items))


def _marked_item(before: Item | None, after: Item) -> Item:
    if before is None:
        return replace(after, mark=Change.NEW)
    if (before.name, before.state, before.facts) == (after.name, after.state, after.facts):
        return after
    return replace(after, mark=Change.CHANGED, note=_note(before, after))


def _note(before: Item, after: Item) -> str:
    """Say what changed in a few signs: `실행 중 → 끝남`, `+ web`, `− db`. An image's names come and go one by one."""
    pairs = [(before.state, after.state)]
    were, are = before.facts, after.facts
    if after.kind is ItemKind.IMAGE:
        were, are = (tuple(name for name in names.split(", ")) for names in (before.name, after.name))
    else:
        pairs.insert(0, (before.name, after.name))
    said = [f"{a} → {b}" for a, b in pairs if a != b]
    came = [f"+ {fact}" for fact in are if fact not in were and not fact.startswith("<")]
    went = [f"− {fact}" for fact in were if fact not in are and not fact.startswith("<")]
    return ", ".join(said or (*came, *went))
