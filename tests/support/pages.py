"""Use JupyterLab's pages in a real browser: open notebooks, run cells, save, type into a notebook's terminal."""

from __future__ import annotations

import json
import os
import re
from urllib.parse import quote
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.support.terminal import SERVER, jupyter

BEGIN = "from helpers import terminal"
HERE, OTHER = "terminal()", 'terminal("other")'
WAITS = "open('go').read()"
"""The cells of a notebook with terminals; the last is at work until somebody writes into the pipe beside it."""
CHROMIUM = "/usr/bin/chromium"
CONTRAST = """element => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
    const ground = e => channels(getComputedStyle(e).backgroundColor);
    let behind = element;
    while (behind.parentElement && ground(behind)[3] === 0) behind = behind.parentElement;
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(behind))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
}"""
"""The contrast of an element's text with what is behind it, as WCAG counts it."""
PATIENCE = 60_000
"""Milliseconds that a step may take on a busy machine; a step goes on as soon as its condition holds."""
_DONE = """(prompt, patience) => ({promise: new Promise((end, fail) => {
    let began = false;
    const eye = new MutationObserver(() => {
        began ||= prompt.textContent.includes('*');
        if (began && /\\[\\d+\\]/.test(prompt.textContent)) { eye.disconnect(); end(); }
    });
    eye.observe(prompt, {childList: true, characterData: true, subtree: true});
    setTimeout(() => fail(new Error(`the cell did not end: ${prompt.textContent}`)), patience);
})})"""
"""Ends when a cell has run: after a restart its number may be the one that it had, and `[*]` is gone in a moment."""


def first_address() -> str:
    """Return the address that `./lab start` prints."""
    return f"http://{SERVER}/?token={os.environ['LAB_TOKEN']}"


def address(path: str = "") -> str:
    """Return the address of a page in a workspace of its own: nothing that another test left open comes back.

    `path` is a file under `work/`; without it the launcher opens.
    """
    page = f"/tree/{quote(path)}" if path else ""
    return f"http://{SERVER}/lab/workspaces/{uuid4().hex}{page}?token={os.environ['LAB_TOKEN']}"


def open_notebook(page: Page, path: str) -> Locator:
    """Open a notebook of `work/` and return its panel when its cells stand there."""
    page.goto(address(path))
    return opened(page)


def opened(page: Page) -> Locator:
    """Return the panel of the notebook that a page opens or brings back, when its cells stand there and can run.

    Before the kernel is known JupyterLab takes Ctrl+Enter and runs nothing.
    """
    panel = page.locator(".jp-NotebookPanel")
    expect(panel.locator(".jp-CodeCell").first).to_be_visible()
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    return panel


def cell_with(panel: Locator, source: str) -> Locator:
    """Return the first code cell whose source has `source`; what stands in outputs does not count."""
    written = panel.page.locator(".jp-Cell-inputArea", has_text=source)
    cell = panel.locator(".jp-CodeCell").filter(has=written).first
    cell.scroll_into_view_if_needed()
    return cell


def run(page: Page, cell: Locator) -> Locator:
    """Run one cell as a person does, and return its output area when it is done."""
    done = cell.locator(".jp-InputPrompt").evaluate_handle(_DONE, PATIENCE)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    done.evaluate("done => done.promise")
    return cell.locator(".jp-Cell-outputArea")


def write(page: Page, cell: Locator, source: str) -> None:
    """Replace a cell's source by what a person types."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def open_terminal(page: Page, notebook: str, source: str = HERE) -> Locator:
    """Open the notebook, run a cell with a terminal, and return the terminal when its prompt stands there."""
    panel = open_notebook(page, notebook)
    run(page, cell_with(panel, BEGIN))
    cell = cell_with(panel, source)
    run(page, cell)
    terminal = cell.locator(".lab-terminal")
    expect(screen(terminal)).to_contain_text("$")
    return terminal


def screen(terminal: Locator) -> Locator:
    """Return the rows of a terminal as they are drawn."""
    return terminal.locator(".xterm-rows")


def row(terminal: Locator, text: str) -> Locator:
    """Return the rows that hold `text` and nothing else."""
    return screen(terminal).locator("> div").filter(has_text=re.compile(f"^{text}$"))


def type_into(terminal: Locator, line: str) -> None:
    """Click into the terminal, type a line and press Enter."""
    terminal.locator(".xterm-screen").click()
    terminal.page.keyboard.type(line + "\n")


def save(page: Page) -> None:
    """Save the notebook by the keys that people know, and wait until it is on the disk."""
    unsaved = page.locator(".lm-TabBar-tab.jp-mod-dirty")
    expect(unsaved).to_have_count(1)
    page.keyboard.press("Control+S")
    expect(unsaved).to_have_count(0)


def close(path: str) -> None:
    """End the kernel of a notebook of `work/`: the next one to open it starts anew."""
    for session in json.loads(jupyter("/api/sessions")):
        if session["path"] == path:
            jupyter(f"/api/sessions/{session['id']}", "DELETE")
