"""Every exercise proves itself both ways on the real lab (see `helpers.authoring.proving` for the six proofs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import Case, cases, prove

if TYPE_CHECKING:
    from helpers.authoring.bystanders import Bystanders
    from helpers.world.computers import Computers


@pytest.mark.many
@pytest.mark.parametrize("case", [case for exercise in course.exercises() for case in cases(exercise)], ids=str)
def test_exercise_proves_itself(case: Case, computers: Computers, bystanders: Bystanders) -> None:
    """From the start through one way to the reset, all is as the exercise says and nobody else is touched."""
    prove(case, computers, bystanders)
