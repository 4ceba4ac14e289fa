"""The course's notebooks as they are built: the committed ones are their source's, and their outputs are compared."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring import notebook_file
from helpers.authoring.build import ROOT, built, pictures
from helpers.course import paths
from helpers.exercise.model import Verdict
from helpers.ui.feedback import HEADS
from tests.support.books import planned

if TYPE_CHECKING:
    from pathlib import Path

BOOKS = sorted(
    file
    for pattern in ("notebooks/*", "solutions/*/*", "tests/notebooks/unsolved/*")
    for file in ROOT.glob(f"{pattern}.ipynb")
)


def load(file: Path) -> notebook_file.Notebook:
    """A committed notebook."""
    return notebook_file.read(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("chapter", course.chapters())
def test_committed_notebooks_are_built(chapter: str) -> None:
    """Outputs apart, each committed notebook is byte for byte what its source gives: nobody edited it by hand."""
    for path, book, _ in built(chapter):
        assert (ROOT / path).is_file(), f"{path} is not there: run ./lab build {chapter}"
        same = notebook_file.write(notebook_file.cleared(load(ROOT / path))) == notebook_file.write(book)
        assert same, f"{path} is not what the source gives: run ./lab build {chapter}"


def test_no_notebook_is_left_over() -> None:
    """The folders hold the notebooks of the course's chapters and no others."""
    expected = {path for chapter in course.chapters() for path, *_ in built(chapter)}
    folders = ("notebooks", "exercises", "solutions", "tests/notebooks/unsolved")
    found = {file.relative_to(ROOT).as_posix() for folder in folders for file in (ROOT / folder).rglob("*.ipynb")}
    assert found == expected, "run ./lab build, and remove what no chapter gives"


def test_most_outputs_are_compared() -> None:
    """At least 80 % of all code cells have their output compared by nbval."""
    cells = [cell for file in BOOKS for cell in load(file)["cells"] if cell["cell_type"] == "code"]
    ignored = [cell for cell in cells if {"nbval-ignore-output", "nbval-skip"} & set(cell["metadata"].get("tags", ()))]
    assert len(cells) - len(ignored) >= 0.8 * len(cells)
    assert all(cell["execution_count"] for cell in cells), "a code cell was never run: run ./lab build"


def verdicts(file: Path) -> list[str]:
    """The first words of what each check of a notebook said."""
    cells = [cell for cell in load(file)["cells"] if cell["source"].startswith("check(")]
    return [output["data"]["text/plain"].partition("]")[0] for cell in cells for output in cell["outputs"]]


@pytest.mark.parametrize("chapter", course.chapters())
def test_solved_passes_and_unsolved_does_not(chapter: str) -> None:
    """The committed outputs show every exercise passed where it is solved, and none where it is not."""
    passed = f"[{HEADS[Verdict.PASSED][0]}"
    broken = f"[{HEADS[Verdict.BROKEN][0]}"
    number = len(course.ids(chapter))
    assert verdicts(ROOT / paths.solutions_path(chapter)) == [passed] * number
    unsolved = verdicts(ROOT / "tests/notebooks/unsolved" / f"{chapter}.ipynb")
    assert len(unsolved) == number
    assert not {passed, broken} & set(unsolved)


@pytest.mark.parametrize("chapter", course.chapters())
def test_ids_are_unique(chapter: str) -> None:
    """No two cells of one notebook share an id."""
    for path, (book, _) in planned(chapter).items():
        ids = [cell["id"] for cell in book["cells"]]
        assert len(set(ids)) == len(ids), path


def test_pictures_stand_beside_the_chapters() -> None:
    """Each picture that a chapter shows is built into the folder where the chapter looks for it."""
    for name in course.chapters():
        made = {path for path, _text in pictures(name)}
        book, place = planned(name)[paths.chapter_path(name)]
        shown = re.findall(r"\]\((pictures/[^)]+)\)", "\n".join(cell["source"] for cell in book["cells"]))
        assert {str(PurePosixPath(place).parent / path) for path in shown} <= made
