"""Run in a test lab by checklist.py: medians in seconds, from an effect to the event and to the tick.

What takes a hidden container is measured beside its floor: the same container, made by the bare SDK.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import docker

from helpers.dockerdata.types import Computer
from helpers.exercise.checklist import Steps
from helpers.lesson.examiner import Onlooker
from helpers.lesson.lesson import Lesson
from helpers.lesson.tracker import Tracker
from helpers.ui.widgets.exercise_panel import ChecklistWidget
from helpers.world.computers import Computers
from helpers.world.engine_events import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

TAGGED, COPIED, PINNED, LOADED = "images.tag", "images.copy", "images.pin", "transfer.load"
COPY, CARD = "weather-copy:1.0", "postcard-load:1.0"
PATIENCE = 20.0
QUIET = 0.3
"""Seconds between two effects, as between two commands of a person."""
REST = 1.5
"""Seconds after which nothing is left of what went before."""


@dataclass
class Clock:
    """When something was seen last, for whoever waits for it."""

    seen: threading.Event = field(default_factory=threading.Event)
    at: float = 0.0

    def anew(self) -> Clock:
        """The same clock, running."""
        self.seen.clear()
        return self

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
        self._waits: dict[tuple[str, str], Clock] = {}
        computers = Computers.here()
        widget = ChecklistWidget(Steps(exercise=exercise, held=frozenset(lesson.practice.load(name).held)))
        widget.observe(lambda change: self._look(change["new"]), "items")
        self._tracker = Tracker(Onlooker(computers, exercise), lesson.practice, Watch(computers), widget.show)
        self._tracker.begin()
        time.sleep(1)  # the first look is over, both engines are listened to

    def wait_for(self, step: str, mark: str) -> Clock:
        """A clock that stops when the step gets the mark."""
        return self._waits.setdefault((step, mark), Clock()).anew()

    def given(
        self, sdk: docker.APIClient, image: str, name: str, steps: tuple[str, ...], *, lost: str
    ) -> dict[str, float]:
        """Give an image the name and take it away again, which breaks `lost`; the seconds to the tick of each step."""
        clocks = {step: self.wait_for(step, "done") for step in steps}
        begin = time.perf_counter()
        sdk.tag(image, *name.split(":"))
        seconds = {step: clock.since(begin) for step, clock in clocks.items()}
        gone = self.wait_for(lost, "broken")
        sdk.remove_image(name)
        gone.since(begin)
        return seconds

    def _look(self, items: list[dict[str, str]]) -> None:
        for item in items:
            if clock := self._waits.get((item["id"], item["mark"])):
                clock.stop()

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
    events: list[float] = []
    ticks: list[float] = []
    turns: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("tag", "done", partial(sdk.tag, "recipe-book:1.0", "recipe-book", "stable")),
        ("untag", "broken", partial(sdk.remove_image, "recipe-book:stable")),
    )
    for _ in range(rounds):
        for action, mark, effect in turns:
            bare, shown = stream.wait_for(action), followed.wait_for("named", mark)
            begin = time.perf_counter()
            effect()
            events.append(bare.since(begin))
            ticks.append(shown.since(begin))
            time.sleep(QUIET)
    followed.end()
    return {"event": statistics.median(events), "tick": statistics.median(ticks), "worst": max(ticks)}


def bare_run(sdk: docker.APIClient, image: str) -> None:
    """An image is run, read and removed."""
    made = sdk.create_container(image, host_config=sdk.create_host_config(network_mode="none"))["Id"]
    sdk.start(made)
    sdk.wait(made)
    sdk.logs(made)
    sdk.remove_container(made, force=True)


def bare_file(sdk: docker.APIClient, image: str) -> None:
    """A file is read out of an image."""
    made = sdk.create_container(image)["Id"]
    b"".join(sdk.get_archive(made, "/app/weather.sh")[0])
    sdk.remove_container(made, force=True)


def timed(work: Callable[[], object]) -> float:
    """The seconds that it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def by_image(lesson: Lesson, rounds: int) -> dict[str, float]:
    """A new image gets the name: from the call to the tick of the file in it, and of what it prints."""
    followed, sdk = Followed(lesson, COPIED), docker.from_env().api
    spare = [f"bench-copy:{number}" for number in range(rounds)]
    found: dict[str, list[float]] = {"placed": [], "prints": [], "bare-file": [], "bare-run": []}
    script = lesson.exercise(COPIED).solution.script
    subprocess.run(["bash", "-c", script], cwd=followed.folder, check=True, capture_output=True)
    for name in spare:
        subprocess.run(["docker", "build", "-q", "--label", f"n={name}", "-t", name, followed.folder], check=True)
    sdk.remove_image(COPY)
    for name in spare:
        time.sleep(REST)
        found["bare-file"].append(timed(lambda: bare_file(sdk, name)))  # noqa: B023 - called at once
        found["bare-run"].append(timed(lambda: bare_run(sdk, name)))  # noqa: B023 - called at once
        time.sleep(REST)
        for step, seconds in followed.given(sdk, name, COPY, ("placed", "prints"), lost="built").items():
            found[step].append(seconds)
    followed.end()
    for name in spare:
        sdk.remove_image(name)
    return {name: statistics.median(times) for name, times in found.items()}


def far_away(lesson: Lesson, rounds: int) -> float:
    """A new image on the other computer gets the name: from the call to the tick of what is in it."""
    followed, host = Followed(lesson, LOADED), Computers.here().on(Computer.OTHER).host
    sdk = docker.APIClient(base_url=host)
    spare = [f"bench-card:{number}" for number in range(rounds)]
    script = lesson.exercise(LOADED).solution.script
    subprocess.run(["bash", "-c", script], cwd=followed.folder, check=True, capture_output=True)
    for name in spare:
        build = ["docker", "--host", host, "build", "--quiet", "--tag", name, "-"]
        subprocess.run(build, input=f"FROM {CARD}\nLABEL n={name}\n".encode(), check=True, capture_output=True)
    sdk.remove_image(CARD)
    ticks = []
    for name in spare:
        time.sleep(REST)
        ticks.append(followed.given(sdk, name, CARD, ("whole",), lost="there")["whole"])
    followed.end()
    for name in spare:
        sdk.remove_image(name)
    return statistics.median(ticks)


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
        seconds = by_engine(lesson, rounds) | by_image(lesson, rounds)
        seconds |= {"far": far_away(lesson, rounds), "file": by_file(lesson, rounds), "idle": idle(lesson, 5)}
    finally:
        for name in (TAGGED, PINNED, COPIED, LOADED):
            lesson.reset(name)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(int(sys.argv[1]))
