"""Work in the terminal in the notebook, by a person's clicks and keys, on the real lab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.pages import BEGIN, OTHER, WAITS, cell_with, open_terminal, opened, row, run, screen, type_into

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def size(terminal: Locator, mark: str) -> tuple[int, int]:
    """The rows and columns that the shell knows of."""
    type_into(terminal, f"echo {mark}$(stty size)")
    found = re.compile(rf"{mark}(\d+) (\d+)")
    expect(screen(terminal)).to_contain_text(found)
    match = found.search(screen(terminal).inner_text())
    assert match
    return int(match[1]), int(match[2])


def test_a_shell_in_a_container(page: Page, notebook: str, errors: list[str]) -> None:
    """`docker run -it ubuntu:latest /bin/bash` is typed in the notebook, answers from inside, and lets out again."""
    terminal = open_terminal(page, notebook)
    type_into(terminal, "docker run --rm -it ubuntu:latest /bin/bash")
    expect(screen(terminal)).to_contain_text("root@")
    page.keyboard.type("echo inside-$((6*7))\n")
    expect(screen(terminal)).to_contain_text("inside-42")
    page.keyboard.type("exit\n")
    expect(screen(terminal)).to_contain_text(re.compile(r"exit\s*exit\s*learner@my-computer"))
    assert errors == []


def typed(page: Page, terminal: Locator, *lines: str) -> None:
    """Type lines key by key, each as soon as the prompt after the one before stands there."""
    for line in lines:
        expect(screen(terminal)).to_have_text(re.compile(r"[$#]\s*$"))
        for key in line:
            page.keyboard.type(key)
        expect(screen(terminal)).to_have_text(re.compile(rf"{re.escape(line.split()[-1])}\s*$"))
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("exercise", "enter", "write"),
    [
        ("commands.run-it", "docker run -it --name kitchen ubuntu:latest /bin/bash", "echo dough ready > /memo.txt"),
        ("commands.exec-it", "docker exec -it menu-board /bin/bash", "echo today: cream bread > /srv/menu.txt"),
    ],
)
def test_exercises_in_a_containers_shell(page: Page, notebook: str, exercise: str, enter: str, write: str) -> None:
    """What they ask for can be typed there, key by key: the shell of `ubuntu` takes no Korean."""
    terminal = open_terminal(page, notebook)
    terminal.locator(".xterm-screen").click()
    typed(page, terminal, f"lab begin {exercise}", enter, write, "exit", f"lab check {exercise}")
    expect(screen(terminal)).to_contain_text("[통과]")
    typed(page, terminal, f"lab reset {exercise}")
    expect(screen(terminal)).to_contain_text("되돌렸습니다")


def test_korean_in_a_containers_shell(page: Page, notebook: str) -> None:
    """As the chapter says: with LANG it is typed like anything else."""
    terminal = open_terminal(page, notebook)
    terminal.locator(".xterm-screen").click()
    typed(page, terminal, "docker run --rm -it -e LANG=C.UTF-8 ubuntu:latest /bin/bash")
    typed(page, terminal, "echo 반죽 완료 > /memo.txt", "cat /memo.txt")
    expect(row(terminal, "반죽 완료")).to_have_count(1)
    typed(page, terminal, "exit")


def test_korean_by_an_input_method(page: Page, notebook: str) -> None:
    """Hangul that is put together letter by letter arrives whole and once, and comes back."""
    terminal = open_terminal(page, notebook)
    terminal.locator(".xterm-screen").click()
    page.keyboard.type("echo ")
    keys = page.context.new_cdp_session(page)
    for syllable, stages in (("안", "ㅇ아안"), ("녕", "ㄴ녀녕")):
        for stage in stages:
            keys.send("Input.imeSetComposition", {"text": stage, "selectionStart": 1, "selectionEnd": 1})
        keys.send("Input.insertText", {"text": syllable})
    expect(screen(terminal)).to_contain_text("$ echo 안녕")
    page.keyboard.press("Enter")
    expect(row(terminal, "안녕")).to_have_count(1)
    page.keyboard.insert_text("echo 도커")  # as a picture keyboard or a dictation does
    page.keyboard.press("Enter")
    expect(row(terminal, "도커")).to_have_count(1)


def test_the_shell_follows_the_window(page: Page, notebook: str) -> None:
    """A narrower JupyterLab means fewer columns for the shell, a wider one more again."""
    terminal = open_terminal(page, notebook)
    width = terminal.evaluate("node => getComputedStyle(node).width")
    rows, columns = size(terminal, "a")
    assert (rows > 10, columns > 60) == (True, True)
    page.set_viewport_size({"width": 900, "height": 900})
    expect(terminal).not_to_have_css("width", width)
    assert size(terminal, "b")[1] < columns
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(terminal).to_have_css("width", width)
    assert size(terminal, "c") == (rows, columns)


def test_copy_paste_and_interrupt(page: Page, notebook: str) -> None:
    """Ctrl+Shift+C copies what is marked, both Ctrl+Shift+V and Ctrl+V paste, and Ctrl+C is the shell's own."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    terminal = open_terminal(page, notebook)
    type_into(terminal, "clear; printf 'mar%s\\n' ked")
    word = row(terminal, "marked")
    box = word.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 10, box["y"] + box["height"] / 2)
    page.keyboard.press("Control+Shift+C")
    assert page.evaluate("navigator.clipboard.readText()") == "marked"
    for number, keys in enumerate(("Control+Shift+V", "Control+V")):
        page.keyboard.type(f"echo {number}-")
        page.keyboard.press(keys)
        page.keyboard.press("Enter")
        expect(row(terminal, f"{number}-marked")).to_have_count(1)
    page.keyboard.type("echo asleep; sleep 1000\n")
    expect(row(terminal, "asleep")).to_have_count(1)
    page.keyboard.press("Control+C")
    page.keyboard.type("echo back-$?\n")
    expect(screen(terminal)).to_contain_text("back-130")


def test_it_goes_on_while_a_cell_runs(page: Page, notebook: str) -> None:
    """A cell waits for a pipe, into which the terminal, in the same folder, writes."""
    terminal = open_terminal(page, notebook)
    waiting = cell_with(page.locator(".jp-NotebookPanel"), WAITS)
    waiting.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(waiting.locator(".jp-InputPrompt")).to_have_text("[*]:")
    type_into(terminal, "echo > go")
    expect(waiting.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))


def test_the_other_computer(page: Page, notebook: str) -> None:
    """The way there is typed before one's eyes, once, and one is there."""
    terminal = open_terminal(page, notebook, OTHER)
    expect(screen(terminal)).to_contain_text(re.compile(r"\$ ssh other\s*learner@other"))
    type_into(terminal, "echo here-$(hostname)")
    expect(screen(terminal)).to_contain_text("here-other")
    page.reload()
    panel = opened(page)
    run(page, cell_with(panel, BEGIN))
    run(page, cell_with(panel, OTHER))
    expect(screen(terminal)).to_contain_text("here-other")
    assert screen(terminal).inner_text().count("ssh other") == 1
