"""The catalogue of variants against every exercise, on the real lab: right ones pass, wrong ones do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import prove_variants
from helpers.authoring.variants import visits

if TYPE_CHECKING:
    from helpers.world.computers import Computers


@pytest.mark.many
@pytest.mark.parametrize("exercise", [id for id in course.ids() if visits(course.exercise(id))])
def test_variants_of_the_solution_are_judged_rightly(exercise: str, computers: Computers) -> None:
    """Every variant that makes itself from the solution is tried."""
    prove_variants(course.exercise(exercise), computers)
