"""For how long a check waits; how it looks is shown on the lab."""

from __future__ import annotations

from helpers import course
from helpers.exercise.model import Feedback, Finding, Verdict
from helpers.lesson.examiner import patience

WRONG = Finding(expected="있습니다.", observed="없습니다.", advice="살펴보세요.")


def failed(check: str) -> Feedback:
    """Grade as if this check had failed."""
    return Feedback(exercise="commands.publish", title="", verdict=Verdict.FAILED, findings=((check, WRONG),))


def test_only_what_changes_by_itself_is_waited_for() -> None:
    """A page may still come; a container that is not there will not come by itself."""
    exercise = course.exercise("commands.publish")
    waits = {check.id: patience(exercise, failed(check.id), 2.0) for check in exercise.checks}
    assert waits["page"] == 2.0
    assert waits["running"] == 0.0
