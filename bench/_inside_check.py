"""Run in a test lab by check.py: medians in seconds, with 150 stopped containers standing.

They stand when the exercise begins, and every way asks for the same: the four lists, and the events since the start.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import docker

from helpers import course
from helpers.dockerdata.units import stamp
from helpers.exercise.model import Verdict
from helpers.lesson.lesson import Lesson
from helpers.lesson.practice import Practice
from helpers.lesson.progress_log import Logbook
from helpers.world.computers import Computers

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.world.engine import Engine

STANDING = 150
HANDFUL = 5
EXERCISE = "images.copy"
CLI = "/usr/bin/docker"
"""Docker's own program, nothing before it."""
LISTS = ("ps -a", "images", "network ls", "volume ls")


def medians(ways: dict[str, Callable[[], object]], rest: Callable[[], object], rounds: int) -> dict[str, float]:
    """The median time of each way, in seconds: by turns a handful of each, its first being for warming up.

    `rest` comes before each: what the last one left to be written does not slow the next, as it would no learner.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            way()
            for _ in range(HANDFUL):
                rest()
                begin = time.perf_counter()
                way()
                times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(found) for name, found in times.items()}


def solved(lesson: Lesson) -> int:
    """Bring the exercise to its solution; gives the start on the engine's clock, in nanoseconds."""
    exercise = course.exercise(EXERCISE)
    lesson.start(EXERCISE)
    folder = lesson.folder(EXERCISE)
    subprocess.run(["bash", "-c", exercise.solution.script], cwd=folder, check=True, capture_output=True)
    feedback = lesson.check(EXERCISE)
    if feedback.verdict is not Verdict.PASSED:
        sys.exit(f"{EXERCISE}: {feedback}")
    return Practice().load(EXERCISE).mine.baseline.since


def ways(lesson: Lesson, sdk: docker.DockerClient, engine: Engine, since: int) -> dict[str, Callable[[], object]]:
    """The check, and three ways to ask for the facts that it needs."""

    def floor() -> None:
        for path, query in (
            ("/containers/json", {"all": 1}), ("/images/json", {}), ("/networks", {}), ("/volumes", {}),
            ("/events", {"since": stamp(since), "until": stamp(engine.now())}),
        ):  # fmt: skip
            engine.fetch(path, **query)

    def lists() -> None:
        sdk.containers.list(all=True)
        sdk.images.list()
        sdk.networks.list()
        sdk.volumes.list()
        list(sdk.events(since=stamp(since), until=stamp(engine.now()), decode=True))

    def commands() -> None:
        for words in LISTS:
            subprocess.run([CLI, *words.split(), "--format", "json"], check=True, capture_output=True)
        span = ["--since", stamp(since), "--until", stamp(engine.now())]
        subprocess.run([CLI, "events", *span, "--format", "json"], check=True, capture_output=True)

    return {"check": lambda: lesson.check(EXERCISE), "floor": floor, "sdk": lists, "cli": commands}


def main(rounds: int) -> None:
    """Stand the containers up, measure, take them away."""
    logbook, computers, sdk = Logbook(), Computers.here(), docker.from_env()
    lesson = Lesson(logbook=logbook)
    image = sdk.images.pull("busybox", tag="latest")
    standing = [sdk.api.create_container(image.id, "true", name=f"bench-{n}")["Id"] for n in range(STANDING)]
    try:
        seconds = medians(ways(lesson, sdk, computers.mine, solved(lesson)), logbook.traces, rounds)
    finally:
        for name in standing:
            sdk.api.remove_container(name, force=True)
        lesson.reset(EXERCISE)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(int(sys.argv[1]))
