"""Collect what a class handed in for one chapter, and record its marks in nbgrader's gradebook and in grades.csv.

    python -m helpers.grading.marking CHAPTER --collect [--course DIR] > WORK.json
    python -m helpers.grading.marking CHAPTER --record [--course DIR] < RESULTS.json

Nothing that was handed in is run here: each learner's cells go to an examiner of their own (`grading.examination`), and
its results come back.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from helpers import course
from helpers.authoring import notebook_file
from helpers.course.paths import cell_id, exercises_path
from helpers.exercise.model import Verdict
from helpers.grading import alike, gradebook, pages, submission
from helpers.grading.examination import Result, untouched
from helpers.grading.marksheet import ABSENT, BROKEN, MARKED, UNREADABLE, Row, line, table
from helpers.grading.sheet import BEFORE, Release, attempted
from helpers.world import environment, safe_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.authoring.notebook_file import Notebook
    from helpers.grading.sheet import Work
    from helpers.grading.submission import Submission

    Results: TypeAlias = Mapping[str, Sequence[Result]]
    """By learner."""

ROOT = Path(__file__).parents[2]
DONE, NOTHING, FAILED = 0, 2, 3
SUMMARY = "summary-{chapter}.html"


class MarkingError(RuntimeError):
    """A command of nbgrader that failed; the message is all that it said."""


def nbgrader(*arguments: str, at: Path) -> str:
    """Run one command of nbgrader in the folder `at`, and return what it says. Raises MarkingError where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=at,
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


def released(chapter: str) -> Release:
    """Return the chapter's exercises as they are given out."""
    text = (ROOT / exercises_path(chapter)).read_text(encoding="utf-8")
    return Release(chapter=chapter, book=notebook_file.read(text))


def collect(place: Path, release: Release) -> tuple[Submission, ...]:
    """Read what everybody handed in for the chapter."""
    chapter = release.chapter
    others = frozenset(course.chapters()) - {chapter}
    found = submission.folders(place / "submitted")
    return tuple(
        submission.read(name, where, f"{chapter}/{_file(chapter)}", release.known, others)
        for name, where in found.items()
    )


def record(place: Path, release: Release, handed: Sequence[Submission], results: Results) -> list[Row]:
    """Put the points into nbgrader's gradebook, and the notebooks with all that was said where it shows them."""
    written = rows(release, handed, results)
    gradebook.withdraw(place, release.chapter, {one.learner for one in handed if one.book})
    marked = {row.learner: row.points for row in written if row.status == MARKED}
    for one in handed:
        if one.book and one.learner in marked:
            moment = one.timestamp.decode(errors="replace")
            gradebook.record(place, release.chapter, one.learner, marked[one.learner], moment)
            folder = place / "autograded" / one.learner / release.chapter
            folder.mkdir(parents=True, exist_ok=True)
            book = shown(release, release.sheet(one.book), results[one.learner])
            safe_files.write(folder / _file(release.chapter), notebook_file.write(book).encode())
    written = _as_held(place, release.chapter, written)
    safe_files.write(place / "grades.csv", table(release.chapter, written))
    _write_pages(place, release.chapter, written, results)
    return written


def _as_held(place: Path, chapter: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the points that the gradebook holds now: a teacher's own, and less for being late."""
    points, penalties = gradebook.points(place, chapter), gradebook.penalties(place, chapter)
    return [
        replace(row, points=points[row.learner], penalty=penalties[row.learner]) if row.status == MARKED else row
        for row in rows
    ]


def _write_pages(place: Path, chapter: str, rows: Sequence[Row], results: Results) -> None:
    """Write each learner's page where nbgrader has its feedback, and the teacher's beside the table."""
    name = Path(_file(chapter)).with_suffix(".html").name
    for row in rows:
        if row.learner in results:
            folder = place / "feedback" / row.learner / chapter
            folder.mkdir(parents=True, exist_ok=True)
            safe_files.write(folder / name, pages.learner(chapter, row, results[row.learner]).encode())
    text = pages.whole_class(chapter, rows, results, lambda learner: f"feedback/{learner}/{chapter}/{name}")
    safe_files.write(place / SUMMARY.format(chapter=chapter), text.encode())


def rows(release: Release, handed: Sequence[Submission], results: Results) -> list[Row]:
    """Return a row for each who has a folder: points where the work was examined, and what the teacher should know."""
    works = {one.learner: release.sheet(one.book) for one in handed if one.book}
    like: dict[str, list[str]] = defaultdict(list)
    for found in alike.find(works, release.chapter, os.environ.get("LAB_SECRET", "")):
        like[found.learner].append(f"{found.other}: {found.reason}")
    return [_row(one, results.get(one.learner), tuple(like[one.learner])) for one in handed]


def _row(one: Submission, results: Sequence[Result] | None, like: tuple[str, ...]) -> Row:
    if not one.book:
        status = UNREADABLE if one.trouble else ABSENT
        return Row(learner=one.learner, status=status, notes=tuple(filter(None, (one.trouble,))))
    broken = [result.exercise for result in results or () if result.verdict == Verdict.BROKEN.value]
    if results is None or broken:
        why = " ".join(("실습실 탓에 채점하지 못했습니다. 다시 채점하세요.", *broken))
        return Row(learner=one.learner, status=BROKEN, notes=(why, *one.notes, *like))
    points = {result.exercise: result.points for result in results}
    refused = dict.fromkeys(why for result in results for why in result.refused)
    told = (f"채점용 실습실이 거절한 요청이 있습니다: {', '.join(refused)}",) if refused else ()
    return Row(learner=one.learner, points=points, notes=(*one.notes, *like, *told))


def shown(release: Release, work: Mapping[str, tuple[Work, ...]], results: Sequence[Result]) -> Notebook:
    """Return the released notebook with a learner's work, what its cells said, and what the checks found."""
    said = {cell.source: pages.plain(cell.said) for result in results for cell in result.cells}
    found = {cell_id(result.exercise, "check"): result.text for result in results}
    book = release.filled(work)
    for cell in book["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        text = found.get(grade_id) or said.get(cell["source"])
        if cell["cell_type"] == "code" and text:
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    return book


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect or record; 2 where nothing was handed in, 3 where a notebook could not be marked."""
    parser = argparse.ArgumentParser(prog="./lab grade")
    parser.add_argument("chapter", choices=course.chapters(), metavar="장")
    parser.add_argument("--course", type=Path, metavar="폴더", default=_work() / "grading")
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--collect", action="store_true")
    task.add_argument("--record", action="store_true")
    asked = parser.parse_args(arguments)
    if not asked.record:
        open_course(asked.course, asked.chapter)
    release = released(asked.chapter)
    handed = collect(asked.course, release)
    if not any(one.book or one.trouble for one in handed):
        place = f"work/{asked.course.name}/submitted/이름/{asked.chapter}/{_file(asked.chapter)}"
        _say(f"낸 노트북이 없습니다. {place}로 모아 주세요.")
        return NOTHING
    if not asked.record:
        works = {one.learner: release.sheet(one.book) if one.book else None for one in handed}
        todo = {name: {} if work and _is_untouched(work) else work for name, work in works.items()}
        json.dump(todo, sys.stdout, default=asdict)
        return DONE
    results = {name: [Result.of(one) for one in found] for name, found in json.load(sys.stdin).items()}
    for one in handed:
        if one.book and _is_untouched(release.sheet(one.book)):
            results[one.learner] = [untouched(exercise) for exercise in course.exercises(release.chapter)]
    written = record(asked.course, release, handed, results)
    for row in written:
        _say(line(asked.chapter, row))
    _say(f"점수표: work/{asked.course.name}/grades.csv")
    _say(f"요약: work/{asked.course.name}/{SUMMARY.format(chapter=release.chapter)}")
    return FAILED if any(row.status in (UNREADABLE, BROKEN) for row in written) else DONE


def _is_untouched(work: Mapping[str, tuple[Work, ...]]) -> bool:
    """Return whether nothing was written for any exercise: such a notebook needs no lab."""
    return not any(attempted(cells) for id, cells in work.items() if id != BEFORE)


def _file(chapter: str) -> str:
    return Path(exercises_path(chapter)).name


def _work() -> Path:
    return environment.work() or Path.home() / "work"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
