"""Show what stands on both computers (`board`) and what an image is made of (`layers`).

Knows which of it moves (in JupyterLab) and which is plain text (everywhere else).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from helpers.text.message import Note, boxed
from helpers.ui import widgets
from helpers.ui.board import changes, places
from helpers.ui.board.changes import marked
from helpers.ui.board.look import Looker
from helpers.ui.board.text import text
from helpers.ui.display import Shown, show
from helpers.ui.layers import render
from helpers.ui.layers.lookup import Library
from helpers.world.computers import Computers
from helpers.world.engine_events import Watch
from helpers.world.environment import state_folder
from helpers.world.errors import Trouble

if TYPE_CHECKING:
    from helpers.ui.board.model import Board
    from helpers.world.engine import Engine


HINT = (
    "이름을 새 이미지에 넘겨준 앞의 이미지가 남아 있어요. "
    '`layers("{name}", "<none>")`이라고 하면 둘을 견주어 볼 수 있어요.'
)


def board() -> None:
    """두 컴퓨터와 Docker Hub와 USB 드라이브에 지금 무엇이 있는지 보여 줍니다."""
    show(_board_widget() if widgets.wanted() else Shown(_text_board().text()))


@cache
def _board_widget() -> Any:
    """Return the one moving board of this kernel."""
    from helpers.ui.widgets.board import BoardWidget

    computers = Computers.here()
    return BoardWidget(Looker(computers), Watch(computers))


@cache
def _text_board() -> TextBoard:
    return TextBoard()


class TextBoard:
    """The board of one kernel as text: each time with what changed since the time before."""

    def __init__(self) -> None:
        self._looker = Looker(Computers.here())
        self._last: Board | None = None

    def text(self) -> str:
        """Look, and return the board."""
        now = places.board(self._looker.everything())
        before, self._last = self._last or now, now
        return text(marked(before, now))


def board_text() -> str:
    """Return the board as a terminal shows it: with what changed since a terminal's last look."""
    looker = Looker(Computers.here())
    return text(changes.since_last(state_folder() / "board.json", lambda: places.board(looker.everything())))


def layers(image: object, other: object = None) -> None:
    """이미지가 어떤 레이어로 쌓였는지 보여 줍니다. 이미지를 둘 주면 함께 쓰는 레이어를 알려 줍니다."""
    try:
        plain, rich = draw_layers(Computers.here().mine, str(image), None if other is None else str(other))
    except Trouble as trouble:
        plain, rich = str(trouble), boxed(Note(kind="refused", text=str(trouble)))
    show(Shown(plain, rich))


def layers_text(image: str, other: str | None) -> str:
    """Return the layers as a terminal shows them. Raises `Trouble`."""
    return draw_layers(Computers.here().mine, image, other)[0]


def draw_layers(engine: Engine, image: str, other: str | None) -> tuple[str, str]:
    """Return one image's layers, or two images' beside each other, as text and as HTML. Raises `Trouble`."""
    library = Library(engine)
    if other is not None:
        pair = library.two(image, other)
        return render.text(*pair), render.as_html(*pair)
    one = library.one(image)
    hint = HINT.format(name=image) if library.forgotten(one) else ""
    return render.text(one) + (f"\n\n{hint}" if hint else ""), render.as_html(one, hint=hint)
