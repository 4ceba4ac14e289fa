"""Exercises as notebook cells: solved, and as a learner gets them."""

from __future__ import annotations

from helpers.authoring import assignment, notebook_file
from helpers.exercise.model import Way
from tests.support.books import sample


def sources(book: notebook_file.Notebook) -> list[str]:
    """The code of a notebook."""
    return [cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"]


def test_solved_notebook_has_the_whole_way() -> None:
    """Each exercise is begun, solved in its folder, and checked."""
    book = assignment.solved("sample", "표본", [sample()])
    assert sources(book) == [
        "from helpers import check, hint, reset, solution, start",
        'start("sample.first")',
        "%%bash\ncd first\n### BEGIN SOLUTION\ndocker build -t first:1.0 .\ndocker run first:1.0\n### END SOLUTION",
        'check("sample.first")',
    ]


def test_value_is_what_the_answer_cell_prints() -> None:
    """Where a value is asked for, a cell of its own prints it and the check receives it."""
    asked = sample(solution=Way(answer="docker version --format '{{.Server.Version}}'"))
    *_, answer, check = sources(assignment.solved("sample", "표본", [asked]))
    assert answer.startswith("%%answer sample.first\ncd first\n### BEGIN SOLUTION\ndocker version")
    assert check == 'check("sample.first")'


def test_released_notebook_has_no_solution() -> None:
    """A learner gets a stub in place of the solution, and nothing else changes in the code."""
    solved = assignment.solved("sample", "표본", [sample()])
    before, after = sources(solved), sources(assignment.released(solved))
    assert after[2] == "%%bash\ncd first\n# 여기에 쓰세요"
    assert before[:2] + before[3:] == after[:2] + after[3:]


def test_released_cells_are_locked() -> None:
    """A learner can change their own cell and none of those that grade it."""
    book = assignment.released(assignment.solved("sample", "표본", [sample()]))
    free = [c["source"] for c in book["cells"] if c["cell_type"] == "code" and c["metadata"].get("editable", True)]
    assert free == ["%%bash\ncd first\n# 여기에 쓰세요"]


def test_points_go_to_the_check() -> None:
    """The check's cell is the one that nbgrader grades, with the exercise's points."""
    marks = [c["metadata"].get("nbgrader", {}) for c in assignment.solved("sample", "표본", [sample()])["cells"]]
    assert [m["points"] for m in marks if m.get("grade")] == [2]


def test_written_notebook_reads_back() -> None:
    """Reading a written notebook gives the same notebook."""
    book = assignment.solved("sample", "표본", [sample()])
    assert notebook_file.read(notebook_file.write(book)) == book


def test_exercises_show_the_same_pictures() -> None:
    """A prompt's picture is found from the exercises' folder, too."""
    asked = sample(prompt="![그림](pictures/stack.svg)을 보세요.")
    task = assignment.solved("sample", "표본", [asked])["cells"][2]["source"]
    assert "![그림](../../notebooks/pictures/stack.svg)" in task
    assert "![그림](pictures/stack.svg)" in assignment.placed(asked)
