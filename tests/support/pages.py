"""JupyterLab's pages in a real browser: opening, waiting, saving."""

from __future__ import annotations

import json
import os
import urllib.request
from urllib.parse import quote
from uuid import uuid4

from playwright.sync_api import Page, expect

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
