"""The terminal in the notebook for everybody: by keyboard, to a screen reader, in light and dark, in a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.pages import HERE, cell_with, open_terminal, run, screen, type_into

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.usefixtures("readable_terminal")
def test_the_same_in_a_tab_of_jupyterlab(page: Page, notebook: str) -> None:
    """The button opens JupyterLab's own terminal, and it is the very same one."""
    terminal = open_terminal(page, notebook)
    type_into(terminal, "where=the-same")
    terminal.get_by_role("button", name="JupyterLab 탭에서 열기").click()
    tab = page.locator(".jp-Terminal")
    tab.locator(".xterm-screen").click()
    page.keyboard.type("echo is-$where\n")
    expect(tab.locator(".xterm-accessibility-tree")).to_contain_text("is-the-same")


def test_no_trap_for_the_keyboard(page: Page, notebook: str) -> None:
    """Tab comes to the terminal, Enter leads in, where Tab is the shell's; Escape twice leads out, and Tab goes on.

    Letters are the shell's alone: `a` and `b` would make cells, `h` would open JupyterLab's help.
    """
    terminal = open_terminal(page, notebook)
    focused, inside = terminal.locator(".lab-terminal-screen:focus"), terminal.locator("textarea:focus")
    terminal.get_by_role("button", name="JupyterLab 탭에서 열기").focus()
    page.keyboard.press("Tab")
    expect(focused).to_have_count(1)
    page.keyboard.press("Enter")
    expect(inside).to_have_count(1)
    cells = page.locator(".jp-NotebookPanel .jp-Cell")
    before = cells.count()
    page.keyboard.type("h=ab; hostn")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(screen(terminal)).to_contain_text("$ h=ab; hostname")
    assert (cells.count(), page.locator(".jp-Dialog").count()) == (before, 0)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(inside).to_have_count(0)
    expect(focused).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    expect(terminal.locator("button:focus")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(terminal.locator(":focus")).to_have_count(0)
    expect(focused).to_have_count(0)


def test_a_screen_reader_gets_the_text(page: Page, notebook: str) -> None:
    """When it is asked for, by a button that the keyboard reaches; and it is remembered for the next terminal."""
    terminal = open_terminal(page, notebook)
    reader = terminal.get_by_role("button", name="화면 낭독")
    expect(reader).to_have_attribute("aria-pressed", "false")
    reader.focus()
    page.keyboard.press("Enter")
    expect(reader).to_have_attribute("aria-pressed", "true")
    expect(terminal.get_by_role("listitem").first).to_contain_text("learner@my-computer")
    run(page, cell_with(page.locator(".jp-NotebookPanel"), HERE))
    expect(reader).to_have_attribute("aria-pressed", "true")
    expect(terminal.get_by_role("listitem").first).to_contain_text("learner@my-computer")


def test_its_colours_are_jupyterlabs(page: Page, notebook: str) -> None:
    """Light and dark, and when JupyterLab changes while it stands there."""
    terminal = open_terminal(page, notebook)
    paint = "node => getComputedStyle(node).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).every(n => n > 200)"
    ground = terminal.locator(".xterm-scrollable-element")
    assert ground.evaluate(paint) is True
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    expect(ground).not_to_have_css("background-color", "rgb(255, 255, 255)")
    assert ground.evaluate(paint) is False
