"""Say a board in words: all of it as plain text, and what the last command changed in a sentence.

The text stands in terminals and in compared outputs: the same content as in the browser, folded where there is much of
it. Ids and sizes are written as Docker writes them, so that the masks of compared outputs know them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from helpers.text.josa import josa, say
from helpers.ui.board.model import TITLES, Change, ItemKind, counts, front

if TYPE_CHECKING:
    from helpers.ui.board.model import Board, Group, Item, Place

_WORDS = {Change.NEW: "새로 생김", Change.CHANGED: "바뀜", Change.GONE: "없어짐"}
_VERBS = {Change.NEW: "새로 생겼어요", Change.CHANGED: "바뀌었어요", Change.GONE: "없어졌어요"}
_LISTED_BY = {
    ItemKind.CONTAINER: "docker ps -a",
    ItemKind.IMAGE: "docker images",
    ItemKind.NETWORK: "docker network ls",
    ItemKind.VOLUME: "docker volume ls",
    ItemKind.FILE: "ls /media/usb",
}
_NAMED = 3
"""So many changes are told by name; more are counted."""


def text(board: Board) -> str:
    """Return all places, one below the other."""
    return "\n\n".join("\n".join(_place(place)) for place in board.places)


def _place(place: Place) -> list[str]:
    if place.trouble:
        return [f"[{place.title}]", f"  {place.trouble}"]
    lines = [f"[{place.title}]"]
    for group in place.groups:
        lines += _group(group, place)
    return lines


def _group(group: Group, place: Place) -> list[str]:
    usual = ", ".join(item.name for item in group.items if item.usual and not item.mark)
    own, shown = [item for item in group.items if item.mark or not item.usual], front(group.items)
    head = f"  {TITLES[group.kind]}: {counts(group.items) or '없음'}"
    if usual:
        head += f" (처음부터 있는 {usual} 말고)" if own else f" (처음부터 있는 {usual}뿐)"
    lines = [head, *(f"    {_item(item)}" for item in shown)]
    if len(shown) < len(own):
        lines.append(f"    … 그 밖에 {len(own) - len(shown)}개{_more(group.kind, place)}")
    return lines


def _item(item: Item) -> str:
    parts = [part for part in (item.state, *item.facts, *item.asides) if part]
    mark = f" [{marked_as(item)}]" if item.mark else ""
    return item.name + (f" · {' · '.join(parts)}" if parts else "") + mark


def marked_as(item: Item) -> str:
    """Return an item's mark as it is read, with what changed: `바뀜: 실행 중 → 끝남`."""
    return f"{_WORDS[item.mark]}: {item.note}" if item.note else _WORDS.get(item.mark, "")


def _more(kind: ItemKind, place: Place) -> str:
    """Name the command that lists what is left out."""
    command = _LISTED_BY.get(kind)
    if not command:
        return ""
    return f" (ssh other {command})" if place.id == "other" else f" ({command})"


def summary(board: Board) -> str:
    """Say what the last command changed; nothing where it changed nothing."""
    changed = [(place, item) for place in board.places for group in place.groups for item in group.items if item.mark]
    if len(changed) <= _NAMED:
        said = [(place.title, _named(item)) for place, item in changed]
    else:
        counted = Counter((place.title, TITLES[item.kind], item.mark) for place, item in changed)
        said = [
            (where, f"{josa(f'{what} {count}개', '가')} {_VERBS[mark]}.")
            for (where, what, mark), count in counted.items()
        ]
    by_place: dict[str, list[str]] = {}
    for where, what in said:
        by_place.setdefault(where, []).append(what)
    return " ".join(f"{where}: {' '.join(sentences)}" for where, sentences in by_place.items())


def _named(item: Item) -> str:
    name, note = item.name.split(", ")[0], f"({item.note})" if item.note else ""
    return say("{what} {name}{이} {verb}", what=TITLES[item.kind], name=name, verb=_VERBS[item.mark]) + f"{note}."
