"""Marking a class: seconds a submission by `./lab grade`, beside nbgrader's own `autograde` on the same notebooks.

`--rounds` is the number of learners (12), each with the solved notebook of `images` and of `capstone`; every fourth
hands in the notebook as it was released. nbgrader runs them one after another in one lab, beside its gradebook;
`./lab grade` gives each a lab of its own. What the marking labs hold in memory at most is noted.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from _ratio import Ratio, options, show
from _testlab import seconds

from helpers.course.paths import exercises_path, solutions_path
from helpers.host.settings import ROOT
from tests.support.clones import copy

if TYPE_CHECKING:
    from tests.support.clones import Clone

CHAPTERS = ("images", "capstone")
EMPTY = 4
"""Every so manieth learner hands in the notebook as it was released."""
UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def hand_in(made: Clone, learners: int) -> None:
    """Lay everybody's notebooks where they are collected."""
    made.lab("grade", CHAPTERS[0], code=2)  # which opens the course
    for chapter in CHAPTERS:
        for number in range(learners):
            place = made.folder / "work" / "grading" / "submitted" / f"learner-{number}" / chapter
            place.mkdir(parents=True)
            path = exercises_path(chapter) if not (number + 1) % EMPTY else solutions_path(chapter)
            (place / Path(exercises_path(chapter)).name).write_bytes((ROOT / path).read_bytes())


def memory(highest: list[float], ended: threading.Event) -> None:
    """Note in `highest` how many bytes the marking labs hold together at most, until it is ended."""
    while not ended.wait(2):
        command = ["docker", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}"]
        lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
        held = (line.split()[1] for line in lines if "-marking-" in line)
        highest[0] = max(highest[0], sum(bytes_of(text) for text in held))


def bytes_of(text: str) -> float:
    """Read `12.5MiB`."""
    number = text.rstrip("BKMGi")
    return float(number) * UNITS[text.removeprefix(number)]


def marked(learners: int) -> tuple[dict[str, float], float]:
    """Return the seconds by chapter, and the bytes that the labs held at most."""
    highest, ended, spent = [0.0], threading.Event(), {}
    watching = threading.Thread(target=memory, args=(highest, ended))
    with tempfile.TemporaryDirectory(prefix="marking-") as folder:
        made = copy(Path(folder) / "lab")
        try:
            hand_in(made, learners)
            watching.start()
            for chapter in CHAPTERS:
                began = time.perf_counter()
                made.lab("grade", chapter)
                spent[chapter] = time.perf_counter() - began
        finally:
            ended.set()
            made.lab("destroy", "--yes", code=None)
    return spent, highest[0]


def main() -> None:
    """Mark the class both ways."""
    chosen = options(__doc__ or "", rounds=12)
    ours, held = marked(chosen.rounds)
    theirs = seconds("_inside_autograde.py", chosen.rounds, "nbgrader autograde로 채점하는 시간 재기")
    ratios = [
        Ratio(
            name=f"{chapter}: nbgrader autograde / ./lab grade, {chosen.rounds} submissions",
            top=theirs[chapter] / chosen.rounds,
            bottom=ours[chapter] / chosen.rounds,
            unit="s a submission",
            aim=">= 3",
        )
        for chapter in CHAPTERS
    ]
    show("marking", ratios, as_json=chosen.json, notes=[f"the marking labs hold {held / 2**20:.0f} MiB at most"])


if __name__ == "__main__":
    main()
