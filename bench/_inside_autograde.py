"""Run in a test lab by marking.py: seconds that nbgrader's own `autograde` takes for a class, by chapter."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from helpers.authoring.clean_lab import fresh
from helpers.course.paths import exercises_path, solutions_path
from helpers.grading import marking

CHAPTERS = ("images", "capstone")
EMPTY = 4
"""Every so manieth learner hands in the notebook as it was released."""


def main(learners: int) -> None:
    """Everybody hands in the solved notebook but one of each four, who hands in the one that was released."""
    spent = {}
    for chapter in CHAPTERS:
        fresh()
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "classroom"
            marking.main([chapter, "--collect", "--course", str(place)])
            for number in range(learners):
                to = place / "submitted" / f"learner-{number}" / chapter
                to.mkdir(parents=True)
                path = exercises_path(chapter) if not (number + 1) % EMPTY else solutions_path(chapter)
                shutil.copy(path, to / Path(exercises_path(chapter)).name)
            began = time.perf_counter()
            marking.nbgrader("autograde", chapter, "--force", at=place)
            spent[chapter] = time.perf_counter() - began
    fresh()
    print(json.dumps(spent))


if __name__ == "__main__":
    main(int(sys.argv[1]))
