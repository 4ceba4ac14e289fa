"""Mark what a class handed in for one chapter, with nbgrader, on this lab's own engines.

    python -m helpers.grading.marking CHAPTER [--course DIR]

Knows nbgrader's folders and the order of its commands; each learner's notebook is run with their name in `LAB_LEARNER`,
so that personal exercises ask for what is theirs. The scores are nbgrader's, in its gradebook and in grades.csv.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.course.paths import exercises_path
from helpers.world import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
DONE, FAILED, NOTHING = 0, 1, 2


class MarkingError(RuntimeError):
    """A command of nbgrader that failed; the message is all that it said."""


def nbgrader(*arguments: str, at: Path, learner: str = "") -> str:
    """Run one command of nbgrader in the folder `at`, and return what it says. Raises MarkingError where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=at,
        env=os.environ | ({"LAB_LEARNER": learner} if learner else {}),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise MarkingError(done.stdout)
    return done.stdout


def open_course(place: Path, chapter: str) -> None:
    """Nbgrader's own quick start at `place`, with our settings, and the chapter as source and as release."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as aside:  # it leaves a gradebook.db where it is called, too
            nbgrader("quickstart", place.name, at=Path(aside))
            shutil.move(Path(aside) / place.name, place)
        shutil.rmtree(place / "source")  # an example of nbgrader's; ours is in solutions/
    shutil.copyfile(ROOT / "nbgrader_config.py", place / "nbgrader_config.py")
    shutil.copytree(ROOT / "solutions" / chapter, place / "solutions" / chapter, dirs_exist_ok=True)
    nbgrader("generate_assignment", chapter, "--force", at=place)
    (place / "submitted").mkdir(exist_ok=True)


def mark(place: Path, chapter: str, learner: str) -> str:
    """Run one learner's notebook and put its scores in the gradebook; what went wrong, or nothing."""
    try:
        nbgrader("autograde", chapter, "--student", learner, "--force", at=place, learner=learner)
    except MarkingError as error:
        return str(error)
    return ""


def scores(place: Path, chapter: str) -> dict[str, tuple[float, float]]:
    """Each learner's score in the gradebook, and the highest that there is; written to grades.csv, too."""
    nbgrader("export", at=place)
    with (place / "grades.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == chapter and row["score"]]
    return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in rows}


def main(arguments: Sequence[str] | None = None) -> int:
    """Mark all that was handed in; 2 where nothing was, 1 where a notebook could not be marked."""
    parser = argparse.ArgumentParser(prog="./lab grade", description="nbgrader로 채점합니다.")
    parser.add_argument("chapter", choices=course.chapters(), metavar="장")
    parser.add_argument("--course", type=Path, metavar="폴더", default=_work() / "grading")
    asked = parser.parse_args(arguments)
    open_course(asked.course, asked.chapter)
    learners = sorted(file.parts[-3] for file in asked.course.glob(f"submitted/*/{asked.chapter}/*.ipynb"))
    if not learners:
        name = Path(exercises_path(asked.chapter)).name
        _say(f"낸 노트북이 없습니다. {asked.course}/submitted/이름/{asked.chapter}/{name}로 모아 주세요.")
        return NOTHING
    troubles = {}
    for learner in learners:
        if trouble := mark(asked.course, asked.chapter, learner):
            troubles[learner] = trouble
    for learner, (score, highest) in sorted(scores(asked.course, asked.chapter).items()):
        _say(f"{learner}  {score:g}/{highest:g}")
    for learner, trouble in troubles.items():
        _say(f"{learner}  채점하지 못했습니다.\n{trouble}")
    _say(f"점수표: {asked.course}/grades.csv")
    return FAILED if troubles else DONE


def _work() -> Path:
    return environment.work() or Path.home() / "work"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
