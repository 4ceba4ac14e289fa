"""The board in JupyterLab: one for each kernel, however often it is shown.

Knows which parts changed and sends those alone, and answers a click with the thing's story; what a board shows is
`panorama`'s.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from helpers.ui.board.change import summary
from helpers.ui.board.live import Live
from helpers.ui.board.model import as_json
from helpers.ui.board.text import text
from helpers.ui.widgets import source

if TYPE_CHECKING:
    from helpers.ui.board.looking import Looker
    from helpers.ui.board.model import Board
    from helpers.world.engine_events import Watch


class BoardWidget(anywidget.AnyWidget):  # type: ignore[misc] # anywidget's own
    """Each place is a trait, so that only what changed is sent. `said` is what the last command changed, in a sentence.

    The browser sends {"ask": "hello" | "refresh" | "story", "view", "key"} and is answered with {"view", "story"}.
    """

    _esm = source("words.js", "board_group.js", "board.js")
    _css = source("board.css")
    mine = traitlets.Dict().tag(sync=True)
    other = traitlets.Dict().tag(sync=True)
    hub = traitlets.Dict().tag(sync=True)
    usb = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, looker: Looker, watch: Watch) -> None:
        super().__init__()
        self._one = threading.Lock()
        self.live = Live(looker, watch, self.show)
        self.show(self.live.board)
        self.on_msg(self._asked)

    def show(self, board: Board) -> None:
        """Send what is not as it was. May be called in any thread."""
        with self._one, self.hold_sync():
            for place in board.places:
                self.set_trait(place.id, as_json(place))
            self.said = summary(board)

    def _asked(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        answer: dict[str, Any] = {"view": content.get("view")}
        if content.get("ask") == "refresh":
            self.live.refresh()
        elif content.get("ask") == "story":
            story = self.live.story(str(content.get("key")))
            answer["story"] = dataclasses.asdict(story) if story else None
            answer["key"] = content.get("key")
        self.send(answer)

    def _repr_mimebundle_(self, **asked: Any) -> Any:
        """The widget, and the same as text for whoever cannot draw it."""
        found = super()._repr_mimebundle_(**asked)
        bundle = found[0] if isinstance(found, tuple) else found
        with contextlib.suppress(TypeError):
            bundle["text/plain"] = text(self.live.board)
        return found
