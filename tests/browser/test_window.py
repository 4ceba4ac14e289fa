"""The window around notebooks: too narrow for a sidebar, as small as a phone's, and without a server."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.pages import cell_with, close, open_notebook, run, write

BOOK = "notebooks/0-시작하기.ipynb"
PHONE = 390
SIDEWAYS = """panel => [...panel.querySelectorAll(".jp-RenderedMarkdown")].filter(
    text => text.scrollWidth > text.clientWidth + 1).map(text => text.textContent.slice(0, 40))"""
"""The texts that have to be moved sideways to be read."""


def sidebar(page: Page) -> Locator:
    """What stands at the left of the notebooks."""
    return page.locator("#jp-left-stack")


@pytest.mark.parametrize("width", [1024, 640])  # 640: 1280 pixels at 200 %
def test_the_sidebar_folds_in_a_narrow_window(page: Page, width: int) -> None:
    """It leaves the text its room; whoever opens it has it, and a window that grows brings it back."""
    page.set_viewport_size({"width": width, "height": 768})
    panel = open_notebook(page, BOOK)
    expect(sidebar(page)).to_be_hidden()
    assert panel.evaluate("panel => panel.clientWidth") > 0.9 * width - 32
    page.locator(".jp-SideBar [data-id='table-of-contents']").click()
    expect(sidebar(page)).to_be_visible()


def test_the_sidebar_comes_back_with_the_room(page: Page) -> None:
    """Made narrow and wide again, by the window's edge or by the browser's zoom, the window is as before."""
    open_notebook(page, BOOK)
    expect(sidebar(page)).to_be_visible()
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(sidebar(page)).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(sidebar(page)).to_be_visible()


def test_a_phone_reads(page: Page) -> None:
    """The text has most of the width, and nothing has to be moved sideways."""
    page.set_viewport_size({"width": PHONE, "height": 800})
    panel = open_notebook(page, BOOK)
    text = panel.locator(".jp-RenderedMarkdown p").first
    expect(text).to_be_visible()
    assert text.evaluate("text => text.clientWidth") > 0.6 * PHONE
    assert panel.evaluate(SIDEWAYS) == []


def test_a_server_that_is_gone_is_told_in_korean(page: Page) -> None:
    """Once, with the command that brings it back; when it is back the words go by themselves and cells run again."""
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    dialog = page.locator(".jp-Dialog")
    page.context.set_offline(True)
    expect(dialog).to_contain_text("실습실이 꺼져 있어요")
    expect(dialog.locator("code")).to_have_text("./lab start")
    expect(dialog).to_have_count(1)
    page.context.set_offline(False)
    expect(dialog).to_have_count(0)
    run(page, cell_with(panel, "from helpers import"))


def test_cells_run_again_when_the_lab_is_back(page: Page) -> None:
    """The kernel went with the lab: without a reload there is another, and what was written stands."""
    panel = open_notebook(page, BOOK)
    page.evaluate("window.stays = true")
    cell = panel.locator(".jp-CodeCell").first
    run(page, cell)
    write(page, cell, "print('쓰던 글')")
    dialog = page.locator(".jp-Dialog")
    page.context.set_offline(True)
    close(BOOK)
    expect(dialog).to_contain_text("하던 일을 이어서 할 수 있어요")
    page.context.set_offline(False)
    expect(dialog).to_have_count(0)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-OutputArea-output")).to_have_text("쓰던 글")
    assert page.evaluate("window.stays")
