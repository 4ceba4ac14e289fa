"""A cell that says very much does not hold the page up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect

from helpers.authoring.execute import work
from tests.support.pages import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOON = 10
"""Seconds from the first cell's key to the second cell's output on a busy machine; without a measure it was 46."""
LONG = r"head -c 10000000 /dev/zero | tr '\0' a"
MUCH = {
    "bash": f"%%bash\n{LONG}",
    "system": f"!{LONG}",
    "print": "print('a' * 10_000_000)",
    "lines": "for n in range(10_000): print('line', n)",
    "many": "for n in range(100_000): print('line', n)",
    "docker": f'%%bash\ndocker run --rm busybox sh -c "{LONG}"',
}


@pytest.fixture
def book() -> Iterator[Path]:
    """A notebook among the learner's."""
    file = work() / "much.ipynb"
    yield file
    file.unlink()


@pytest.mark.parametrize("kind", MUCH)
def test_the_next_cell_runs_and_shows_soon(page: Page, book: Path, kind: str) -> None:
    """After ten million characters in one line, or ten thousand lines, or a hundred thousand."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    sources = ("print('ready')", MUCH[kind], "print('ne' + 'xt')")
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources], metadata=kernel), book)
    page.goto(address(book.name))
    cells = page.locator(".jp-NotebookPanel .jp-CodeCell")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    cells.first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cells.first.locator(".jp-OutputArea-output")).to_contain_text("ready")
    began = time.monotonic()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(cells.nth(2).locator(".jp-OutputArea-output")).to_contain_text("next")
    page.evaluate("new Promise(requestAnimationFrame)")
    took = time.monotonic() - began
    assert took < SOON
    if kind != "lines":
        expect(cells.nth(1)).to_contain_text("줄였어요" if kind != "many" else "| head")


def test_what_a_cell_keeps_is_not_cut(page: Page, book: Path) -> None:
    """A variable, a file and a pipe have all of it."""
    less = LONG.replace("10000000", "1000000")  # IPython copies a variable anew for every hundred characters
    sources = (f"%%bash --out kept\n{less}", f"lines = !{LONG}", "print(len(kept), len(lines[0]))")
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), book)
    page.goto(address(book.name))
    cells = page.locator(".jp-NotebookPanel .jp-CodeCell")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    cells.first.locator(".cm-content").click()
    for _ in sources:
        page.keyboard.press("Shift+Enter")
    expect(cells.nth(2).locator(".jp-OutputArea-output")).to_contain_text("1000000 10000000")
