"""Run in the learner's seat by checklist.py: medians in seconds, from an effect to the event and to the tick."""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field

import docker

from helpers.computers import Computers
from helpers.lesson import Lesson
from helpers.onlooker import Onlooker
from helpers.steps import Steps
from helpers.tracking import Tracker
from helpers.watching import Watch
from helpers.widgets.checklist import Checklist

TAGGED, COPIED, PINNED = "images.tag", "images.copy", "images.pin"
PATIENCE = 20.0
QUIET = 0.3
"""Seconds between two effects, as between two commands of a person."""


@dataclass
class Clock:
    """When something was seen last, for whoever waits for it."""

    seen: threading.Event = field(default_factory=threading.Event)
    at: float = 0.0

    def stop(self) -> None:
        """It is seen now, if it was not before."""
        if not self.seen.is_set():
            self.at = time.perf_counter()
            self.seen.set()

    def since(self, begin: float) -> float:
        """Seconds from `begin` until it was seen. Ends the program where it never is."""
        if not self.seen.wait(PATIENCE):
            sys.exit("nothing was seen")
        return self.at - begin


class Followed:
    """An exercise with its list at work, and what the list's own widget holds."""

    def __init__(self, lesson: Lesson, name: str) -> None:
        lesson.start(name)
        exercise = lesson.exercise(name)
        self.folder = lesson.folder(name)
        self._waits: tuple[str, str, Clock] | None = None
        computers = Computers.here()
        widget = Checklist(Steps(exercise=exercise, held=frozenset(lesson.record(name).held)))
        widget.observe(lambda change: self._look(change["new"]), "items")
        self._tracker = Tracker(
            Onlooker(computers, exercise), lambda: lesson.record(name), Watch(computers), widget.show
        )
        self._tracker.begin()
        time.sleep(1)  # the first look is over, both engines are listened to

    def wait_for(self, step: str, mark: str) -> Clock:
        """A clock that stops when the step gets the mark."""
        clock = Clock()
        self._waits = step, mark, clock
        return clock

    def _look(self, items: list[dict[str, str]]) -> None:
        if self._waits and any((item["id"], item["mark"]) == self._waits[:2] for item in items):
            self._waits[2].stop()

    def end(self) -> None:
        """Stop following."""
        self._tracker.end()


class Stream:
    """The bare stream of an engine's events: no more than the SDK reading a line."""

    def __init__(self) -> None:
        self._clock = Clock()
        self._action = ""
        self._events = docker.APIClient(base_url=Computers.here().mine.host, timeout=None).events(decode=True)
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for(self, action: str) -> Clock:
        """A clock that stops when the event arrives."""
        self._clock, self._action = Clock(), action
        return self._clock

    def _read(self) -> None:
        for event in self._events:
            if event["Action"] == self._action:
                self._clock.stop()


def by_engine(lesson: Lesson, rounds: int) -> dict[str, float]:
    """An image gets a name and loses it: from the call to the event and to the list's tick and break."""
    followed, stream, sdk = Followed(lesson, TAGGED), Stream(), docker.from_env().api
    events, ticks = [], []
    for _ in range(rounds):
        for action, mark, effect in (
            ("tag", "done", lambda: sdk.tag("recipe-book:1.0", "recipe-book", "stable")),
            ("untag", "broken", lambda: sdk.remove_image("recipe-book:stable")),
        ):
            bare, shown = stream.wait_for(action), followed.wait_for("named", mark)
            begin = time.perf_counter()
            effect()
            events.append(bare.since(begin))
            ticks.append(shown.since(begin))
            time.sleep(QUIET)
    followed.end()
    return {"event": statistics.median(events), "tick": statistics.median(ticks), "worst": max(ticks)}


def by_file(lesson: Lesson, rounds: int) -> float:
    """A Dockerfile is written right and wrong again."""
    followed = Followed(lesson, PINNED)
    file = followed.folder / "Dockerfile"
    wrong = file.read_text(encoding="utf-8")
    texts = {"done": wrong.replace("busybox:latest", "busybox:1.36"), "broken": wrong}
    ticks = []
    for _ in range(rounds):
        for mark, text in texts.items():
            shown = followed.wait_for("pinned", mark)
            begin = time.perf_counter()
            file.write_text(text, encoding="utf-8")
            ticks.append(shown.since(begin))
            time.sleep(QUIET)
    followed.end()
    return statistics.median(ticks)


def idle(lesson: Lesson, seconds: float) -> float:
    """Processor time that a list takes a second while nothing happens."""
    followed = Followed(lesson, COPIED)
    before = time.process_time()
    time.sleep(seconds)
    spent = time.process_time() - before
    followed.end()
    return spent / seconds


def main(rounds: int) -> None:
    """Measure, and leave nothing behind."""
    lesson = Lesson()
    try:
        seconds = by_engine(lesson, rounds) | {"file": by_file(lesson, rounds), "idle": idle(lesson, 5)}
    finally:
        for name in (TAGGED, PINNED, COPIED):
            lesson.reset(name)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(int(sys.argv[1]))
