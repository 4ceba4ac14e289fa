"""What the tests of the terminal in the notebook have in common: where it stands, what is on it, and typing into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.pages import BEGIN, HERE, cell_with, open_notebook, run

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def shown(page: Page, notebook: str, source: str = HERE) -> Locator:
    """Open the notebook, run a cell with a terminal, and return the terminal when its prompt stands there."""
    panel = open_notebook(page, notebook)
    run(page, cell_with(panel, BEGIN))
    cell = cell_with(panel, source)
    run(page, cell)
    terminal = cell.locator(".lab-terminal")
    expect(screen(terminal)).to_contain_text("$")
    return terminal


def screen(terminal: Locator) -> Locator:
    """The rows of a terminal as they are drawn."""
    return terminal.locator(".xterm-rows")


def row(terminal: Locator, text: str) -> Locator:
    """The rows that hold `text` and nothing else."""
    return screen(terminal).locator("> div").filter(has_text=re.compile(f"^{text}$"))


def type_into(terminal: Locator, line: str) -> None:
    """Click into the terminal, type a line and press Enter."""
    terminal.locator(".xterm-screen").click()
    terminal.page.keyboard.type(line + "\n")
