"""The terminal in the notebook, by a person's clicks and keys, on the real lab."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import nbformat
import pytest
from conftest import after_restart, save
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect
from test_course import cell_with, open_notebook, run

from helpers.execute import work
from tests.lab.terminal import PATIENCE, SERVER, jupyter
from tests.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE, OTHER = "terminal()", 'terminal("other")'
WAITS = "while not pathlib.Path('go').exists(): time.sleep(0.05)"
BEGIN = "import pathlib, time; from helpers import terminal"


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


def size(terminal: Locator, mark: str) -> tuple[int, int]:
    """The rows and columns that the shell knows of."""
    type_into(terminal, f"echo {mark}$(stty size)")
    found = re.compile(rf"{mark}(\d+) (\d+)")
    expect(screen(terminal)).to_contain_text(found)
    match = found.search(screen(terminal).inner_text())
    assert match
    return int(match[1]), int(match[2])


def restart_kernel(page: Page) -> None:
    """By the toolbar's button and the dialog's."""
    page.locator(".jp-NotebookPanel-toolbar [data-jp-item-name='restart'] jp-button").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def server_is_back() -> None:
    """Wait until the server that comes after a shutdown answers."""
    eventually(lambda: answers(f"http://{SERVER}/api"), "the server did not come back", PATIENCE)


def test_a_shell_in_a_container(page: Page, notebook: str, errors: list[str]) -> None:
    """`docker run -it ubuntu:latest /bin/bash` is typed in the notebook, answers from inside, and lets out again."""
    terminal = shown(page, notebook)
    type_into(terminal, "docker run --rm -it ubuntu:latest /bin/bash")
    expect(screen(terminal)).to_contain_text("root@")
    page.keyboard.type("echo inside-$((6*7))\n")
    expect(screen(terminal)).to_contain_text("inside-42")
    page.keyboard.type("exit\n")
    expect(screen(terminal)).to_contain_text(re.compile(r"exit\s*exit\s*learner@my-computer"))
    assert errors == []


def test_korean_by_an_input_method(page: Page, notebook: str) -> None:
    """Hangul that is put together letter by letter arrives whole and once, and comes back."""
    terminal = shown(page, notebook)
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
    terminal = shown(page, notebook)
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
    terminal = shown(page, notebook)
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
    """A cell waits for a file, and the terminal, in the same folder, makes it."""
    terminal = shown(page, notebook)
    waiting = cell_with(page.locator(".jp-NotebookPanel"), WAITS)
    waiting.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(waiting.locator(".jp-InputPrompt")).to_have_text("[*]:")
    type_into(terminal, "touch go")
    expect(waiting.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))


def test_it_outlives_the_kernel(page: Page, notebook: str, errors: list[str]) -> None:
    """After a restart it says that it goes on, and so it does; a widget that cannot come back says so in Korean."""
    terminal = shown(page, notebook)
    type_into(terminal, "kept=from-before")
    restart_kernel(page)
    expect(terminal.get_by_role("status")).to_contain_text("커널이 다시 시작됐어요")
    type_into(terminal, "echo 1-$kept")
    expect(screen(terminal)).to_contain_text("1-from-before")
    save(page)
    page.reload()
    output = page.locator(".jp-OutputArea-output.jupyter-widgets")
    expect(output).to_have_css("font-size", "0px")
    assert "칸을 다시 실행하면" in output.evaluate("node => getComputedStyle(node, '::after').content")
    for source in (BEGIN, HERE):  # the numbers in front of them will be the same
        cell_with(page.locator(".jp-NotebookPanel"), source).locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
    type_into(terminal, "echo 2-$kept")
    expect(screen(terminal)).to_contain_text("2-from-before")
    assert after_restart(errors) == []


def test_it_outlives_the_page(page: Page, notebook: str, errors: list[str]) -> None:
    """After a reload the terminal stands where it stood, with what it showed and the same shell in it."""
    terminal = shown(page, notebook)
    type_into(terminal, "kept=from-before; echo seen-$((6*7))")
    expect(screen(terminal)).to_contain_text("seen-42")
    save(page)
    page.reload()
    expect(screen(terminal)).to_contain_text("seen-42")
    type_into(terminal, "echo 1-$kept")
    expect(screen(terminal)).to_contain_text("1-from-before")
    assert errors == []


def test_the_other_computer(page: Page, notebook: str) -> None:
    """The way there is typed before one's eyes, once, and one is there."""
    terminal = shown(page, notebook, OTHER)
    expect(screen(terminal)).to_contain_text(re.compile(r"\$ ssh other\s*learner@other"))
    type_into(terminal, "echo here-$(hostname)")
    expect(screen(terminal)).to_contain_text("here-other")
    page.reload()
    run(page, cell_with(page.locator(".jp-NotebookPanel"), BEGIN))
    run(page, cell_with(page.locator(".jp-NotebookPanel"), OTHER))
    expect(screen(terminal)).to_contain_text("here-other")
    assert screen(terminal).inner_text().count("ssh other") == 1


@pytest.mark.usefixtures("readable_terminal")
def test_the_same_in_a_tab_of_jupyterlab(page: Page, notebook: str) -> None:
    """The button opens JupyterLab's own terminal, and it is the very same one."""
    terminal = shown(page, notebook)
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
    terminal = shown(page, notebook)
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
    terminal = shown(page, notebook)
    reader = terminal.get_by_role("button", name="화면 낭독")
    expect(reader).to_have_attribute("aria-pressed", "false")
    reader.focus()
    page.keyboard.press("Enter")
    expect(reader).to_have_attribute("aria-pressed", "true")
    expect(terminal.get_by_role("listitem").first).to_contain_text("learner@my-computer")
    run(page, cell_with(page.locator(".jp-NotebookPanel"), HERE))
    expect(reader).to_have_attribute("aria-pressed", "true")
    expect(terminal.get_by_role("listitem").first).to_contain_text("learner@my-computer")


def test_a_shell_that_ended(page: Page, notebook: str) -> None:
    """`exit` is said to have ended the shell, and one click gives a new one."""
    terminal = shown(page, notebook)
    type_into(terminal, "old=shell; exit")
    expect(terminal.get_by_role("status")).to_contain_text("셸이 끝났어요")
    terminal.get_by_role("button", name="새 터미널 열기").click()
    expect(terminal.get_by_role("status")).to_be_empty()
    page.keyboard.type("echo now-${old:-new}\n")
    expect(screen(terminal)).to_contain_text("now-new")


def test_a_server_that_went_away(page: Page, notebook: str) -> None:
    """It is said and can be mended by a button; the shell that went with the server is not passed off as the same."""
    terminal = shown(page, notebook)
    also = page.locator(".jp-Dialog")  # JupyterLab says it, too
    page.add_locator_handler(also, lambda: page.keyboard.press("Escape"))
    page.context.set_offline(True)
    jupyter("/api/shutdown", "POST")
    expect(terminal.get_by_role("status")).to_contain_text("서버가 대답하지 않아요")
    server_is_back()
    page.context.set_offline(False)
    terminal.get_by_role("button", name="다시 연결").click()
    expect(terminal.get_by_role("status")).to_contain_text("먼저 있던 셸은 끝났어요")
    type_into(terminal, "echo answer-$((6*7))")
    expect(screen(terminal)).to_contain_text("answer-42")


def test_without_xterm(page: Page, notebook: str) -> None:
    """Where the screen cannot be drawn, it is said in Korean, and JupyterLab's own terminal is a click away."""
    page.route("**/xterm.mjs", lambda route: route.abort())
    panel = open_notebook(page, notebook)
    run(page, cell_with(panel, BEGIN))
    cell = cell_with(panel, HERE)
    run(page, cell)
    expect(cell.get_by_role("status")).to_contain_text("터미널을 보여 드릴 수 없어요")
    cell.get_by_role("button", name="JupyterLab 탭에서 열기").click()
    expect(page.locator(".jp-Terminal")).to_be_visible()


def test_its_colours_are_jupyterlabs(page: Page, notebook: str) -> None:
    """Light and dark, and when JupyterLab changes while it stands there."""
    terminal = shown(page, notebook)
    paint = "node => getComputedStyle(node).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).every(n => n > 200)"
    ground = terminal.locator(".xterm-scrollable-element")
    assert ground.evaluate(paint) is True
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    expect(ground).not_to_have_css("background-color", "rgb(255, 255, 255)")
    assert ground.evaluate(paint) is False
