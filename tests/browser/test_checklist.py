"""The list beside an exercise in JupyterLab: it ticks while a person works, in cells and in the terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.lesson.lesson import Lesson
from tests.support.pages import address, cell_with, close, open_notebook, run, save

if TYPE_CHECKING:
    from collections.abc import Iterator

WORK = Path(os.environ.get("LAB_WORK", "/home/learner/work"))
COPY, KEPT = "images.copy", "commands.stop"
STEPS = len(Lesson().exercise(COPY).checks)
BUILD = f"%%bash\ncd exercises/images/copy\n{Lesson().exercise(COPY).solution.script}"
CELLS = (
    "from helpers import check, checklist, reset, start",
    f'start("{COPY}")',
    BUILD,
    "!docker rmi -f weather-copy:1.0",
    f'start("{KEPT}")',
    f'check("{COPY}")',
    f'reset("{COPY}")',
)


@pytest.fixture
def book() -> Iterator[str]:
    """A scratch notebook of the learner's."""
    file = WORK / f"list-{uuid4().hex[:8]}.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
    yield file.name
    close(file.name)
    file.unlink()
    for name in (COPY, KEPT):
        Lesson().reset(name)


def begin(page: Page, book: str, name: str = COPY) -> tuple[Locator, Locator]:
    """Open the notebook and start the exercise; gives the panel and the exercise's list."""
    panel = open_notebook(page, book)
    run(page, cell_with(panel, "from helpers import"))
    cell = cell_with(panel, f'start("{name}")')
    run(page, cell)
    shown = cell.locator(".lab-checklist")
    expect(shown.locator("li").first).to_be_visible()
    return panel, shown


def marks(shown: Locator) -> list[str]:
    """The class of each step, from the first to the last."""
    found = shown.locator("li").evaluate_all("steps => steps.map(step => step.className.split(' ')[1])")
    return [str(name).removeprefix("lab-") for name in found]


def test_a_cell_ticks_the_list_and_breaks_it_again(page: Page, book: str, errors: list[str]) -> None:
    """Built, everything is ticked and the way to the point is told; removed, the list says what broke."""
    panel, shown = begin(page, book)
    assert marks(shown) == ["open"] * STEPS
    run(page, cell_with(panel, "docker build"))
    expect(shown.locator(".lab-done")).to_have_count(STEPS)
    expect(shown.locator(".lab-status")).to_contain_text(f'모두 됐습니다. check("{COPY}")')
    run(page, cell_with(panel, "docker rmi"))
    expect(shown.locator(".lab-broken")).to_have_count(1)
    expect(shown.locator(".lab-broken")).to_contain_text("됐다가 깨졌습니다")
    assert errors == []


@pytest.mark.usefixtures("readable_terminal")
def test_a_command_in_the_terminal_ticks_the_list(page: Page, book: str) -> None:
    """The list is no part of the cell that works: it moves by what happens to the engine, wherever that was asked."""
    _, shown = begin(page, book)
    terminal = page.context.new_page()
    terminal.goto(address())
    terminal.locator(".jp-LauncherCard:has-text('터미널')").click()
    screen = terminal.locator(".jp-Terminal .xterm-accessibility-tree")
    expect(screen).to_contain_text("$")
    terminal.locator(".jp-Terminal .xterm-screen").click()
    terminal.keyboard.type("printf 'FROM busybox\\nWORKDIR /app\\n' | docker build -q -t weather-copy:1.0 -\n")
    expect(shown.locator(".lab-done")).to_have_count(2)  # an image of that name, and what it is built on
    expect(shown.locator("li").first).to_contain_text("됐습니다")


def test_check_gives_the_point_and_the_list_knows(page: Page, book: str) -> None:
    """After the green check the list has nothing left to ask for."""
    panel, shown = begin(page, book)
    run(page, cell_with(panel, "docker build"))
    expect(run(page, cell_with(panel, f'check("{COPY}")'))).to_contain_text("통과")
    expect(shown.locator(".lab-status")).to_contain_text("통과했습니다")


def test_the_next_exercise_ends_the_list_before(page: Page, book: str) -> None:
    """One list is at work at a time; the older one says that it has stopped, and what it showed stays."""
    panel, shown = begin(page, book)
    _, kept = begin_next(page, panel)
    assert sorted(marks(kept)) == ["kept", "open"]
    expect(shown.locator(".lab-ended")).to_contain_text("여기에서 멈췄습니다")
    run(page, cell_with(panel, "docker build"))
    assert marks(shown) == ["open"] * STEPS


def begin_next(page: Page, panel: Locator) -> tuple[Locator, Locator]:
    """Start the second exercise in the same notebook."""
    cell = cell_with(panel, f'start("{KEPT}")')
    run(page, cell)
    shown = cell.locator(".lab-checklist")
    expect(shown.locator(".lab-kept")).to_have_count(1)
    return cell, shown


def test_a_reset_ends_the_list(page: Page, book: str) -> None:
    """There is nothing to follow any more."""
    panel, shown = begin(page, book)
    run(page, cell_with(panel, f'reset("{COPY}")'))
    expect(shown.locator(".lab-ended")).to_contain_text("여기에서 멈췄습니다")


def test_what_changes_is_heard(page: Page, book: str) -> None:
    """A screen reader hears which step was done, politely; the signs are not read out."""
    panel, shown = begin(page, book)
    news = shown.locator("[aria-live=polite]")
    expect(news).to_have_text("")
    run(page, cell_with(panel, "docker build"))
    expect(news).to_contain_text("모두 됐습니다")
    expect(shown).to_have_attribute("lang", "ko")
    assert shown.locator(".lab-sign:not([aria-hidden=true])").count() == 0
    expect(
        page.get_by_role("region", name="확인 목록: 프로그램을 이미지에 담기").get_by_role("listitem")
    ).to_have_count(STEPS)


def test_a_restart_leaves_a_list_that_says_so(page: Page, book: str, errors: list[str]) -> None:
    """Without its kernel the list stands still and says it in Korean, at once and after a reload."""
    panel, shown = begin(page, book)
    save(page)
    page.evaluate("void window.jupyterapp.commands.execute('kernelmenu:restart')")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(shown.locator(".lab-away")).to_be_visible()
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    page.reload()
    expect(shown.locator(".lab-away")).to_be_visible()
    expect(shown.locator(".lab-away")).to_contain_text(f'checklist("{COPY}")')
    assert marks(shown) == ["open"] * STEPS
    expect(panel).not_to_contain_text("Error displaying widget")
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_reads_in_both_themes(page: Page, book: str, scheme: Literal["light", "dark"]) -> None:
    """Done and broken are told by word and sign as well as by a colour that differs from the ground."""
    page.emulate_media(color_scheme=scheme)
    panel, shown = begin(page, book)
    run(page, cell_with(panel, "docker build"))
    expect(shown.locator(".lab-done")).to_have_count(STEPS)
    run(page, cell_with(panel, "docker rmi"))
    expect(shown.locator(".lab-broken")).to_have_count(1)
    paint = "e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    for part in (".lab-broken .lab-mark", ".lab-waiting .lab-mark", ".lab-status"):
        bright = shown.locator(part).first.evaluate(paint)
        assert bright > 300 if scheme == "dark" else bright < 420, part
