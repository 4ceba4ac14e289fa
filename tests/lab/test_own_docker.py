"""The chapters `start` and `images` outside the lab: environment.yml's packages and any Docker engine that answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import course

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who never heard of the lab: a home of their own, and their `docker`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LAB", "DOCKER", "PYTEST"))}
    return {**kept, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "DOCKER_HOST": os.environ["LAB_ENGINE_HOST"]}


def test_every_exercise_passes_there_and_touches_nobody(own: dict[str, str], tmp_path: Path) -> None:
    """Each can be started, solved, checked and reset with the four packages alone, beside things of others."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.outside", "start", "images"],
        env={**own, "PYTHONPATH": str(ROOT)}, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    chapters = (*course.exercises("start"), *course.exercises("images"))
    expected = [exercise.id for exercise in chapters if not exercise.needs_other]
    assert re.findall(r"^passed (\S+)$", done.stdout, re.MULTILINE) == expected


def test_what_is_not_in_the_environment_is_really_hidden(own: dict[str, str]) -> None:
    """The test above would notice an import of what only the lab has."""
    hidden = (
        "import sys; from tests.support.outside import OnlyThese; sys.meta_path.insert(0, OnlyThese());"
        "import traitlets; import anywidget"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden],
        env={**own, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "anywidget is not in environment.yml" in done.stderr
