"""The last picture of the board, kept on the disk: a terminal's every look is a program of its own.

Knows the file, and that two terminals look one after the other; what changed is `change`'s part.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from helpers.lesson.practice import locked, written
from helpers.ui.board.change import marked
from helpers.ui.board.model import Board, Group, Item, Kind, Mark, Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
        return Board(places=tuple(map(_place, data["places"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(data: dict[str, Any]) -> Place:
    return Place(**data | {"groups": tuple(map(_group, data["groups"]))})


def _group(data: dict[str, Any]) -> Group:
    return Group(kind=Kind(data["kind"]), items=tuple(map(_item, data["items"])))


def _item(data: dict[str, Any]) -> Item:
    lists = {name: tuple(data[name]) for name in ("facts", "asides", "layers")}
    return Item(**data | lists | {"mark": Mark(data["mark"])})
