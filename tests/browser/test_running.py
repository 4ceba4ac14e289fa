"""What a cell of commands shows while it runs and when it is over: that it goes on, and red only where it failed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from helpers.authoring.execute import work
from tests.support.pages import CONTRAST, cell_with, open_notebook, run
from tests.support.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILD = "%%bash\nprintf 'FROM busybox\\nRUN echo made\\n' | docker build -t browser-neutral:1 - # builds"
FAILS = "%%bash\necho grumble >&2; exit 3 # fails"
WAITS = "open('running-go').read()"
NEXT = "%%bash\nread line < running-go # next"
LASTING = re.compile(r"^실행 중… [2-9]초$")
STDERR = "[data-mime-type='application/vnd.jupyter.stderr']"
GROUND = "element => getComputedStyle(element).backgroundColor"
CLEAR = "rgba(0, 0, 0, 0)"


@pytest.fixture
def book() -> Iterator[str]:
    """A notebook, and a pipe for whose other end its cells wait."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    file, pipe = work() / "running.ipynb", work() / "running-go"
    nbformat.write(new_notebook(cells=[new_code_cell(s) for s in (BUILD, FAILS, WAITS, NEXT)], metadata=kernel), file)
    os.mkfifo(pipe)
    with staged("busybox"):
        yield file.name
    file.unlink()
    pipe.unlink()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_build_that_succeeds_is_no_wall_of_red(page: Page, book: str, scheme: str) -> None:
    """What a program tells by the standard error stands on the page's own ground; in a cell that failed it is red."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    panel = open_notebook(page, book)
    told = run(page, cell_with(panel, "# builds")).locator(STDERR)
    expect(told).to_contain_text("naming to")
    assert told.evaluate(GROUND) == CLEAR
    assert told.locator("pre").evaluate(CONTRAST) >= 4.5
    output = run(page, cell_with(panel, "# fails"))
    expect(output.locator(".lab-error")).to_contain_text("종료 코드 3")
    failed = output.locator(STDERR).filter(has_text="grumble")
    assert failed.evaluate(GROUND) != CLEAR


def line(cell: Locator) -> Locator:
    """What stands beneath a cell that takes long."""
    return cell.locator(".lab-running")


def test_a_cell_that_takes_long_says_that_it_goes_on(page: Page, book: str) -> None:
    """The one that the kernel is at, for how long already, and not the one that waits behind it; then it is gone."""
    panel = open_notebook(page, book)
    first, second = cell_with(panel, WAITS), cell_with(panel, "# next")
    first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(line(first)).to_have_text(LASTING)
    expect(line(first).get_by_role("status")).to_have_text("실행 중…")
    expect(second.locator(".jp-InputPrompt")).to_contain_text("*")
    expect(line(second)).to_have_count(0)
    (work() / "running-go").write_text("go\n")
    expect(line(first)).to_have_count(0)
    expect(line(second)).to_have_text(LASTING)
    page.get_by_role("button", name="커널 중지").click()
    expect(line(second)).to_have_count(0)
