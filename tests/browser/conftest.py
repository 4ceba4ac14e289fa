"""A real Chromium on the test lab's real JupyterLab."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from uuid import uuid4

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from helpers.authoring.execute import work
from tests.support.pages import BEGIN, CHROMIUM, HERE, OTHER, PATIENCE, WAITS
from tests.support.sharding import run
from tests.support.terminal import jupyter

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    os.mkfifo(folder / "go")
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
