"""The first page: where a learner begins, goes on and sees how far they are, with the keyboard alone."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.authoring.execute import work
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress_log import NAME, Kind, Logbook
from helpers.world.environment import state_folder
from tests.support.pages import CONTRAST, address, first_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FIRST, SECOND = (Lesson().exercise(name) for name in ("start.first-run", "start.read-version"))


@pytest.fixture(autouse=True)
def _newcomer() -> Iterator[None]:
    """Nothing was ever done here, and the notebooks are for the next test what they were for this one."""
    for record in state_folder().glob("*.json"):
        Lesson().reset(record.stem)
    (state_folder() / NAME).unlink(missing_ok=True)
    kept = {file: file.read_bytes() for file in work().glob("**/*.ipynb")}
    yield
    for file, content in kept.items():
        file.write_bytes(content)


def focused(page: Page) -> Locator:
    """What the keys go to."""
    return page.locator(":focus")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the link `name` has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role("link", name=name)
    for _ in range(100):
        if wanted.evaluate("link => link === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {name}")


def arrived(page: Page, heading: str) -> Locator:
    """The notebook panel, once its cell with `heading` is the one that the keys go to."""
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(page.locator(".jp-Notebook-cell.jp-mod-active:focus")).to_contain_text(heading)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    return panel


def back(page: Page) -> None:
    """To the first page, by JupyterLab's command palette."""
    search = page.locator(".lm-CommandPalette-input")
    for _ in range(10):  # while JupyterLab still brings back what was open, it may take the focus away again
        page.keyboard.press("Escape")
        page.keyboard.press("Control+Shift+C")
        with contextlib.suppress(AssertionError):
            expect(search).to_be_focused(timeout=5_000)
            page.keyboard.type("강의 첫 화면")
            expect(page.locator(".lm-CommandPalette-item.lm-mod-active")).to_contain_text("강의 첫", timeout=5_000)
            break
    page.keyboard.press("Enter")
    expect(page.locator("a.primary")).to_be_focused()


def output_below(panel: Locator, source: str) -> Locator:
    """What the cell with `source` wrote."""
    return panel.locator(".jp-CodeCell").filter(has_text=source).first.locator(".jp-Cell-outputArea")


def test_from_the_first_page_to_the_first_green_check_without_the_mouse(page: Page, errors: list[str]) -> None:
    """Start, look into the chapter, go to its exercises, solve one, and be led on to the next: keys only."""
    page.goto(first_address())
    expect(focused(page)).to_have_text("시작하기")
    page.keyboard.press("Enter")
    arrived(page, "0. 시작하기")
    back(page)
    tab_to(page, "연습 문제 풀기: 0. 시작하기")
    page.keyboard.press("Enter")
    panel = arrived(page, FIRST.title)
    page.keyboard.press("Shift+Enter")  # past the text
    page.keyboard.press("Shift+Enter")
    expect(output_below(panel, f'start("{FIRST.id}")')).to_contain_text("연습 문제를 시작합니다")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("!docker run hello-world")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Enter")
    expect(output_below(panel, "docker run hello-world")).to_contain_text("Hello")
    page.keyboard.press("Shift+Enter")
    expect(output_below(panel, f'check("{FIRST.id}")')).to_contain_text("통과")
    back(page)
    expect(focused(page)).to_have_text(f"이어서 하기: {SECOND.title.replace('`', '')}")
    expect(page.get_by_role("article", name="0. 시작하기")).to_contain_text("3문제 중 1문제를 풀었어요.")
    page.keyboard.press("Enter")
    arrived(page, SECOND.title.replace("`", ""))
    assert errors == []


def test_jupyterlab_leads_back_to_the_first_page(page: Page, errors: list[str]) -> None:
    """By a link at the top, which saves what is open, so that no browser asks whether to leave."""
    page.goto(address("notebooks/0-시작하기.ipynb"))
    panel = arrived(page, "0. 시작하기")
    page.keyboard.press("b")
    expect(panel.locator(".jp-CodeCell").first).to_be_focused()
    page.get_by_role("link", name="강의 첫 화면").click()
    expect(page.locator("a.primary")).to_have_text("시작하기")
    assert errors == []


def test_the_first_page_counts_done_tried_and_open(page: Page, errors: list[str]) -> None:
    """In bars with words, and for each exercise in words; an exercise that the course has no more is not counted."""
    logbook = Logbook()
    logbook.note("images.first", Kind.CHECK, verdict="passed", points=1)
    logbook.note("images.gone-since", Kind.CHECK, verdict="passed", points=1)
    logbook.note("images.workdir", Kind.START)
    page.goto(first_address())
    chapter = page.get_by_role("article", name="2. 이미지")
    expect(chapter).to_contain_text("16문제 중 1문제를 풀었어요. 1문제는 푸는 중이에요.")
    bar = chapter.get_by_role("progressbar")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "16")
    chapter.locator("summary").click()
    told = chapter.locator("details li")
    expect(told.nth(0)).to_contain_text("풀었어요")
    expect(told.nth(1)).to_contain_text("푸는 중이에요")
    expect(told.nth(2)).to_contain_text("아직이에요")
    expect(page.locator("a.primary")).to_contain_text(Lesson().exercise("images.workdir").title)
    assert errors == []


def test_all_done_is_congratulated(page: Page) -> None:
    """At the end there is a word for it."""
    lesson, logbook = Lesson(), Logbook()
    page.goto(first_address())
    for name in page.locator("details li a").evaluate_all("links => links.map(link => link.textContent)"):
        logbook.note(lesson.exercise(name).id, Kind.CHECK, verdict="passed", points=1)
    page.reload()
    expect(page.locator(".congratulation")).to_contain_text("축하해요")


def test_the_first_page_needs_no_script(browser: Browser) -> None:
    """It is whole, Korean, and leads on, where scripts are switched off."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(first_address())
        expect(page.locator("html")).to_have_attribute("lang", "ko")
        expect(page.get_by_role("article")).to_have_count(6)
        expect(page.locator("a.primary")).to_have_attribute("href", f"/lab/tree/{quote('notebooks/0-시작하기.ipynb')}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_is_readable_in_both_themes(
    page: Page, scheme: Literal["light", "dark"], errors: list[str]
) -> None:
    """All text stands out from what is behind it, with a contrast of 4.5 at least."""
    page.emulate_media(color_scheme=scheme)
    Logbook().note("images.first", Kind.CHECK, verdict="passed", points=1)
    Logbook().note("images.workdir", Kind.START)
    page.goto(first_address())
    first = page.locator("#course-first")
    background = first.evaluate("e => getComputedStyle(e).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(background) < 3 * 128) is (scheme == "dark")
    first.locator("summary").nth(2).click()
    shown = first.locator("h1, h2, p, a, label, summary, .goals li, .tasks span, code").locator("visible=true")
    contrasts = {element.inner_text(): element.evaluate(CONTRAST) for element in shown.all()}
    assert len(contrasts) > 50
    assert {text: ratio for text, ratio in contrasts.items() if ratio < 4.5} == {}
    assert errors == []


def test_the_first_page_fits_a_narrow_window(page: Page) -> None:
    """At 320 pixels nothing has to be moved sideways."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(first_address())
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_progress_in_a_notebook_leads_on(page: Page, errors: list[str]) -> None:
    """`progress()` shows the chapters, and its link goes to the next exercise."""
    Logbook().note(FIRST.id, Kind.CHECK, verdict="passed", points=1)
    page.goto(address("notebooks/1-가상화와-컨테이너.ipynb"))
    panel = arrived(page, "1. 가상화와 컨테이너")
    cell = panel.locator(".jp-CodeCell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("progress()")
    page.keyboard.press("Control+Enter")
    shown = cell.locator(".lab-progress")
    expect(shown.get_by_role("progressbar")).to_have_count(6)
    expect(shown).to_contain_text(re.compile(r"3문제 중 1문제를 풀었어요"))
    shown.get_by_role("link", name=SECOND.title.replace("`", "")).first.click()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1").first).to_contain_text("연습 문제")
    arrived(page, SECOND.title.replace("`", ""))
    expect(page.locator(f"h2:has-text('{SECOND.title.replace('`', '')}')")).to_be_in_viewport()
    assert errors == []
