"""The coach in JupyterLab: beneath a cell and above a terminal's next prompt, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.support.pages import address, open_notebook, run, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAID = "docker에는 rnu라는 명령이 없어요."
BRIGHTNESS = "e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_failing_cell_is_explained(page: Page, errors: list[str], scheme: Literal["light", "dark"]) -> None:
    """Docker's own words stand first, the explanation beneath, readable on the page's colour; a success is silent."""
    page.emulate_media(color_scheme=scheme)
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    mine = panel.locator(".jp-CodeCell").nth(2)
    write(page, mine, "!docker rnu --name web nginx")
    output = run(page, mine)
    expect(output.locator(".jp-OutputArea-child").first).to_contain_text("unknown flag")
    coach = output.locator(".jp-OutputArea-child").last.locator(".lab-coach")
    expect(coach).to_contain_text(SAID)
    expect(coach).to_contain_text("docker run --name web nginx")
    expect(page.get_by_role("note", name="코치")).to_be_visible()
    for part in (coach, coach.locator("code").first, coach.locator("li").first):
        assert (part.evaluate(BRIGHTNESS) > 128) == (scheme == "dark")
    write(page, mine, "%%bash\ndocker rnu")
    expect(run(page, mine)).to_contain_text("이 칸의 명령이 종료 코드 1로 끝났어요.")
    expect(mine.locator(".jp-Cell-outputArea")).not_to_contain_text("Traceback")
    write(page, mine, "!docker ps")
    expect(run(page, mine).locator(".lab-coach")).to_have_count(0)
    assert errors == []


def test_it_is_switched_off_and_on(page: Page) -> None:
    """In a cell, for the next command."""
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    mine = panel.locator(".jp-CodeCell").nth(2)
    try:
        write(page, mine, "!lab coach off")
        expect(run(page, mine)).to_contain_text("꺼져 있어요")
        write(page, mine, "!docker rnu")
        expect(run(page, mine).locator(".lab-coach")).to_have_count(0)
    finally:
        write(page, mine, "!lab coach on")
        expect(run(page, mine)).to_contain_text("켜져 있어요")
    write(page, mine, "!docker rnu")
    expect(run(page, mine).locator(".lab-coach")).to_contain_text(SAID)


@pytest.mark.usefixtures("readable_terminal")
def test_a_failing_command_in_the_terminal_is_explained(page: Page) -> None:
    """Between Docker's own words and the next prompt."""
    page.goto(address())
    page.locator(".jp-LauncherCard:has-text('터미널')").click()
    screen = page.locator(".jp-Terminal .xterm-accessibility-tree")
    expect(screen).to_contain_text("$")
    page.locator(".jp-Terminal .xterm-screen").click()
    page.keyboard.type("docker rnu\n")
    expect(screen).to_contain_text("is not a docker command")
    expect(screen).to_contain_text("코치")
    expect(screen).to_contain_text(SAID)
