"""What a person wrote in an older notebook, and where it stands in the newer one."""

from __future__ import annotations

import pytest

from helpers.authoring import notebook_file, notebooks
from helpers.authoring.carrying import NOTE, carried, sources
from helpers.authoring.notebooks import grade_id
from helpers.course.paths import CODE_STUB, cell_id
from helpers.exercise.model import Way
from tests.support.books import sample

NAME = "exercises/images"
ANSWER = cell_id("images.sample", "solution")


def book(*texts: str) -> notebook_file.Notebook:
    """A notebook of code cells."""
    return notebook_file.notebook([notebook_file.code(text) for text in texts], NAME)


def released(solution: str) -> notebook_file.Notebook:
    """A learner's notebook with one exercise, whose answer cell has an id of its solution."""
    return notebooks.released(notebooks.solved("images", "표본", [sample(solution=Way(script=solution))]))


def said(found: notebook_file.Notebook | None) -> list[str]:
    """The sources of a notebook's cells; none where nothing was carried."""
    return [cell["source"] for cell in found["cells"]] if found else []


@pytest.mark.parametrize("known", ["known", ""])
def test_changed_cell_stands_where_it_stood(known: str) -> None:
    """By its id, whether it is known what was laid or not."""
    old, new = book("a", "b", "c"), book("0", "a", "b", "c")
    laid = sources(old) if known else None
    old["cells"][1]["source"] = "b mine"
    assert said(carried(old, new, laid, NAME)) == ["0", "a", "b mine", "c"]


@pytest.mark.parametrize("known", ["known", ""])
def test_added_cell_stands_behind_the_one_it_stood_behind(known: str) -> None:
    """At the top where it stood there, and without outputs; empty ones and the course's note are not carried."""
    old, new = book("a", "b", "c"), book("a", "b new", "c")
    laid = sources(old) if known else None
    mine = {**notebook_file.code("mine"), "id": "x", "outputs": [{}], "metadata": {"collapsed": True}}
    note = {**notebook_file.markdown("note"), "id": NOTE}
    first = {**notebook_file.markdown("first"), "id": "y"}
    old["cells"][0:1] = [note, first, old["cells"][0], mine, {**notebook_file.code(" "), "id": "z"}]
    found = carried(old, new, laid, NAME)
    assert said(found) == ["first", "a", "mine", "b new", "c"]
    assert found
    assert found["cells"][2] == {**notebook_file.code("mine"), "id": "x"}


@pytest.mark.parametrize("known", ["known", ""])
def test_nothing_is_carried_of_an_untouched_notebook(known: str) -> None:
    """Neither of one that is the same nor of one that the course has changed."""
    for new in (book("a", "b"), book("a new", "b", "c")):
        old = book("a", "b")
        assert carried(old, new, sources(old) if known else None, NAME) is None


def test_changed_cell_that_the_course_changed_stands_beside_it() -> None:
    """Nobody can say which of the two is wanted."""
    old, new = book("a", "b"), book("a new", "b")
    laid = sources(old)
    old["cells"][0]["source"] = "a mine"
    assert said(carried(old, new, laid, NAME)) == ["a mine", "a new", "b"]


@pytest.mark.parametrize("known", ["known", ""])
def test_answer_stays_an_answer(known: str) -> None:
    """A cell that nbgrader knows is known by its name there, though its id has changed with the solution."""
    old, new = released("docker build ."), released("docker build -q .")
    laid = sources(old) if known else None
    (answer,) = (cell for cell in old["cells"] if grade_id(cell) == ANSWER)
    answer["source"] = answer["source"].replace(CODE_STUB, "docker build --tag first:1.0 .")
    found = carried(old, new, laid, NAME)
    assert found
    assert [cell["id"] for cell in found["cells"]] == [cell["id"] for cell in new["cells"]]
    assert "docker build --tag" in said(found)[4]
    assert [cell["metadata"] for cell in found["cells"]] == [cell["metadata"] for cell in new["cells"]]


def test_copied_answer_is_a_cell_of_its_own() -> None:
    """And not nbgrader's: two cells of one name are more than it can mark."""
    old, new = released("docker build ."), released("docker build .")
    laid = sources(old)
    (place,) = (n for n, cell in enumerate(old["cells"]) if grade_id(cell) == ANSWER)
    old["cells"][place]["source"] = "first try"
    old["cells"].insert(place + 1, {**old["cells"][place], "id": "copy", "source": "second try"})
    found = carried(old, new, laid, NAME)
    assert found
    assert said(found)[place : place + 2] == ["first try", "second try"]
    assert found["cells"][place + 1]["metadata"] == {}


def test_locked_cell_is_the_courses() -> None:
    """What a learner cannot edit is taken from the new version."""
    old, new = released("true"), released("true")
    old["cells"][-1]["source"] = "check('old')"
    assert carried(old, new, sources(new), NAME) is None
