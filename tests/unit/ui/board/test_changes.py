"""The board's last picture on the disk: every look of a terminal is compared with the one before, whoever took it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from helpers.ui.board.changes import since_last
from helpers.ui.board.model import Change
from helpers.ui.board.places import UsbFile, board
from tests.support.boards import DB, IMAGES, WEB, item, seen

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.ui.board.model import Board

BEFORE = board(seen(WEB, *IMAGES, files=(UsbFile(name="a.tar", size=1),)))
AFTER = board(seen(DB, *IMAGES, files=(UsbFile(name="a.tar", size=1),)))


def marks(found: Board) -> dict[str, Change]:
    """What is marked, by name."""
    return {item.name: item.mark for item in found.items() if item.mark}


def test_a_look_is_compared_with_the_one_before(tmp_path: Path) -> None:
    """The first has nothing to be compared with; all that a board holds comes back from the disk as it was."""
    file = tmp_path / "lab" / "board.json"
    assert since_last(file, lambda: BEFORE) == BEFORE
    assert since_last(file, lambda: BEFORE) == BEFORE
    after = since_last(file, lambda: AFTER)
    assert {"db": Change.NEW, "web": Change.GONE}.items() <= marks(after).items()
    assert item(after, "web").facts == item(BEFORE, "web").facts
    assert not marks(since_last(file, lambda: AFTER))


@pytest.mark.parametrize("words", ["", "{", "[]", '{"places": [{"id": "mine"}]}', '{"places": [3]}', "\xff"])
def test_a_picture_that_cannot_be_read_is_none(tmp_path: Path, words: str) -> None:
    """A damaged file, or another course's: the look goes without marks, and the next has them again."""
    file = tmp_path / "board.json"
    file.write_text(words, encoding="latin-1")
    assert since_last(file, lambda: BEFORE) == BEFORE
    assert marks(since_last(file, lambda: AFTER))


def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    """The board is shown all the same."""
    (tmp_path / "file").touch()
    assert since_last(tmp_path / "file" / "board.json", lambda: AFTER) == AFTER


def test_two_terminals_look_one_after_the_other(tmp_path: Path) -> None:
    """Of many looks at once each is compared with the one before it: what came is told once."""
    file = tmp_path / "board.json"
    since_last(file, lambda: BEFORE)
    told: list[Board] = []
    looks = [threading.Thread(target=lambda: told.append(since_last(file, lambda: AFTER))) for _ in range(8)]
    for look in looks:
        look.start()
    for look in looks:
        look.join()
    assert sorted(bool(marks(found)) for found in told) == [False] * 7 + [True]
