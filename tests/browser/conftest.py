"""A real Chromium on the test lab's real JupyterLab."""

from __future__ import annotations

import json
import os
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from helpers.authoring.execute import work
from tests.lab.terminal import jupyter
from tests.sharding import run

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = "import pathlib, time; from helpers import terminal"
HERE, OTHER = "terminal()", 'terminal("other")'
WAITS = "while not pathlib.Path('go').exists(): time.sleep(0.05)"
"""The cells of a notebook with terminals; the last is at work, looking again and again, until its file is there."""
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


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run this lab's share: the tests of one file are of one learner, whose progress goes on."""
    return run(session, lambda item: item.path.name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def errors() -> list[str]:
    """What the page's console called an error while the test ran."""
    return []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here, as a new learner's."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ko-KR")
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext, errors: list[str]) -> Page:
    """A tab of its own, its console watched."""
    tab = context.new_page()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    tab.on("console", note)
    return tab


@pytest.fixture
def notebook() -> Iterator[str]:
    """A notebook in a folder of its own, and so with terminals of its own, as a path under `work/`."""
    folder = work() / "exercises" / f"terminal{uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    book = new_notebook(cells=[new_code_cell(source) for source in (BEGIN, HERE, OTHER, WAITS)], metadata=kernel)
    nbformat.write(book, folder / "terminal.ipynb")
    yield f"exercises/{folder.name}/terminal.ipynb"
    for terminal in json.loads(jupyter("/api/terminals")):
        if folder.name in terminal["name"]:
            jupyter(f"/api/terminals/{terminal['name']}", "DELETE")


@pytest.fixture
def readable_terminal(context: BrowserContext) -> Iterator[None]:
    """JupyterLab's terminal as a screen reader gets it: it paints on a canvas, which only then comes as text, too."""
    settings = "http://127.0.0.1:8888/lab/api/settings/@jupyterlab/terminal-extension:plugin"
    headers = {"Authorization": f"token {os.environ['LAB_TOKEN']}"}
    context.request.put(settings, headers=headers, data={"raw": '{"screenReaderMode": true}'})
    yield
    context.request.put(settings, headers=headers, data={"raw": "{}"})


def first_address() -> str:
    """The address that `./lab start` prints."""
    return f"http://127.0.0.1:8888/?token={os.environ['LAB_TOKEN']}"


def address(path: str = "") -> str:
    """A page of JupyterLab in a workspace of its own: nothing that another test left open comes back.

    `path` is a file under `work/`; without it the launcher opens.
    """
    page = f"/tree/{quote(path)}" if path else ""
    return f"http://127.0.0.1:8888/lab/workspaces/{uuid4().hex}{page}?token={os.environ['LAB_TOKEN']}"


def save(page: Page) -> None:
    """Save the notebook by the keys that people know, and wait until it is on the disk."""
    unsaved = page.locator(".lm-TabBar-tab.jp-mod-dirty")
    expect(unsaved).to_have_count(1)
    page.keyboard.press("Control+S")
    expect(unsaved).to_have_count(0)


def close(path: str) -> None:
    """End the kernel of a notebook of `work/`: the next one to open it starts anew."""
    for session in json.loads(_ask("GET", "/api/sessions")):
        if session["path"] == path:
            _ask("DELETE", f"/api/sessions/{session['id']}")


def _ask(method: str, path: str) -> bytes:
    headers = {"Authorization": f"token {os.environ['LAB_TOKEN']}"}
    question = urllib.request.Request(f"http://127.0.0.1:8888{path}", method=method, headers=headers)
    with urllib.request.urlopen(question) as answer:  # noqa: S310 - ours
        body: bytes = answer.read()
    return body
