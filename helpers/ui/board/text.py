"""The board as plain text, for terminals and compared outputs: the same content, folded where there is much of it.

Ids and sizes stand as Docker writes them, so that `masks` knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.ui.board.change import word
from helpers.ui.board.model import TITLES, Kind, counts, front

if TYPE_CHECKING:
    from helpers.ui.board.model import Board, Group, Item, Place

_COMMANDS = {
    Kind.CONTAINER: "docker ps -a",
    Kind.IMAGE: "docker images",
    Kind.NETWORK: "docker network ls",
    Kind.VOLUME: "docker volume ls",
    Kind.FILE: "ls /media/usb",
}


def text(board: Board) -> str:
    """All places, one below the other."""
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
    mark = f" [{word(item)}]" if item.mark else ""
    return item.name + (f" · {' · '.join(parts)}" if parts else "") + mark


def _more(kind: Kind, place: Place) -> str:
    command = _COMMANDS.get(kind)
    if not command:
        return ""
    return f" (ssh other {command})" if place.id == "other" else f" ({command})"
