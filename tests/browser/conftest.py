"""A real Chromium on the test lab's real JupyterLab."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 60_000
"""Milliseconds that a step may take on a busy machine; a step goes on as soon as its condition holds."""


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


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    """The computer's colour scheme."""
    return str(request.param)


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


def address(path: str = "") -> str:
    """The address that `./lab start` prints, or that of a file under `work/`, with the token."""
    page = f"lab/tree/{quote(path)}" if path else ""
    return f"http://127.0.0.1:8888/{page}?token={os.environ['LAB_TOKEN']}"
