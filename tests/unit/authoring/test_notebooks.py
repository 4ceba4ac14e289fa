"""What becomes of a chapter's text and of its exercises: what a solution keeps, and what a learner gets."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from helpers.authoring import notebook_file, notebooks
from helpers.authoring.notebooks import SourceError, chapter
from helpers.course import paths
from helpers.exercise.model import Way
from tests.support.books import sample

SOURCE = """\
# 표본

머리말이에요.

```{code-cell} ipython3
:tags: [nbval-ignore-output]
:reason: build times differ
print(1)
```

```{note}
참고할 글이에요.
```

```{exercise} images.sample
```

```{code-cell} ipython3
%%bash
docker ps
```

```{exercises}
```
"""


def cells(source: str = SOURCE) -> list[notebook_file.Cell]:
    """The cells of a chapter `sample`."""
    own = sample()
    found: list[notebook_file.Cell] = chapter("sample", source, {own.id: own})[1]["cells"]
    return found


def test_prose_and_code_keep_their_order() -> None:
    """A chapter's cells come in the order of its source."""
    kinds = [cell["cell_type"] for cell in cells()]
    assert kinds == ["markdown", "code", "markdown", "code", "markdown"]


def test_options_become_metadata() -> None:
    """Tags and the reason for not comparing stand in the cell's metadata, not in its source."""
    cell = cells()[1]
    assert cell["source"] == "print(1)"
    assert cell["metadata"] == {"tags": ["nbval-ignore-output"], "reason": "build times differ"}


def test_placed_exercise_links_to_its_notebook() -> None:
    """Where an exercise is placed, its title, its prompt and the way to it stand."""
    text = cells()[2]["source"]
    assert "### 연습 문제: `첫` 이미지" in text
    assert "이미지를 만드세요." in text
    assert f"../{paths.exercise_address('images', '`첫` 이미지')}" in text


def test_box_becomes_a_quotation() -> None:
    """JupyterLab knows no MyST boxes: they come as quoted blocks."""
    assert "> **알아 두기**\n>\n> 참고할 글이에요." in cells()[2]["source"]


def test_chapter_lists_its_exercises() -> None:
    """The list at the end leads to every exercise."""
    assert (
        f"1. [`첫` 이미지](../{quote(paths.exercises_path('images'))}#%EC%B2%AB-%EC%9D%B4%EB%AF%B8%EC%A7%80)"
        in cells()[-1]["source"]
    )


def test_same_source_gives_same_bytes() -> None:
    """Building twice gives the same file, ids included, and every id is its cell's own."""
    assert notebook_file.write({"cells": cells()}) == notebook_file.write({"cells": cells()})
    assert len({cell["id"] for cell in cells()}) == len(cells())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# 표본\n", "## 표본\n"),
        ("{note}", "{nota}"),
        ("images.sample", "images.smaple"),
        ("```{exercise} images.sample\n```\n", ""),
        (":reason: build times differ\n", ""),
        (":tags: [nbval-ignore-output]\n", ""),
        ("nbval-ignore-output", "nbval-skip"),
        (":reason:", ":why: not\n:reason:"),
    ],
)
def test_mistakes_of_an_author_are_refused(old: str, new: str) -> None:
    """What the builder does not know it does not guess."""
    with pytest.raises(SourceError, match="sample"):
        cells(SOURCE.replace(old, new))


def sources(book: notebook_file.Notebook) -> list[str]:
    """The code of a notebook."""
    return [cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"]


def test_solved_notebook_has_the_whole_way() -> None:
    """Each exercise is begun, solved in its folder, and checked."""
    book = notebooks.solved("images", "표본", [sample()])
    assert sources(book) == [
        "from helpers import check, hint, reset, solution, start",
        'start("images.sample")',
        "%%bash\ncd sample\n### BEGIN SOLUTION\ndocker build -t first:1.0 .\ndocker run first:1.0\n### END SOLUTION",
        'check("images.sample")',
    ]


def test_value_is_what_the_answer_cell_prints() -> None:
    """Where a value is asked for, a cell of its own prints it and the check receives it."""
    asked = sample(solution=Way(answer="docker version --format '{{.Server.Version}}'"))
    *_, answer, check = sources(notebooks.solved("images", "표본", [asked]))
    assert answer.startswith("%%answer images.sample\ncd sample\n### BEGIN SOLUTION\ndocker version")
    assert check == 'check("images.sample")'


def test_released_notebook_has_no_solution() -> None:
    """A learner gets a stub in place of the solution, and nothing else changes in the code."""
    solved = notebooks.solved("images", "표본", [sample()])
    before, after = sources(solved), sources(notebooks.released(solved))
    assert after[2] == "%%bash\ncd sample\n# 여기에 쓰세요"
    assert before[:2] + before[3:] == after[:2] + after[3:]


def test_released_cells_are_locked() -> None:
    """A learner can change their own cell and none of those that grade it."""
    book = notebooks.released(notebooks.solved("images", "표본", [sample()]))
    free = [c["source"] for c in book["cells"] if c["cell_type"] == "code" and c["metadata"].get("editable", True)]
    assert free == ["%%bash\ncd sample\n# 여기에 쓰세요"]


def test_points_go_to_the_check() -> None:
    """The check's cell is the one that nbgrader grades, with the exercise's points."""
    marks = [c["metadata"].get("nbgrader", {}) for c in notebooks.solved("images", "표본", [sample()])["cells"]]
    assert [m["points"] for m in marks if m.get("grade")] == [2]


def test_written_notebook_reads_back() -> None:
    """Reading a written notebook gives the same notebook."""
    book = notebooks.solved("images", "표본", [sample()])
    assert notebook_file.read(notebook_file.write(book)) == book


def test_exercises_show_the_same_pictures() -> None:
    """A prompt's picture is found from the exercises' folder, too."""
    asked = sample(prompt="![그림](pictures/stack.svg)을 보세요.")
    task = notebooks.solved("images", "표본", [asked])["cells"][2]["source"]
    assert "![그림](../../notebooks/pictures/stack.svg)" in task
    assert "![그림](pictures/stack.svg)" in notebooks.placed(asked)
