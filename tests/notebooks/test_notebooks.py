"""Every notebook of the course says on a fresh lab what its committed outputs say, under strict nbval.

Needs the lab and its test image. The unsolved notebooks are released without outputs; what an unsolved run prints is
kept in `unsolved/`, and a unit test holds their cells to `exercises/`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring import outputs
from helpers.authoring.execute import CELL_SECONDS, work
from helpers.authoring.clean_lab import fresh
from helpers.course import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

ROOT = Path(__file__).parents[2]


def books() -> Iterator[ParameterSet]:
    """Yield each notebook's file and where in the learner's folder it stands when it runs; with a name for `-k`."""
    for number, chapter in enumerate(course.chapters()):
        name, exercises = f"{number}-{chapter}", paths.exercises_path(chapter)
        yield pytest.param(paths.chapter_path(chapter), paths.chapter_path(chapter), id=f"notebooks/{name}")
        yield pytest.param(paths.solutions_path(chapter), exercises, id=f"solutions/{name}")
        yield pytest.param(f"tests/notebooks/unsolved/{chapter}.ipynb", exercises, id=f"unsolved/{name}")


@pytest.mark.parametrize(("file", "path"), books())
def test_outputs_hold(file: str, path: str, tmp_path: Path) -> None:
    """A notebook run by a learner on a new lab prints what the committed one shows."""
    fresh()
    place = work() / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes((ROOT / file).read_bytes())
    sanitizer = tmp_path / "sanitize.cfg"
    sanitizer.write_text(outputs.sanitizer(), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "no:cacheprovider", "-q", "--color=no",
            "--nbval", "--nbval-current-env", "--nbval-sanitize-with", str(sanitizer),
            "--nbval-cell-timeout", str(CELL_SECONDS), str(place),
        ],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_release_is_what_nbgrader_makes(tmp_path: Path) -> None:
    """What nbgrader's generate_assignment makes of solutions/ is exercises/, byte for byte."""
    chapters = sorted(folder.name for folder in (ROOT / "solutions").iterdir())
    for chapter in chapters:
        command = ["generate_assignment", "--force", "--no-db", f"--CourseDirectory.root={ROOT}", chapter]
        subprocess.run(
            [
                sys.executable, "-m", "nbgrader", *command,
                f"--CourseDirectory.release_directory={tmp_path}",
            ],
            cwd=ROOT, check=True, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        released = ROOT / paths.exercises_path(chapter)
        assert (tmp_path / chapter / released.name).read_bytes() == released.read_bytes(), chapter
    assert chapters
