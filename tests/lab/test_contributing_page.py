"""docs/CONTRIBUTING.md is followed literally on a real lab: the exercise proves itself, the probe and the rule work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import contributing
from tests.support.contributing import copied, follow, python

if TYPE_CHECKING:
    from pathlib import Path

PROVE = """
import sys
from helpers import course
from helpers.authoring.bystanders import present
from helpers.authoring.proving import cases, prove
from helpers.world.computers import Computers

computers = Computers.here()
with present(computers) as bystanders:
    for case in cases(course.exercise(sys.argv[1])):
        prove(case, computers, bystanders)
        print(case)
"""
"""As `./lab prove` does, without waiting for this run to be over, which has the lab alone."""


def test_the_exercise_proves_itself(tmp_path: Path) -> None:
    """All six proofs run on it, and none of its ways is left out."""
    copy = copied(tmp_path)
    follow("연습 문제", copy)
    proved = python(copy, "-c", PROVE, "images.author").split()
    assert proved[:2] == ["images.author:solution", "images.author:alternative-1"]
    assert len(proved) == 6


@pytest.mark.parametrize("title", ["알아보는 것", "코치의 규칙"])
def test_the_test_that_is_added_passes(tmp_path: Path, title: str) -> None:
    """What the page adds does on a real engine what the page says."""
    copy = copied(tmp_path)
    follow(title, copy)
    file, name = contributing.named_test(title)
    said = python(copy, "-m", "pytest", "--noconftest", "-p", "no:cacheprovider", file, "-k", name)
    assert "100%" in said
