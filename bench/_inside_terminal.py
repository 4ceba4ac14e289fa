"""Run in a test lab by terminal.py: medians in seconds from a key to its character.

The widget's is timed in the page, from the key's event to the change of the rows that are drawn, and so is the wait for
the browser's next frame, before which nothing is seen. The floor is a shell on a bare pty, from the write to the read.
"""

from __future__ import annotations

import json
import os
import pty
import statistics
import sys
import time

from playwright.sync_api import Page, sync_playwright

from helpers.authoring.execute import work

PROMPT = b"ready> "
NOTED = {"widget": "echoes", "frame": "nextFrames"}
SERVER = "http://127.0.0.1:8888/lab"
BOOK = {
    "cells": [
        {
            "cell_type": "code", "id": "terminal", "metadata": {}, "outputs": [], "execution_count": None,
            "source": "from helpers import terminal\nterminal()",
        }
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}},
    "nbformat": 4, "nbformat_minor": 5,
}  # fmt: skip
WATCH = """rows => {
    window.echoes = [];
    window.nextFrames = [];
    let pressed = 0;
    const since = () => (performance.now() - pressed) / 1000;
    document.addEventListener("keydown", () => {
        pressed = performance.now();
        requestAnimationFrame(() => window.nextFrames.push(since()));
    }, true);
    new MutationObserver(() => window.echoes.length < window.nextFrames.length && window.echoes.push(since()))
        .observe(rows, {childList: true, characterData: true, subtree: true});
}"""
"""Notes the seconds from a key to the next frame and to the first change of the rows at or after it."""


def bare(rounds: int) -> float:
    """The median of a shell's echo on a pty of its own."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve("/bin/bash", ["bash", "--norc"], {**os.environ, "PS1": PROMPT.decode()})  # noqa: S606 - the shell itself
    said = b""
    while PROMPT not in said:
        said += os.read(terminal, 4096)
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        os.write(terminal, b"x")
        os.read(terminal, 4096)
        times.append(time.perf_counter() - begin)
        os.write(terminal, b"\b")
        os.read(terminal, 4096)
    os.close(terminal)
    os.waitpid(child, 0)
    return statistics.median(times)


def in_the_notebook(page: Page, rounds: int) -> dict[str, float]:
    """The widget's echo and the browser's frame, one key after the other."""
    (work() / "bench.ipynb").write_text(json.dumps(BOOK))
    page.goto(f"{SERVER}/workspaces/bench/tree/bench.ipynb?token={os.environ['LAB_TOKEN']}")
    page.locator("#jp-main-statusbar").get_by_text("대기").wait_for()
    page.locator(".jp-CodeCell .cm-content").click()
    page.keyboard.press("Control+Enter")
    rows = page.locator(".lab-terminal .xterm-rows")
    rows.get_by_text("$").first.wait_for()
    page.locator(".lab-terminal .xterm-screen").click()
    rows.evaluate(WATCH)
    for number in range(rounds):
        page.keyboard.press("x")
        page.wait_for_function("number => window.echoes.length > number", arg=number)
    return {name: statistics.median(page.evaluate(f"window.{of}")) for name, of in NOTED.items()}


def main(rounds: int) -> None:
    """Both, in one run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["LAB_CHROMIUM"], args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(locale="ko-KR")
        page.set_default_timeout(60_000)
        found = {"pty": bare(rounds), **in_the_notebook(page, rounds)}
        chromium.close()
    (work() / "bench.ipynb").unlink()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
