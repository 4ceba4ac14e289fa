"""Show the board in JupyterLab: one for each kernel, however often it is shown, that keeps itself up to date.

Knows when to look again: after an engine's events, of which those that come close together are one look. The Hub has no
events: it is asked after an engine's, and again while it is silent. Neither has the USB drive, whose folder costs
nothing to read. Only what changed is sent to the browser.
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

from helpers.ui.board.changes import Moment
from helpers.ui.board.model import as_json
from helpers.ui.board.places import board
from helpers.ui.board.text import describe, summary, text
from helpers.ui.widgets import module, style

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Computer, Event
    from helpers.ui.board.model import Board
    from helpers.ui.board.places import Looker
    from helpers.ui.board.text import Description
    from helpers.world.engine_events import Watch

GATHER = 0.05
"""Seconds that further events are waited for after one, before a look."""
TICK = 1.0
"""Seconds between two looks at the USB drive's folder, and at least between two questions to the Hub."""


class LiveBoard:
    """Two threads: one looks at the engines, one at what is slower; `show` gets every changed board, marked."""

    def __init__(self, looker: Looker, watch: Watch, show: Callable[[Board], None]) -> None:
        self._looker, self._show = looker, show
        self._lock = threading.RLock()
        self._stirred: set[Computer] = set()
        self._engines, self._others, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._forget = watch.tell(self._told)
        self._look = looker.everything()
        self._moment = Moment(base=board(self._look), now=board(self._look), at=time.monotonic())
        for work in (self._watch_engines, self._watch_others):
            threading.Thread(target=work, daemon=True).start()

    @property
    def board(self) -> Board:
        """Return the board as it is now, marked."""
        with self._lock:
            return self._moment.shown()

    def describe(self, key: str) -> Description | None:
        """Describe the thing of that key; None where it stands there no more."""
        with self._lock:
            return describe(key, self._moment.shown(), self._look)

    def refresh(self) -> None:
        """Look at everything again."""
        for computer in self._looker.computers.engines:
            self._told(computer, None)

    def end(self) -> None:
        """Stop looking."""
        self._forget()
        for event in (self._ended, self._engines, self._others):
            event.set()

    def _told(self, computer: Computer, event: Event | None) -> None:
        del event
        with self._lock:
            self._stirred.add(computer)
        self._engines.set()

    def _watch_engines(self) -> None:
        while self._engines.wait() and not self._ended.wait(GATHER):
            self._engines.clear()
            with self._lock:
                stirred, self._stirred = self._stirred, set()
            looks = {computer: self._looker.computer(computer) for computer in stirred}
            self._saw(computers=tuple(looks.get(old.state.computer, old) for old in self._look.computers))
            self._others.set()

    def _watch_others(self) -> None:
        while not self._ended.is_set():
            stirred = self._others.wait(TICK)
            self._others.clear()
            self._saw(usb=self._looker.usb())
            if stirred or (self._look.hub and self._look.hub.trouble):
                self._saw(hub=self._looker.hub())
                self._ended.wait(TICK)

    def _saw(self, **parts: Any) -> None:
        with self._lock:
            before = self._moment
            self._look = replace(self._look, **parts)
            self._moment = before.then(board(self._look), time.monotonic())
            if self._moment is not before:
                self._show(self._moment.shown())


class BoardWidget(anywidget.AnyWidget):  # type: ignore[misc] # anywidget's own
    """The board, drawn by board.js: each place is a trait, `said` is what the last command changed, in a sentence.

    The browser sends {"ask": "hello" | "refresh" | "story", "view", "key"} and is answered with {"view", "story"}.
    """

    _esm = module("board.js")
    _css = style("board.css")
    mine = traitlets.Dict().tag(sync=True)
    other = traitlets.Dict().tag(sync=True)
    hub = traitlets.Dict().tag(sync=True)
    usb = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, looker: Looker, watch: Watch) -> None:
        super().__init__()
        self._sending = threading.Lock()
        self.live = LiveBoard(looker, watch, self.show)
        self.show(self.live.board)
        self.on_msg(self._asked)

    def show(self, board: Board) -> None:
        """Send what is not as it was. May be called in any thread."""
        with self._sending, self.hold_sync():
            for place in board.places:
                self.set_trait(place.id, as_json(place))
            self.said = summary(board)

    def _asked(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        answer: dict[str, Any] = {"view": content.get("view")}
        if content.get("ask") == "refresh":
            self.live.refresh()
        elif content.get("ask") == "story":
            found = self.live.describe(str(content.get("key")))
            answer["story"] = dataclasses.asdict(found) if found else None
            answer["key"] = content.get("key")
        self.send(answer)

    def _repr_mimebundle_(self, **asked: Any) -> Any:
        """Return the widget, and the same as text for whoever cannot draw it."""
        found = super()._repr_mimebundle_(**asked)
        bundle = found[0] if isinstance(found, tuple) else found
        with contextlib.suppress(TypeError):
            bundle["text/plain"] = text(self.live.board)
        return found
