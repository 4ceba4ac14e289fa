"""Every exercise meets every variant of the catalogue, or says why not."""

from __future__ import annotations

import pytest

from helpers import course
from helpers.authoring.retelling import COMMANDS, DOCKERFILES
from helpers.authoring.variants import RIGHT, VARIANTS, WRONG, Standing, counted, standing, table, visits, way

NAMES = [variant.name for variant in VARIANTS]


@pytest.mark.parametrize("exercise", course.ids())
def test_every_variant_is_tried_or_left_out_with_a_reason(exercise: str) -> None:
    """None is missing; and what an exercise names is in the catalogue."""
    found = course.exercise(exercise)
    missing = [variant.name for variant in VARIANTS if standing(found, variant)[0] is Standing.MISSING]
    assert not missing, f"{exercise}: give a way with variant=…, or say in `omits` why not: {missing}"
    ways = [*found.alternatives, *(mistake.way for mistake in found.mistakes)]
    assert {one.variant for one in ways if one.variant} | set(found.omits) <= set(NAMES)
    assert all(reason.strip() for reason in found.omits.values())


@pytest.mark.parametrize("exercise", course.ids())
def test_right_variants_are_alternatives_and_wrong_ones_mistakes(exercise: str) -> None:
    """An author cannot give a wrong variant as another right way."""
    found = course.exercise(exercise)
    assert {one.variant for one in found.alternatives if one.variant} <= {variant.name for variant in RIGHT}
    assert {one.way.variant for one in found.mistakes if one.way.variant} <= {variant.name for variant in WRONG}


def test_the_table_has_a_sign_for_each_pair(capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table, and count: every exercise has one sign for every variant."""
    exercises = course.exercises()
    with capsys.disabled():
        print("\n" + table(exercises))  # noqa: T201 - the table is for whoever runs the tests
    numbers = [int(part.rpartition(" ")[2]) for part in counted(exercises).split(", ")]
    assert sum(numbers) == len(exercises) * len(VARIANTS)
    assert numbers[-1] == 0


def test_names_are_told_apart() -> None:
    """Each variant has a name of its own, and each retelling is one of them."""
    assert len(set(NAMES)) == len(NAMES)
    assert set(COMMANDS) | set(DOCKERFILES) <= set(NAMES)


def test_a_visit_tries_its_variants_at_once() -> None:
    """All of one visit are in its script; right ones are never tried together with wrong ones."""
    found = course.exercise("images.copy")
    for group in visits(found):
        assert len({variant.right for variant in group}) == 1
        script = way(found, group).script
        assert all(variant.name in script for variant in group if variant.visit and variant.name in COMMANDS)
