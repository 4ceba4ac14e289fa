"""The way through the course: one JupyterLab, by clicks and keys; names, contents and a search that lead there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from helpers.authoring import notebook_file
from helpers.authoring.deliver import deliver
from helpers.authoring.execute import work
from helpers.course import paths
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress_log import Kind, Logbook
from tests.support.pages import cell_with, close, first_address, open_notebook, run, save, write
from tests.support.terminal import SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = Lesson().exercise("start.first-run")
TEXT, TASKS = paths.chapter_path("start"), paths.exercises_path("start")


@pytest.fixture(autouse=True)
def _as_they_were() -> Iterator[None]:
    """The notebooks are for the next test what they were for this one."""
    kept = {file: file.read_bytes() for file in work().glob("**/*.ipynb")}
    yield
    for file in set(work().glob("**/*.ipynb")) - kept.keys():
        file.unlink()
    for file, content in kept.items():
        file.write_bytes(content)


def stays(page: Page) -> None:
    """Mark the window; what is loaded anew has no mark, and `stayed` sees it."""
    page.evaluate("window.stays = true")


def stayed(page: Page) -> None:
    """There is one window, and it is the one that was marked."""
    assert page.evaluate("window.stays") is True
    assert len(page.context.pages) == 1


def active(page: Page) -> Locator:
    """The cell that the keys go to."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-cell.jp-mod-active")


def test_first_page_and_notebooks_are_one_application(page: Page, errors: list[str]) -> None:
    """The first page opens as a tab, and its links open notebooks beside it: nothing is loaded anew."""
    open_notebook(page, TEXT)
    stays(page)
    page.get_by_role("link", name="강의 첫 화면").click()
    expect(page.locator(".course a.primary")).to_be_focused()
    page.get_by_role("link", name="연습 문제 풀기: 0. 시작하기").click()
    expect(page.get_by_role("tab", name=Path(TASKS).name)).to_be_visible()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1")).to_contain_text("연습 문제")
    page.get_by_role("link", name="강의 첫 화면").click()
    expect(page.get_by_role("tab", name="강의 첫 화면")).to_have_count(1)
    page.get_by_role("link", name="본문 읽기: 0. 시작하기").press("Enter")
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1").first).to_have_text("0. 시작하기¶")
    expect(page.locator(".jp-NotebookPanel")).to_have_count(2)
    stayed(page)
    assert errors == []


def test_first_page_is_there_at_once_and_leads_on_without_a_load(page: Page, errors: list[str]) -> None:
    """JupyterLab loads beneath it, out of the keys' reach; what is pressed opens in it, beside the first page's tab."""
    page.goto(first_address(), wait_until="commit")
    expect(page.locator("#course-first a.primary")).to_be_focused()
    stays(page)
    page.wait_for_function("document.querySelector('.jp-LabShell')?.inert")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#course-first a.primary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1").first).to_have_text("0. 시작하기¶")
    expect(page.locator("#course-first")).to_have_count(0)
    expect(page.locator(".jp-Launcher")).to_have_count(0)
    page.get_by_role("tab", name="강의 첫 화면").click()
    expect(page.locator(".course a.primary")).to_be_visible()
    stayed(page)
    assert errors == []


def test_what_is_pressed_before_jupyterlab_stands_is_not_lost(page: Page, errors: list[str]) -> None:
    """A learner who is quicker reads that it is on its way, and has it then."""
    held: list[Route] = []
    page.route("**/main.*.js*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright sets an attribute of it
    page.goto(first_address(), wait_until="commit")
    link = page.get_by_role("link", name="연습 문제 풀기: 0. 시작하기")
    expect(link).to_be_visible()
    page.evaluate("() => import('/lab/extensions/docker-lab/first.js').then(() => {})")  # what listens is there
    stays(page)
    link.click()
    expect(page.get_by_role("status")).to_have_text("노트북을 여는 중이에요…")
    held[0].continue_()
    expect(page.get_by_role("tab", name=Path(TASKS).name)).to_be_visible()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1")).to_contain_text("연습 문제")
    stayed(page)
    assert errors == []


def test_search_on_the_first_page_goes_on_in_its_tab(page: Page, errors: list[str]) -> None:
    """What was found stands in the tab of JupyterLab, and a place that it names opens there."""
    page.goto(first_address())
    stays(page)
    box = page.get_by_role("searchbox", name="강의에서 찾기")
    box.fill("포트")
    box.press("Enter")
    expect(page.get_by_role("tab", name="강의 첫 화면")).to_be_visible()
    expect(page.locator(".lm-Widget.course .found li").first).to_be_visible()
    page.locator(".lm-Widget.course .found li a[href*='.ipynb']").first.click()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")).to_be_visible()
    stayed(page)
    assert errors == []


def test_second_window_has_the_first_page_too(page: Page) -> None:
    """JupyterLab gives it a workspace of its own, with nothing in it: there the first page's tab stands."""
    page.goto(first_address())
    page.keyboard.press("Enter")
    expect(page.locator(".jp-NotebookPanel h1").first).to_have_text("0. 시작하기¶")
    second = page.context.new_page()
    second.goto(first_address())
    expect(second.locator(".lm-Widget.course a.primary")).to_be_visible()
    second.get_by_role("link", name="본문 읽기: 2. 이미지").click()
    expect(second.locator(".jp-NotebookPanel h1").first).to_have_text("2. 이미지¶")


@pytest.mark.parametrize("path", [TEXT, TASKS])
def test_opening_a_notebook_changes_nothing(page: Page, path: str) -> None:
    """What JupyterLab writes into it when its kernel starts is there already: no dot says that it is not saved."""
    open_notebook(page, path)
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.info.then(() => {})")
    expect(page.get_by_role("tab", name=Path(path).name)).to_be_visible()
    assert page.locator(".jp-mod-dirty").count() == 0


def test_pages_to_keep_open_in_the_same_tab(page: Page, errors: list[str]) -> None:
    """They are parts of the first page's tab; a link within a page goes to its heading, and one leads back."""
    open_notebook(page, TEXT)
    stays(page)
    page.get_by_role("link", name="강의 첫 화면").click()
    page.get_by_role("link", name="배운 것과 다음 걸음").click()
    expect(page.locator("#learnt")).to_be_visible()
    page.locator(".screen").get_by_role("link", name="이제 내 컴퓨터에서").click()
    expect(page.locator("#own h2")).to_be_in_viewport()
    page.locator(".screen").get_by_role("link", name="강의 첫 화면").click()
    expect(page.locator(".course a.primary")).to_be_visible()
    stayed(page)
    assert errors == []


def test_first_page_comes_back_with_the_window(page: Page) -> None:
    """Whoever loads JupyterLab anew has the tab again; whoever looks at it again sees what was done meanwhile."""
    panel = open_notebook(page, TEXT)
    page.get_by_role("link", name="강의 첫 화면").click()
    expect(page.locator(".course a.primary")).to_be_focused()
    page.get_by_role("tab", name=Path(TEXT).name).click()
    expect(panel).to_be_visible()
    Logbook().note(FIRST.id, Kind.CHECK, verdict="passed", points=1)
    with page.expect_request(lambda asked: asked.method == "PUT" and "/lab/api/workspaces/" in asked.url):
        page.get_by_role("tab", name="강의 첫 화면").click()
    expect(page.get_by_role("article", name="0. 시작하기")).to_contain_text("1문제를 풀었어요")
    page.reload()
    expect(page.locator(".course a.primary")).to_be_attached()


def test_links_of_progress_stay_in_this_jupyterlab(page: Page, errors: list[str]) -> None:
    """To the next exercise, and to the first page: no second JupyterLab opens on the same notebook."""
    panel = open_notebook(page, TEXT)
    stays(page)
    cell = panel.locator(".jp-CodeCell").first
    write(page, cell, "from helpers import progress; progress()")
    run(page, cell)
    cell.get_by_role("link", name="강의 첫 화면").click()
    expect(page.locator(".course a.primary")).to_be_visible()
    page.get_by_role("tab", name=Path(TEXT).name).click()
    cell.locator(".lab-progress").get_by_role("link").first.click()
    expect(page.get_by_role("tab", name=Path(TASKS).name)).to_be_visible()
    stayed(page)
    assert errors == []


def test_search_leads_to_a_section_by_keys(page: Page, errors: list[str]) -> None:
    """What is typed is found in headings, exercises and the glossary; the first hit is a Tab and an Enter away."""
    open_notebook(page, TEXT)
    stays(page)
    page.get_by_role("link", name="강의 첫 화면").click()
    page.get_by_role("searchbox", name="강의에서 찾기").click()
    page.keyboard.type("파일 주고받기")
    page.keyboard.press("Enter")
    hit = page.locator(".found li").first
    expect(hit).to_contain_text("4. 도커 명령 · 본문")
    expect(page.get_by_role("searchbox", name="강의에서 찾기")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(hit.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(active(page)).to_contain_text("파일 주고받기: docker cp")
    stayed(page)
    assert errors == []


def test_search_finds_words_of_the_glossary(page: Page) -> None:
    """The glossary is a page of its own, and the word's letter is in sight; what is nowhere is told in words."""
    open_notebook(page, TEXT)
    page.get_by_role("link", name="강의 첫 화면").click()
    box = page.get_by_role("searchbox", name="강의에서 찾기")
    box.fill("레이저")
    box.press("Enter")
    expect(page.locator(".found")).to_contain_text("‘레이저’가 나오는 곳이 없어요.")
    box.fill("하이퍼바이저")
    box.press("Enter")
    page.locator(".found").get_by_role("link", name="하이퍼바이저 (hypervisor)").click()
    expect(page.locator(".jp-MarkdownViewer h2", has_text="ㅎ")).to_be_in_viewport()
    expect(page.get_by_role("tab", name="용어집.md")).to_be_visible()


@pytest.mark.parametrize("path", ["notebooks/images.ipynb", "exercises/images/images.ipynb"])
def test_old_addresses_lead_to_the_notebooks_of_today(page: Page, path: str, errors: list[str]) -> None:
    """A bookmark from before opens the notebook under its name."""
    page.goto(f"http://{SERVER}/lab/tree/{path}?token={os.environ['LAB_TOKEN']}")
    now = paths.former_paths()[path]
    expect(page.get_by_role("tab", name=Path(now).name)).to_be_visible()
    assert unquote(page.url).partition("?")[0].endswith(f"/lab/tree/{now}")
    assert errors == []


def test_old_links_in_a_notebook_open_the_notebook_of_today(page: Page, errors: list[str]) -> None:
    """As they stand in a copy that was kept."""
    file = work() / "notebooks" / "old.ipynb"
    book = notebook_file.notebook([notebook_file.markdown("[이미지](images.ipynb)"), notebook_file.code("1")], "old")
    file.write_text(notebook_file.write(book), encoding="utf-8")
    panel = open_notebook(page, "notebooks/old.ipynb")
    panel.get_by_role("link", name="이미지").click()
    expect(page.get_by_role("tab", name="2-이미지.ipynb")).to_be_visible()
    assert errors == []
    close("notebooks/old.ipynb")


def test_contents_panel_is_open_and_says_how_far_one_is(page: Page, errors: list[str]) -> None:
    """Each exercise has its state there, and it changes with the check."""
    Lesson().reset(FIRST.id)
    panel = open_notebook(page, TASKS)
    contents = page.locator("#table-of-contents")
    expect(contents).to_be_visible()
    Logbook().note("start.read-version", Kind.CHECK, verdict="passed", points=1)
    run(page, cell_with(panel, "from helpers import"))
    passed = contents.locator(".jp-tocItem-content", has_text="도커 엔진의 버전 읽기")
    expect(passed).to_have_attribute("data-lab-state", "✓ 풀었어요")
    assert "풀었어요" in passed.evaluate("item => getComputedStyle(item, '::after').content")
    assert errors == []


def test_files_are_in_the_order_of_the_course(page: Page) -> None:
    """The file list begins with the first chapter, and the glossary comes behind the last."""
    open_notebook(page, TEXT)
    page.keyboard.press("Control+Shift+F")
    names = page.locator(".jp-DirListing-item[data-file-type='notebook'] .jp-DirListing-itemText")
    expect(names.first).to_have_text("0-시작하기.ipynb")
    shown = names.all_inner_texts()
    assert shown == sorted(shown)
    assert shown[:6] == [Path(paths.chapter_path(name)).name for name in
                         ("start", "virtualization", "images", "transfer", "commands", "capstone")]  # fmt: skip


def test_a_notebook_that_was_opened_and_run_gives_way_to_a_newer_course(page: Page, tmp_path: Path) -> None:
    """What JupyterLab saved of it is nobody's work. A cell that was written is there in the new version, too."""
    newer = tmp_path / "course"
    for folder in ("notebooks", "exercises"):
        shutil.copytree(Path("/course") / folder, newer / folder)
    for path in (TEXT, TASKS):
        (newer / path).write_text(
            (newer / path).read_text("utf-8").replace("# 0. 시작하기", "# 0. 새로 시작하기"), "utf-8"
        )
    text = open_notebook(page, TEXT)
    run(page, text.locator(".jp-CodeCell").first)
    save(page)
    tasks = open_notebook(page, TASKS)
    write(page, cell_with(tasks, "cd first-run"), "%%bash\necho 내가 쓴 칸")
    save(page)
    done = {delivery.path: delivery for delivery in deliver(newer, work())}
    assert done[TEXT].kept == ()
    assert "새로 시작하기" in (work() / TEXT).read_text("utf-8")
    (kept,) = done[TASKS].kept
    assert "echo 내가 쓴 칸" in (work() / kept).read_text("utf-8")
    close(TASKS)
    panel = open_notebook(page, TASKS)
    expect(panel.locator(".jp-CodeCell", has_text="echo 내가 쓴 칸")).to_have_count(1)
    panel.get_by_role("link", name=Path(kept).name).click()
    expect(page.get_by_role("tab", name=Path(kept).name)).to_be_visible()
    deliver(Path("/course"), work())
