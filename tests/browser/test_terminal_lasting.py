"""What the terminal in the notebook outlives, and what it says of what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.pages import (
    BEGIN,
    HERE,
    cell_with,
    open_notebook,
    open_terminal,
    opened,
    run,
    save,
    screen,
    type_into,
)
from tests.support.terminal import SERVER, jupyter
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page


TERMINALS = "**/api/terminals**"


def restart_kernel(page: Page) -> None:
    """By the toolbar's button and the dialog's."""
    page.locator(".jp-NotebookPanel-toolbar [data-jp-item-name='restart'] jp-button").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def server_is_back() -> None:
    """Wait until the server that comes after a shutdown answers."""
    eventually(lambda: answers(f"http://{SERVER}/api"), "the server did not come back")


def test_it_outlives_the_kernel(page: Page, notebook: str, errors: list[str]) -> None:
    """After a restart it says that it goes on, and so it does; a widget that cannot come back says so in Korean."""
    terminal = open_terminal(page, notebook)
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
    panel = opened(page)
    for source in (BEGIN, HERE):
        run(page, cell_with(panel, source))
    expect(screen(terminal)).to_contain_text("1-from-before")
    type_into(terminal, "echo 2-$kept")
    expect(screen(terminal)).to_contain_text("2-from-before")
    assert errors == []


def test_it_outlives_the_page(page: Page, notebook: str, errors: list[str]) -> None:
    """After a reload the terminal stands where it stood, with what it showed and the same shell in it."""
    terminal = open_terminal(page, notebook)
    type_into(terminal, "kept=from-before; echo seen-$((6*7))")
    expect(screen(terminal)).to_contain_text("seen-42")
    save(page)
    page.reload()
    expect(screen(terminal)).to_contain_text("seen-42")
    type_into(terminal, "echo 1-$kept")
    expect(screen(terminal)).to_contain_text("1-from-before")
    assert errors == []


def test_a_shell_that_ended(page: Page, notebook: str) -> None:
    """`exit` is said to have ended the shell, and one click gives a new one."""
    terminal = open_terminal(page, notebook)
    type_into(terminal, "old=shell; exit")
    expect(terminal.get_by_role("status")).to_contain_text("셸이 끝났어요")
    terminal.get_by_role("button", name="새 터미널 열기").click()
    expect(terminal.get_by_role("status")).to_be_empty()
    page.keyboard.type("echo now-${old:-new}\n")
    expect(screen(terminal)).to_contain_text("now-new")


def test_a_server_that_went_away(page: Page, notebook: str) -> None:
    """It is said and can be mended by a button; the shell that went with the server is not passed off as the same."""
    terminal = open_terminal(page, notebook)
    also = page.locator(".jp-Dialog")  # JupyterLab says it, too
    page.add_locator_handler(also, lambda: page.keyboard.press("Escape"))
    # It stays away for the page: as a browser that is offline, Chromium does not always tell that a socket was closed.
    page.route(TERMINALS, lambda route: route.abort())
    jupyter("/api/shutdown", "POST")
    expect(terminal.get_by_role("status")).to_contain_text("서버가 대답하지 않아요")
    server_is_back()
    page.unroute(TERMINALS)
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
