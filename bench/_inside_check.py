"""Run in the learner's seat by check.py: medians in seconds, with 150 stopped containers standing."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import docker

from helpers import course
from helpers.computers import Computers
from helpers.lesson import Lesson
from helpers.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

STANDING = 150
EXERCISE = "images.copy"
CLI = "/usr/bin/docker"
"""Docker's own program, nothing before it."""
LISTS = ("ps -a", "images", "network ls", "volume ls")


def median(question: Callable[[], object], rounds: int) -> float:
    """The median time of one question, in seconds, after one that does not count."""
    question()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        question()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def solved(lesson: Lesson) -> None:
    """Bring the exercise to its solution."""
    exercise = course.exercise(EXERCISE)
    lesson.start(EXERCISE)
    folder = lesson.folder(EXERCISE)
    subprocess.run(["bash", "-c", exercise.solution.script], cwd=folder, check=True, capture_output=True)
    feedback = lesson.check(EXERCISE)
    if feedback.verdict is not Verdict.PASSED:
        sys.exit(f"{EXERCISE}: {feedback}")


def main(rounds: int) -> None:
    """Stand the containers up, measure, take them away."""
    lesson, computers, sdk = Lesson(), Computers.here(), docker.from_env()
    solved(lesson)
    image = sdk.images.pull("busybox", tag="latest")
    standing = [sdk.api.create_container(image.id, "true", name=f"bench-{n}")["Id"] for n in range(STANDING)]
    try:
        since = computers.mine.now()

        def floor() -> None:
            for path, query in (
                ("/containers/json", {"all": 1}), ("/images/json", {}), ("/networks", {}), ("/volumes", {}),
            ):  # fmt: skip
                computers.mine.fetch(path, **query)
            computers.mine.events(since)

        def lists() -> None:
            sdk.containers.list(all=True)
            sdk.images.list()
            sdk.networks.list()
            sdk.volumes.list()

        def commands() -> None:
            for words in LISTS:
                subprocess.run([CLI, *words.split(), "--format", "json"], check=True, capture_output=True)
            stamp = f"{time.time():.3f}"
            subprocess.run([CLI, "events", "--since", stamp, "--until", stamp], check=True, capture_output=True)

        seconds = {
            "check": median(lambda: lesson.check(EXERCISE), rounds),
            "floor": median(floor, rounds),
            "sdk": median(lists, max(3, rounds // 6)),
            "cli": median(commands, max(3, rounds // 6)),
        }
    finally:
        for name in standing:
            sdk.api.remove_container(name, force=True)
        lesson.reset(EXERCISE)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(int(sys.argv[1]))
