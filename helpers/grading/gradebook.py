"""Read and mend nbgrader's gradebook by its own API: points by exercise, and who has handed in nothing any more.

nbgrader stands in the test image alone, so it is imported where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from helpers import course
from helpers.course.paths import cell_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from pathlib import Path

Points: TypeAlias = dict[str, dict[str, float]]
"""By learner and exercise."""


def points(place: Path, chapter: str) -> Points:
    """Return what everybody has for each exercise of a chapter; nothing of whoever handed in nothing."""
    from nbgrader.api import Gradebook

    names = {cell_id(id, "check"): id for id in course.ids(chapter)}
    with Gradebook(_address(place)) as book:
        return {
            submission.student_id: {
                names[grade.name]: grade.score
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.name in names
            }
            for submission in book.assignment_submissions(chapter)
        }


def penalties(place: Path, chapter: str) -> dict[str, float]:
    """Return what was taken off for being late, by learner."""
    from nbgrader.api import Gradebook

    with Gradebook(_address(place)) as book:
        return {found.student_id: found.late_submission_penalty for found in book.assignment_submissions(chapter)}


def record(place: Path, chapter: str, learner: str, earned: Mapping[str, float], handed_in: str = "") -> None:
    """Give a learner the points of each exercise; what a teacher gave by hand stays.

    `handed_in` is when, as nbgrader's timestamp.txt has it: who is late loses what the course's settings say.
    """
    from nbgrader.api import Gradebook, MissingEntry

    names = {cell_id(id, "check"): id for id in course.ids(chapter)}
    with Gradebook(_address(place)) as book:
        book.update_or_create_student(learner)
        try:
            submission = book.find_submission(chapter, learner)
        except MissingEntry:
            submission = book.add_submission(chapter, learner)
        submission.timestamp = _moment(handed_in)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = earned.get(names.get(grade.name, ""), 0.0)
                grade.needs_manual_grade = False
        book.db.commit()
        notebooks = [notebook.name for notebook in submission.notebooks]
    for name in notebooks:
        _take_off(place, chapter, learner, name)


def _moment(handed_in: str) -> datetime | None:
    """Read a time as nbgrader does; None where nothing or none is written."""
    from nbgrader.utils import parse_utc

    try:
        found: datetime | None = parse_utc(handed_in.strip()) if handed_in.strip() else None
    except (ValueError, OverflowError):
        return None
    return found


def _take_off(place: Path, chapter: str, learner: str, notebook: str) -> None:
    """Have nbgrader take off what the course's own settings and plugins say."""
    from nbformat.v4 import new_notebook
    from nbgrader.preprocessors import AssignLatePenalties
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(place)).load_config()
    known = {"notebook": notebook, "assignment": chapter, "student": learner, "db_url": _address(place)}
    AssignLatePenalties(config=config).preprocess(new_notebook(), {"nbgrader": known})


def withdraw(place: Path, chapter: str, kept: Collection[str]) -> None:
    """Remove the submissions of all but `kept`: what is no longer there gives no points."""
    from nbgrader.api import Gradebook

    with Gradebook(_address(place)) as book:
        gone = [found.student_id for found in book.assignment_submissions(chapter) if found.student_id not in kept]
        for learner in gone:
            book.remove_submission(chapter, learner)


def _address(place: Path) -> str:
    return f"sqlite:///{place / 'gradebook.db'}"
