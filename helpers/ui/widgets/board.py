"""The board in JupyterLab: one for each kernel, however often it is shown.

Knows which parts changed and sends those alone, and answers a click with the thing's story; what a board shows is
`panorama`'s.

A board that keeps itself up to date: moved by the engines' events, by the USB drive's folder, and by asking again.

Knows when to look again; not how a board is shown. Events that come close together are one look. The Hub has no events:
it is asked after an engine's, and again while it is silent. So has the USB drive, whose folder costs nothing to read.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from helpers.ui.board.change import Moment, summary
from helpers.ui.board.model import as_json
from helpers.ui.board.places import board
from helpers.ui.board.stories import tell
from helpers.ui.board.text import text
from helpers.ui.widgets import source

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Computer, Event
    from helpers.ui.board.look import Looker
    from helpers.ui.board.model import Board
    from helpers.ui.board.stories import Story
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


GATHER = 0.05
"""Seconds that further events are waited for after one, before a look."""
TICK = 1.0
"""Seconds between two looks at the USB drive's folder, and at least between two questions to the Hub."""


class Live:
    """Two threads: one looks at the engines, one at what is slower; `show` gets every changed board, marked."""

    def __init__(self, looker: Looker, watch: Watch, show: Callable[[Board], None]) -> None:
        self._looker, self._show = looker, show
        self._lock = threading.RLock()
        self._computers: set[Computer] = set()
        self._stirred, self._slowly, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._forget = watch.tell(self._told)
        self._seen = looker.everything()
        self._moment = Moment(base=board(self._seen), now=board(self._seen), at=time.monotonic())
        for work in (self._quick, self._slow):
            threading.Thread(target=work, daemon=True).start()

    @property
    def board(self) -> Board:
        """The board as it is now, marked."""
        with self._lock:
            return self._moment.shown()

    def story(self, key: str) -> Story | None:
        """What the thing of that key is; None where it stands there no more."""
        with self._lock:
            return tell(key, self._moment.shown(), self._seen)

    def refresh(self) -> None:
        """Look at everything again."""
        for computer in self._looker.computers.engines:
            self._told(computer, None)

    def end(self) -> None:
        """Stop looking."""
        self._forget()
        for event in (self._ended, self._stirred, self._slowly):
            event.set()

    def _told(self, computer: Computer, event: Event | None) -> None:
        del event
        with self._lock:
            self._computers.add(computer)
        self._stirred.set()

    def _quick(self) -> None:
        while self._stirred.wait() and not self._ended.wait(GATHER):
            self._stirred.clear()
            with self._lock:
                stirred, self._computers = self._computers, set()
            looks = {computer: self._looker.side(computer) for computer in stirred}
            self._saw(sides=tuple(looks.get(old.state.computer, old) for old in self._seen.sides))
            self._slowly.set()

    def _slow(self) -> None:
        while not self._ended.is_set():
            stirred = self._slowly.wait(TICK)
            self._slowly.clear()
            self._saw(usb=self._looker.usb())
            if stirred or (self._seen.hub and self._seen.hub.trouble):
                self._saw(hub=self._looker.hub())
                self._ended.wait(TICK)

    def _saw(self, **parts: Any) -> None:
        with self._lock:
            before = self._moment
            self._seen = replace(self._seen, **parts)
            self._moment = before.then(board(self._seen), time.monotonic())
            if self._moment is not before:
                self._show(self._moment.shown())
