"""Every exercise proves itself both ways on the real lab (see `helpers.authoring.proving` for the six proofs).

The coach hears its mistakes as they are made, and gives nothing of it away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import Case, cases, prove
from tests.support import seats

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.authoring.bystanders import Bystanders
    from helpers.world.computers import Computers


@pytest.fixture(scope="session")
def answers() -> dict[str, str]:
    """What the solutions proved so far answered, by exercise."""
    return {}


@pytest.mark.many
@pytest.mark.parametrize("case", [case for exercise in course.exercises() for case in cases(exercise)], ids=str)
def test_exercise_proves_itself(
    case: Case, computers: Computers, bystanders: Bystanders, answers: dict[str, str], tmp_path: Path
) -> None:
    """From the start through one way to the reset, all is as the exercise says and nobody else is touched."""
    exercise = course.exercise(case.exercise)
    if not case.name.startswith("mistake"):
        said = prove(case, computers, bystanders)
        answers |= {exercise.id: said} if case.name == "solution" else {}
        return
    if exercise.solution.answer and exercise.id not in answers:
        answers[exercise.id] = prove(Case(exercise=exercise.id, name="solution"), computers, bystanders)
    with seats.taken(tmp_path, (0.4,)) as seat:
        prove(case, computers, bystanders, gone=seat.look_again)
    assert not seats.given_away(seat.told, seats.hidden(exercise, answers.get(exercise.id, "")))
