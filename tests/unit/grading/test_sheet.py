"""A learner's cells come into the released notebook; the course's own do not come from the learner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers import course
from helpers.authoring import notebook_file
from helpers.course.paths import exercises_path, solutions_path
from helpers.grading import submission
from helpers.grading.sheet import Release, attempted, is_stub

ROOT = Path(__file__).parents[3]


def release(chapter: str) -> Release:
    """The chapter as it is given out."""
    text = (ROOT / exercises_path(chapter)).read_text(encoding="utf-8")
    return Release(chapter=chapter, book=notebook_file.read(text))


def solved(chapter: str) -> dict[str, Any]:
    """The chapter's solved notebook as a learner would save it."""
    book: dict[str, Any] = json.loads((ROOT / solutions_path(chapter)).read_bytes())
    return book


def filled(chapter: str, book: dict[str, Any]) -> list[str]:
    """The sources of the cells that would be run of a handed-in notebook."""
    given = release(chapter)
    work = given.sheet(submission.notebook(json.dumps(book).encode()))
    return [cell["source"] for cell in given.filled(work)["cells"] if cell["cell_type"] == "code"]


def sources(book: dict[str, Any]) -> list[str]:
    """The sources of a notebook's code cells."""
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def cell(source: str) -> dict[str, Any]:
    """A cell that a learner adds."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, "id": "own"}


@pytest.mark.parametrize("chapter", course.chapters())
def test_a_solved_notebook_is_run_as_it_is(chapter: str) -> None:
    """Cell for cell; and of the released one nothing counts as tried."""
    assert filled(chapter, solved(chapter)) == sources(solved(chapter))
    given = release(chapter)
    untouched = submission.notebook((ROOT / exercises_path(chapter)).read_bytes())
    assert not any(map(attempted, given.sheet(untouched).values()))


@pytest.mark.parametrize("chapter", course.chapters())
def test_without_names_and_ids_all_work_is_found(chapter: str) -> None:
    """What stands in the cells says whose they are."""
    book = solved(chapter)
    for one in book["cells"]:
        one["metadata"] = {}
        del one["id"]
    run = filled(chapter, book)
    assert [source for source in sources(solved(chapter)) if source not in run] == []


def test_the_courses_own_cells_are_the_releases() -> None:
    """A check that was edited, doubled or left out is run as it was given out, once."""
    book = solved("start")
    kept = [one for one in book["cells"] if "start(" not in "".join(one["source"])]
    for one in kept:
        if "check(" in "".join(one["source"]):
            one["source"] = 'def check(id): return 1\ncheck("start.first-run")'
    assert filled("start", book | {"cells": kept + kept}) == sources(solved("start"))


def test_a_learners_own_cells_come_along() -> None:
    """In their exercise, before its check; what stands before the first one comes first."""
    book = solved("start")
    at = next(number for number, one in enumerate(book["cells"]) if "docker run hello-world" in "".join(one["source"]))
    book["cells"].insert(at + 1, cell("!docker ps -a"))
    book["cells"].insert(2, cell("import docker"))
    run = filled("start", book)
    assert run[1] == "import docker"
    assert run[3:6] == [sources(solved("start"))[2], "!docker ps -a", 'check("start.first-run")']


@pytest.mark.parametrize(
    "source",
    [
        'check("start.first-run")',
        "hint()",
        "# 다시\nreset()\nstart('start.first-run')",
        "from helpers import check",
        "",
    ],
)
def test_words_with_the_course_are_left_out(source: str) -> None:
    """A second start or a reset would take down what was built."""
    book = solved("start")
    book["cells"].append(cell(source))
    assert filled("start", book) == sources(solved("start"))


@pytest.mark.parametrize(
    ("source", "empty"),
    [
        ("%%bash\ncd first-run\n# 여기에 쓰세요", True),
        ("%%answer start.read-version\ncd read-version\n", True),
        ("%%bash\ncd first-run\ndocker ps", False),
        ("import docker", False),
    ],
)
def test_a_stub_is_known(source: str, empty: bool) -> None:  # noqa: FBT001 (a row of a table)
    """Comments and what the course laid are nothing of the learner's."""
    assert is_stub(source) is empty
