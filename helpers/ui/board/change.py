"""What one look shows that another did not: new, changed, gone; and how long that counts as the last command's doing.

Pure: two boards in, one marked board out.

The last picture of the board, kept on the disk: a terminal's every look is a program of its own.

Knows the file, and that two terminals look one after the other; what changed is `change`'s part.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from helpers.lesson.practice import locked, written
from helpers.text.josa import josa, say
from helpers.ui.board.model import TITLES, WORDS, Board, Group, Item, Kind, Mark, Place, ordered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


QUIET = 2.0
"""Seconds without a change, after which the next change is another command's."""
_NAMED = 3
"""So many changes are told by name; more are counted."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A board and the one of the last quiet moment; `at` says when the last change was seen, in seconds."""

    base: Board
    now: Board
    at: float

    def then(self, seen: Board, at: float) -> Moment:
        """The moment after another look, at `at` seconds."""
        if seen == self.now:
            return self
        base = self.now if at - self.at > QUIET else self.base
        return Moment(base=_within_reach(base, seen), now=seen, at=at)

    def shown(self) -> Board:
        """The board with its marks."""
        return marked(self.base, self.now)


def _within_reach(base: Board, seen: Board) -> Board:
    """A place that was out of reach begins with what is seen there first."""
    first = {place.id: place for place in seen.places}
    return Board(places=tuple(first.get(place.id, place) if place.trouble else place for place in base.places))


def marked(before: Board, after: Board) -> Board:
    """`after`, its items marked by what they were `before`; what is gone stands where it was.

    A place that was, or is, out of reach gets no marks: what happened there meanwhile nobody saw.
    """
    earlier = {place.id: place for place in before.places}
    return Board(places=tuple(_place(earlier.get(place.id), place) for place in after.places))


def _place(before: Place | None, after: Place) -> Place:
    if before is None or before.trouble or after.trouble:
        return after
    groups = {group.kind: group for group in before.groups}
    return replace(after, groups=tuple(_group(groups.get(group.kind), group) for group in after.groups))


def _group(before: Group | None, after: Group) -> Group:
    were = {item.key: item for item in before.items} if before else {}
    now = {item.key for item in after.items}
    items = [_item(were.get(item.key), item) for item in after.items]
    gone = [replace(item, mark=Mark.GONE, note="", asides=()) for key, item in were.items() if key not in now]
    return replace(after, items=ordered([*items, *gone])) if gone else replace(after, items=tuple(items))


def _item(before: Item | None, after: Item) -> Item:
    if before is None:
        return replace(after, mark=Mark.NEW)
    if (before.name, before.state, before.facts) == (after.name, after.state, after.facts):
        return after
    return replace(after, mark=Mark.CHANGED, note=_note(before, after))


def _note(before: Item, after: Item) -> str:
    """What changed, in a few signs: `실행 중 → 끝남`, `+ web`, `− db`. An image's names come and go one by one."""
    pairs = [(before.state, after.state)]
    were, are = before.facts, after.facts
    if after.kind is Kind.IMAGE:
        were, are = (tuple(name for name in names.split(", ")) for names in (before.name, after.name))
    else:
        pairs.insert(0, (before.name, after.name))
    said = [f"{a} → {b}" for a, b in pairs if a != b]
    came = [f"+ {fact}" for fact in are if fact not in were and not fact.startswith("<")]
    went = [f"− {fact}" for fact in were if fact not in are and not fact.startswith("<")]
    return ", ".join(said or (*came, *went))


def summary(board: Board) -> str:
    """What the last command changed, in a sentence; empty where it changed nothing."""
    changed = [(place, item) for place in board.places for group in place.groups for item in group.items if item.mark]
    if not changed:
        return ""
    if len(changed) <= _NAMED:
        said = [(place.title, _said(item)) for place, item in changed]
    else:
        counted = Counter((place.title, TITLES[item.kind], item.mark) for place, item in changed)
        said = [
            (where, f"{josa(f'{what} {count}개', '가')} {_VERBS[mark]}.")
            for (where, what, mark), count in counted.items()
        ]
    told: dict[str, list[str]] = {}
    for where, what in said:
        told.setdefault(where, []).append(what)
    return " ".join(f"{where}: {' '.join(sentences)}" for where, sentences in told.items())


_VERBS = {Mark.NEW: "새로 생겼어요", Mark.CHANGED: "바뀌었어요", Mark.GONE: "없어졌어요"}


def _said(item: Item) -> str:
    note = f"({item.note})" if item.note else ""
    return (
        say("{what} {name}{이} {verb}", what=TITLES[item.kind], name=item.name.split(", ")[0], verb=_VERBS[item.mark])
        + f"{note}."
    )


def word(item: Item) -> str:
    """An item's mark as it is read, with what changed."""
    return f"{WORDS[item.mark]}: {item.note}" if item.note else WORDS.get(item.mark, "")


def since_last(file: Path, look: Callable[[], Board]) -> Board:
    """What `look` sees, marked by the picture in `file`, whose place it takes.

    Without marks where there is no picture, or none that can be read, and where none can be kept.
    """
    try:
        with locked(file.with_suffix(".lock")):
            now = look()
            before = _read(file) or now
            written(file, dataclasses.asdict(now))
    except OSError:
        return look()
    return marked(before, now)


def _read(file: Path) -> Board | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Board(places=tuple(map(_kept_place, data["places"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _kept_place(data: dict[str, Any]) -> Place:
    return Place(**data | {"groups": tuple(map(_kept_group, data["groups"]))})


def _kept_group(data: dict[str, Any]) -> Group:
    return Group(kind=Kind(data["kind"]), items=tuple(map(_kept_item, data["items"])))


def _kept_item(data: dict[str, Any]) -> Item:
    lists = {name: tuple(data[name]) for name in ("facts", "asides", "layers")}
    return Item(**data | lists | {"mark": Mark(data["mark"])})
