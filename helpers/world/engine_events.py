"""Tell whoever is interested of every event on the computers as it happens, without polling.

Knows how to follow an engine's events and to come back to an engine that was gone; not what an event means.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeAlias

from helpers.dockerdata.units import NANO
from helpers.world.errors import EngineRefused, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Computer, Event
    from helpers.world.computers import Computers
    from helpers.world.engine import Engine


Told: TypeAlias = "Callable[[Computer, Event | None], None]"
"""What a listener is: it gets the computer and the event, or None where it must look for itself.

That is when the engine there is listened to from now on, the first time or again, and when it went.
"""

_AGAIN = 0.5
"""Seconds until an engine that is gone is asked again."""
_STRETCH = 20 * NANO
"""So long one connection is listened to: a thread that nobody needs any more ends within it."""


class Watch:
    """One thread an engine; they start with the first listener and end with the last."""

    def __init__(self, computers: Computers) -> None:
        self._computers = computers
        self._lock = threading.Lock()
        self._told: list[Told] = []
        self._stop = threading.Event()

    def tell(self, told: Told) -> Callable[[], None]:
        """Call `told` in a thread of ours with each visible event, and with None when an engine came or went.

        Gives the function that ends it. What `told` raises is its own affair: it must not.
        """
        with self._lock:
            self._told.append(told)
            if len(self._told) == 1:
                self._stop = threading.Event()
                for engine in self._computers.engines.values():
                    threading.Thread(target=self._follow, args=(engine, self._stop), daemon=True).start()
        return lambda: self._forget(told)

    def _forget(self, told: Told) -> None:
        with self._lock:
            if told in self._told:
                self._told.remove(told)
            if not self._told:
                self._stop.set()

    def _follow(self, engine: Engine, stop: threading.Event) -> None:
        there: bool | None = None
        since = 0
        while not stop.is_set():
            try:
                since = since or engine.now()
                for event in engine.follow(since, since + _STRETCH):
                    if event is not None or not there:
                        self._say(engine.computer, event, stop)
                    there = True
                since += _STRETCH
            except (Trouble, EngineRefused):
                if there is not False:
                    self._say(engine.computer, None, stop)
                there, since = False, 0
                stop.wait(_AGAIN)

    def _say(self, computer: Computer, event: Event | None, stop: threading.Event) -> None:
        with self._lock:
            # Whoever listens anew while a stopped thread still hangs on its connection has threads of their own.
            listeners = () if stop.is_set() else tuple(self._told)
        for told in listeners:
            told(computer, event)
