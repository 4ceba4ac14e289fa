"""Run in the learner's seat by coach.py: medians in seconds with the coach, without, and of the difference."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE, COACHED = "/usr/bin/docker", "/usr/local/bin/docker"
COMMANDS = {
    "docker ps": ("ps",),
    "docker images": ("images",),
    "docker ps -a": ("ps", "-a"),
    "docker run --rm": ("run", "--rm", "busybox", "true"),
}


def seconds(program: str, words: tuple[str, ...]) -> float:
    """How long one command takes."""
    begin = time.perf_counter()
    subprocess.run([program, *words], check=True, capture_output=True)
    return time.perf_counter() - begin


def pair(words: tuple[str, ...], *, coached_first: bool) -> tuple[float, float]:
    """With the coach and without; what an engine still tidies up after the first is the second's burden."""
    if coached_first:
        return seconds(COACHED, words), seconds(BARE, words)
    bare = seconds(BARE, words)
    return seconds(COACHED, words), bare


def main(rounds: int) -> None:
    """Both ways in turn, after one of each that does not count and wakes the coach."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        os.environ["LAB_COACH_BOX"] = str(Path(place) / "shell.txt")
        os.environ.pop("LAB_COACH", None)
        subprocess.run([COACHED, "nonsense"], check=False, capture_output=True)
        for name, words in COMMANDS.items():
            pairs = [pair(words, coached_first=bool(number % 2)) for number in range(rounds + 1)][1:]
            found[name] = {
                "coached": statistics.median(with_ for with_, _ in pairs),
                "bare": statistics.median(without for _, without in pairs),
                "added": statistics.median(with_ - without for with_, without in pairs),
            }
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
