"""The board and the layers in the browser, by clicks and keys, on the real lab."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.world.computers import Computers
from tests.support.pages import open_notebook, run, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "browser-board"
MANY = 150
CLEAN = (
    f"docker ps -aq --filter name={NAME} | xargs -r docker rm -f; docker rmi -f {NAME}:1.0; docker image prune -f; "
    f"docker network ls -q --filter name={NAME} | xargs -r docker network rm"
)
PAINT = "(e, name) => getComputedStyle(e)[name].match(/[\\d.]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"


def bash(script: str) -> str:
    """What a script prints, in the learner's seat."""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=300, check=False)
    return done.stdout


@pytest.fixture
def notebook() -> Iterator[Callable[..., str]]:
    """Writes a notebook of these cells under work/ and gives its path there; it is gone afterwards."""
    work = Path(os.environ["LAB_WORK"])
    made: list[Path] = []

    def write(*sources: str) -> str:
        empty: dict[str, object] = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
        cells = [empty | {"id": f"cell-{n}", "source": text} for n, text in enumerate(sources)]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        path = work / f"{uuid4().hex}.ipynb"
        node = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        path.write_text(json.dumps(node), encoding="utf-8")
        made.append(path)
        return path.name

    bash("docker pull -q busybox:latest")
    yield write
    for path in made:
        path.unlink(missing_ok=True)
    bash(CLEAN)


def shown(page: Page, path: str) -> Locator:
    """The board of a notebook's first cell."""
    cell = open_notebook(page, path).locator(".jp-CodeCell").first
    run(page, cell)
    board = cell.locator(".lab-board")
    expect(board.locator(".lab-board-item", has_text="busybox:latest").first).to_be_visible()
    return board


def row(board: Locator, name: str) -> Locator:
    """The row of the thing of that name."""
    return board.locator(".lab-board-item").filter(has=board.page.locator(f".lab-board-name:text-is('{name}')"))


def test_what_a_command_changes_appears_marked(page: Page, notebook: Callable[..., str], errors: list[str]) -> None:
    """A container run in another cell appears as new; a click tells what it is and which command shows it."""
    board = shown(
        page, notebook("from helpers import board\nboard()", f"!docker run -d --name {NAME}-web busybox sleep 999")
    )
    run(page, page.locator(".jp-CodeCell").nth(1))
    web = row(board, f"{NAME}-web")
    expect(web).to_have_attribute("data-mark", "new")
    expect(web).to_contain_text("새로 생김")
    expect(web).to_contain_text("실행 중")
    expect(board.locator(".lab-board-said")).to_contain_text(f"컨테이너 {NAME}-web이 새로 생겼어요.")
    web.click()
    story = board.locator(".lab-board-story")
    expect(story).to_contain_text("busybox:latest 이미지로 만든 컨테이너예요.")
    expect(story.locator(".lab-board-commands code")).to_have_text(
        ["docker ps", f"docker inspect {NAME}-web", f"docker logs {NAME}-web"]
    )
    expect(story).to_contain_text("지금 실행 중이고")
    bash(f"docker kill {NAME}-web")
    expect(web).to_contain_text("끝남(종료 코드 137)")
    expect(story).not_to_contain_text("실행 중")
    expect(story).to_contain_text("137")
    bash(f"docker rm {NAME}-web")
    expect(story).to_have_text(
        re.compile("방금 없어졌어요|이제 여기에 없어요")
    )  # in the last command's doing, or before
    assert errors == []


def test_the_board_is_used_by_keys(page: Page, notebook: Callable[..., str], errors: list[str]) -> None:
    """Tab reaches each list, the arrows its rows, Enter tells; JupyterLab's own keys stay out of it."""
    bash(f"docker create --name {NAME}-a busybox; docker create --name {NAME}-b busybox")
    board = shown(page, notebook("from helpers import board\nboard()"))
    board.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    expect(board.get_by_role("button", name="새로 고침")).to_be_focused()
    page.keyboard.press("Enter")
    first = board.locator("[data-place=mine] [data-kind=container] .lab-board-item").first
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    pressed = board.locator('[aria-pressed="true"]')
    expect(pressed).to_be_focused()
    expect(board.locator(".lab-board-story code").first).to_have_text(pressed.locator(".lab-board-name").inner_text())
    page.keyboard.press("Tab")
    expect(board.locator("[data-place=mine] [data-kind=image] .lab-board-item").first).to_be_focused()
    assert errors == []


def test_150_containers_are_usable(page: Page, notebook: Callable[..., str], errors: list[str]) -> None:
    """Folded to a few with a count, unfolded on demand, and found by name; the page does not grow with them."""
    board = shown(page, notebook("from helpers import board\nboard()"))
    before = board.bounding_box()
    assert before is not None
    api = Computers.here().mine.api
    for number in range(100, 100 + MANY):
        api.create_container("busybox", name=f"{NAME}-{number}")
    group = board.locator("[data-place=mine] [data-kind=container]")
    expect(group.locator("h4")).to_contain_text(f"만들어짐 {MANY}")
    visible = group.locator(".lab-board-item:visible")
    expect(visible).to_have_count(12)
    expect(board.locator(".lab-board-said")).to_contain_text("개가 새로 생겼어요.")
    group.get_by_role("button", name=re.compile("더 보기")).click()
    expect(visible).to_have_count(MANY)
    board.get_by_role("searchbox").fill(f"{NAME}-177")
    expect(board.locator(".lab-board-item:visible")).to_have_count(1)
    visible.click()
    expect(board.locator(".lab-board-story")).to_contain_text(f"docker inspect {NAME}-177")
    board.get_by_role("searchbox").fill("")
    expect(visible).to_have_count(MANY)
    after = board.bounding_box()
    assert after is not None
    assert after["height"] <= max(before["height"], 640)
    bash(CLEAN)
    expect(group.locator("h4")).not_to_contain_text("만들어짐")
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_in_light_and_dark(page: Page, notebook: Callable[..., str], scheme: Literal["light", "dark"]) -> None:
    """Text stands out from what is behind it."""
    page.emulate_media(color_scheme=scheme)
    board = shown(page, notebook("from helpers import board\nboard()"))
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true" if scheme == "light" else "false")
    text = board.locator(".lab-board-name").first.evaluate(PAINT, "color")
    behind = board.evaluate(PAINT, "backgroundColor")
    assert abs(text - behind) > 400


def test_a_board_without_its_kernel_says_so(page: Page, notebook: Callable[..., str], errors: list[str]) -> None:
    """After the kernel is gone and the page is loaded again, it stands still, in Korean, until the cell runs again."""
    path = notebook("from helpers import board\nboard()")
    board = shown(page, path)
    save(page)
    headers = {"Authorization": f"token {os.environ['LAB_TOKEN']}"}
    sessions = page.request.get("http://127.0.0.1:8888/api/sessions", headers=headers).json()
    (session,) = [found for found in sessions if found["path"] == path]
    panel = open_notebook(page, path)
    page.request.delete(f"http://127.0.0.1:8888/api/sessions/{session['id']}", headers=headers)
    panel = open_notebook(page, path)
    board = panel.locator(".lab-board")
    expect(board.locator(".lab-board-still")).to_contain_text("다시 실행하면 다시 움직여요")
    expect(row(board, "busybox:latest").first).to_be_visible()
    run(page, panel.locator(".jp-CodeCell").first)
    expect(panel.locator(".lab-board-still")).to_be_hidden()
    assert errors == []


def test_layers_before_and_after_a_rebuild(page: Page, notebook: Callable[..., str], errors: list[str]) -> None:
    """Two images beside each other: what was kept from the cache is said to be shared, what is new is not."""
    build = f"docker build -q -t {NAME}:1.0 ."
    bash(
        'cd "$(mktemp -d)" && trap \'rm -r "$PWD"\' EXIT'
        " && printf 'FROM busybox\\nWORKDIR /app\\nCOPY a.txt /app\\nCMD [\"ls\"]\\n'"
        f" > Dockerfile && echo 1 > a.txt && {build} && echo 2 > a.txt && {build}"
    )
    cell = open_notebook(page, notebook(f'from helpers import layers\nlayers("{NAME}:1.0", "<none>")')).locator(
        ".jp-CodeCell"
    )
    out = run(page, cell.first)
    expect(out.locator("table")).to_have_count(2)
    rows = out.locator("table").first.locator("tr")
    expect(rows).to_have_count(4)
    for at, words in enumerate(("둘이 함께 씀", "둘이 함께 씀", "여기에만 있음", "설정만")):
        expect(rows.nth(at)).to_contain_text(words)
    first, second = (out.locator("table").nth(n).bounding_box() for n in range(2))
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]
    assert errors == []
