"""The board (상태판): what stands on both computers, the Hub and the USB drive, and what the last command changed.

`places` asks the engines, the Hub and the drive, and makes a board (`model`) of what it saw; `changes` marks it, `text`
puts it into words. It moves in JupyterLab, and is plain text everywhere else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from helpers.ui import widgets
from helpers.ui.board import changes, places, text
from helpers.ui.display import Shown, show
from helpers.world.computers import Computers
from helpers.world.engine_events import Watch
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from helpers.ui.board.model import Board


def board() -> None:
    """두 컴퓨터와 Docker Hub와 USB 드라이브에 지금 무엇이 있는지 보여 줍니다."""
    show(_board_widget() if widgets.wanted() else Shown(_text_board().text()))


@cache
def _board_widget() -> Any:
    """Return the one moving board of this kernel."""
    from helpers.ui.widgets.board import BoardWidget

    computers = Computers.here()
    return BoardWidget(places.Looker(computers), Watch(computers))


@cache
def _text_board() -> TextBoard:
    return TextBoard()


class TextBoard:
    """The board of one kernel as text: each time with what changed since the time before."""

    def __init__(self) -> None:
        self._looker = places.Looker(Computers.here())
        self._last: Board | None = None

    def text(self) -> str:
        """Look, and return the board."""
        now = places.board(self._looker.everything())
        before, self._last = self._last or now, now
        return text.text(changes.marked(before, now))


def board_text(address: str = "") -> str:
    """Return the board as a terminal shows it: with what changed since a terminal's last look.

    `address` is JupyterLab's in the browser, for the pages of containers; empty where nobody could open them.
    """
    looker = places.Looker(Computers.here())
    seen = changes.since_last(state_folder() / "board.json", lambda: places.board(looker.everything()))
    return text.text(seen, address)
