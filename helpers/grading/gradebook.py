"""Read and mend nbgrader's gradebook by its own API: points by exercise, and who has handed in nothing any more.

nbgrader stands in the test image alone, so it is imported where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from helpers import course
from helpers.course.paths import cell_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
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


def record(place: Path, chapter: str, learner: str, earned: Mapping[str, float]) -> None:
    """Give a learner the points of each exercise; what a teacher gave by hand stays."""
    from nbgrader.api import Gradebook, MissingEntry

    names = {cell_id(id, "check"): id for id in course.ids(chapter)}
    with Gradebook(_address(place)) as book:
        book.update_or_create_student(learner)
        try:
            submission = book.find_submission(chapter, learner)
        except MissingEntry:
            submission = book.add_submission(chapter, learner)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = earned.get(names.get(grade.name, ""), 0.0)
                grade.needs_manual_grade = False
        book.db.commit()


def withdraw(place: Path, chapter: str, kept: Collection[str]) -> None:
    """Remove the submissions of all but `kept`: what is no longer there gives no points."""
    from nbgrader.api import Gradebook

    with Gradebook(_address(place)) as book:
        gone = [found.student_id for found in book.assignment_submissions(chapter) if found.student_id not in kept]
        for learner in gone:
            book.remove_submission(chapter, learner)


def _address(place: Path) -> str:
    return f"sqlite:///{place / 'gradebook.db'}"
