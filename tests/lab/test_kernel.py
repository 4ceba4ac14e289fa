"""The learner's functions in a real notebook: what its cells show, on the real lab."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from helpers.lesson.lesson import Lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    Outputs = list[Any]

EXERCISE = "start.first-run"
TITLE = Lesson().exercise(EXERCISE).title
IMPORT = "from helpers import check, exercises, hint, reset, solution, start"
START, CHECK, RESET = (f'{function}("{EXERCISE}")' for function in ("start", "check", "reset"))
SOLVE = "!docker run --rm hello-world"


@pytest.fixture(autouse=True)
def _reset_afterwards() -> Iterator[None]:
    """The exercise is not begun, before and afterwards."""
    lesson = Lesson()
    lesson.reset(EXERCISE)
    yield
    lesson.reset(EXERCISE)


def client(*cells: str) -> NotebookClient:
    """A notebook with these cells in the learner's folder. Running it raises CellExecutionError where a cell does."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (IMPORT, *cells)])
    return NotebookClient(
        book, timeout=120, startup_timeout=120, kernel_name="python3",
        resources={"metadata": {"path": os.environ.get("LAB_WORK", str(Path.home()))}},
    )  # fmt: skip


def run(*cells: str) -> list[Outputs]:
    """The outputs of each cell."""
    return outputs(client(*cells).execute())


def outputs(book: Any) -> list[Outputs]:
    """The outputs of each cell after the import; nothing may stand on standard error."""
    found: list[Outputs] = [cell.outputs for cell in book.cells[1:]]
    noise = [output.text for cell in found for output in cell if output.get("name") == "stderr"]
    assert not noise
    return found


def plain(cell: Outputs) -> str:
    """What a cell shows as plain text; what it shows as HTML must be there too."""
    (shown,) = cell
    assert shown.output_type == "display_data"
    assert shown.data["text/html"].strip()
    return str(shown.data["text/plain"])


def test_one_exercise_in_cells() -> None:
    """Start, look, hint, solution, solve, check, reset: each cell shows one thing, as text and as HTML."""
    cells = (START, CHECK, f'hint("{EXERCISE}")', f'solution("{EXERCISE}")', f'solution("{EXERCISE}", show=True)')
    started, looked, hinted, refused, shown, _, passed, undone, over = run(*cells, SOLVE, CHECK, RESET, CHECK)
    assert "연습 문제를 시작합니다" in plain(started)
    assert "아직 시작 전입니다" in plain(looked)
    assert "힌트 1/" in plain(hinted)
    assert "docker run" not in plain(refused)
    assert "docker run hello-world" in plain(shown)
    assert "[통과]" in plain(passed)
    assert "되돌렸습니다" in plain(undone)
    assert "먼저 시작하세요" in plain(over)


def test_nbgrader_gets_points() -> None:
    """Under nbgrader a check gives its points as a float, which nbgrader counts as partial credit."""
    cells = ("import os; os.environ['NBGRADER_EXECUTION'] = 'autograde'", START, CHECK, SOLVE, CHECK)
    *_, before, _, after = run(*cells)
    given = [[output.data["text/plain"] for output in cell if "data" in output][-1] for cell in (before, after)]
    assert given == ["0.0", "1.0"]


def test_every_way_of_writing_an_id_is_understood() -> None:
    """Upper case, underscores, spaces and the Korean title mean the same exercise."""
    for shown in run(*(f"start({name!r})" for name in ("START.FIRST_RUN", " start.first run ", TITLE))):
        assert "연습 문제를 시작합니다" in plain(shown)


@pytest.mark.parametrize("function", ["start", "check", "hint", "solution", "reset"])
def test_unknown_id_is_told(function: str) -> None:
    """No traceback: the sentence names what was written, and the nearest exercise where there is one."""
    names = ("start.first-rnu", "처음.실행", "ㅁㄴㅇㄹ", "IMAGES.없는것", "", "😀", None, 7, ["a"])
    told = [plain(shown) for shown in run(*(f"{function}({name!r})" for name in names))]
    assert all("연습 문제는 없습니다" in text for text in told)
    assert f"`{EXERCISE}`" in told[0]
    assert "처음.실행" in told[1]


def test_two_notebooks_check_at_once() -> None:
    """Two kernels that check the same exercise over and over both see it pass every time."""
    run(START, SOLVE)

    async def both() -> list[Any]:
        return await asyncio.gather(*(client(*[CHECK] * 5).async_execute() for _ in range(2)))

    for book in asyncio.run(both()):
        assert all("[통과]" in plain(shown) for shown in outputs(book))


def test_rest_of_a_cell_is_not_swallowed() -> None:
    """`ssh` in a `%%bash` cell does not read the lines after it away."""
    (cell,) = run("%%bash\nssh other hostname\necho after")
    assert "".join(output.text for output in cell) == "other\nafter\n"
