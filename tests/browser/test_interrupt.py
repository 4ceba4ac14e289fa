"""■ ends a cell of commands as Ctrl+C ends them in a terminal: in one line, and the notebook goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from helpers.dockerdata.types import Computer
from helpers.world.computers import Computers
from tests.support.pages import open_notebook, run, write
from tests.support.staging import staged
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

NAME = "browser-stopped"
STOPPED = "■을 눌러서 이 칸을 멈췄어요."
SERVES = f"docker run --name {NAME} nginx"
TICKS = "trap 'exit 0' INT; while :; do echo tick; sleep 1; done"
ATTACHES = f'docker run -d --name {NAME} busybox sh -c "{TICKS}"; docker attach {NAME}'
STAYS = f"docker run --name {NAME} busybox sleep 1000"
"""Its program hears of nothing, as after Ctrl+C in a terminal."""


@pytest.fixture(autouse=True)
def _images() -> Iterator[None]:
    """Nothing of the test's stays."""
    with staged("nginx", "busybox"):
        yield


def running() -> bool:
    """Whether the test's container runs on 내 컴퓨터."""
    found = Computers.here().on(Computer.MINE).snapshot().containers
    return any(container.name == NAME and container.running for container in found)


@pytest.mark.parametrize("way", ["!", "%%bash\n"])
@pytest.mark.parametrize("command", [SERVES, ATTACHES, STAYS])
def test_the_cell_ends_in_a_line_and_the_next_runs(page: Page, way: str, command: str) -> None:
    """No traceback, and the container ends as by Ctrl+C; a cell that fails afterwards has its one line as before."""
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    mine = panel.locator(".jp-CodeCell").nth(2)
    write(page, mine, way + command)
    page.keyboard.press("Control+Enter")
    output = mine.locator(".jp-Cell-outputArea")
    eventually(running)
    if command == ATTACHES:
        expect(output).to_contain_text("tick")
    page.get_by_role("button", name="커널 중지").click()
    expect(output).to_contain_text(STOPPED)
    expect(mine.locator(".jp-InputPrompt")).not_to_contain_text("*")
    expect(output).not_to_contain_text("Traceback")
    assert running() == (command == STAYS)
    write(page, mine, "%%bash\necho mo''re; exit 3")
    expect(run(page, mine)).to_contain_text("more")
    expect(output).to_contain_text("이 칸의 명령이 종료 코드 3으로 끝났어요.")
    expect(output).not_to_contain_text("Traceback")
