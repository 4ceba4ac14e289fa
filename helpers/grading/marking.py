"""Mark what a class handed in for one chapter, with nbgrader, on this lab's own engines.

    python -m helpers.grading.marking CHAPTER [--course DIR]

What is run is the released notebook with the learner's own cells in it (`sheet`), under their name (`LAB_LEARNER`), so
that personal exercises ask for what is theirs. The scores stand in nbgrader's gradebook, and in grades.csv.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring import notebook_file
from helpers.course.paths import exercises_path
from helpers.grading import alike, gradebook, submission
from helpers.grading.marksheet import ABSENT, BROKEN, MARKED, UNREADABLE, Row, line, table
from helpers.grading.sheet import Release
from helpers.world import environment, safe_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.grading.sheet import Work
    from helpers.grading.submission import Submission

ROOT = Path(__file__).parents[2]
RECEIVED = "received"
"""The folder with the notebooks that are run, in nbgrader's course folder; `submitted` stays as it is."""
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
        errors="replace",
    )
    if done.returncode:
        raise MarkingError(done.stdout)
    return done.stdout


def open_course(place: Path, chapter: str) -> Release:
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
    released = (ROOT / exercises_path(chapter)).read_text(encoding="utf-8")
    return Release(chapter=chapter, book=notebook_file.read(released))


def collect(place: Path, release: Release) -> tuple[Submission, ...]:
    """Read what everybody handed in for the chapter."""
    chapter = release.chapter
    others = frozenset(course.chapters()) - {chapter}
    found = submission.folders(place / "submitted")
    return tuple(
        submission.read(name, where, f"{chapter}/{_file(chapter)}", release.known, others)
        for name, where in found.items()
    )


def receive(place: Path, release: Release, handed: Submission, work: Mapping[str, tuple[Work, ...]]) -> None:
    """Lay the released notebook with this learner's work where nbgrader takes it from, and when it was handed in."""
    folder = place / RECEIVED / handed.learner / release.chapter
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    safe_files.write(folder / _file(release.chapter), notebook_file.write(release.filled(work)).encode())
    if handed.timestamp:
        safe_files.write(folder / "timestamp.txt", handed.timestamp)


def mark(place: Path, chapter: str, learner: str) -> str:
    """Run one learner's notebook and put its scores in the gradebook; what went wrong, or nothing."""
    where = f"--CourseDirectory.submitted_directory={RECEIVED}"
    try:
        nbgrader("autograde", chapter, "--student", learner, "--force", where, at=place, learner=learner)
    except MarkingError as error:
        return str(error)
    return ""


def mark_all(place: Path, release: Release, handed: Sequence[Submission]) -> list[Row]:
    """Mark everybody's work, one after the other; a row for each who has a folder."""
    works = {one.learner: release.sheet(one.book) for one in handed if one.book}
    gradebook.withdraw(place, release.chapter, works)
    troubles = {}
    for one in handed:
        if one.book:
            receive(place, release, one, works[one.learner])
            troubles[one.learner] = mark(place, release.chapter, one.learner)
    points = gradebook.points(place, release.chapter)
    like: dict[str, list[str]] = defaultdict(list)
    for found in alike.find(works, release.chapter, os.environ.get("LAB_SECRET", "")):
        like[found.learner].append(f"{found.other}: {found.reason}")
    rows = []
    for one in handed:
        trouble = troubles.get(one.learner, "")
        status = MARKED if one.book else UNREADABLE if one.trouble else ABSENT
        notes = (*one.notes, *filter(None, (one.trouble, trouble)), *like[one.learner])
        row = Row(learner=one.learner, status=BROKEN if trouble else status, notes=notes)
        rows.append(replace(row, points=points.get(one.learner, {})) if row.status == MARKED else row)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Mark all that was handed in; 2 where nothing was, 1 where a notebook could not be marked."""
    parser = argparse.ArgumentParser(prog="./lab grade", description="nbgrader로 채점합니다.")
    parser.add_argument("chapter", choices=course.chapters(), metavar="장")
    parser.add_argument("--course", type=Path, metavar="폴더", default=_work() / "grading")
    asked = parser.parse_args(arguments)
    release = open_course(asked.course, asked.chapter)
    handed = collect(asked.course, release)
    if not any(one.book or one.trouble for one in handed):
        _say(
            f"낸 노트북이 없습니다. {asked.course}/submitted/이름/{asked.chapter}/{_file(asked.chapter)}로 모아 주세요."
        )
        return NOTHING
    rows = mark_all(asked.course, release, handed)
    safe_files.write(asked.course / "grades.csv", table(asked.chapter, rows))
    for row in rows:
        _say(line(asked.chapter, row))
    _say(f"점수표: {asked.course}/grades.csv")
    return FAILED if any(row.status in (UNREADABLE, BROKEN) for row in rows) else DONE


def _file(chapter: str) -> str:
    return Path(exercises_path(chapter)).name


def _work() -> Path:
    return environment.work() or Path.home() / "work"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
