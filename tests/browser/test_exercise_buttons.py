"""The buttons beneath exercises: started, checked, helped, begun again and led on, by mouse and by keys."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers import course
from helpers.course.paths import exercises_path
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress_log import Logbook
from helpers.world.environment import state_folder
from tests.support.pages import CONTRAST, cell_with, close, open_notebook, opened, run, save, write
from tests.support.terminal import jupyter
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

WORK = Path(os.environ.get("LAB_WORK", "/home/learner/work"))
FIRST, SECOND, THIRD = course.exercises("start")
COPY = course.exercise("images.copy")


@pytest.fixture(autouse=True)
def _newcomer() -> Iterator[None]:
    """Nothing was started, and no notebook runs when a test is over."""
    for record in state_folder().glob("*.json"):
        Lesson().reset(record.stem)
    yield
    for session in json.loads(jupyter("/api/sessions")):
        close(session["path"])


def copied(chapter: str) -> Iterator[str]:
    """A learner's exercise notebook of their own, as it was handed out."""
    given = exercises_path(chapter)
    file = (WORK / given).with_name("buttons.ipynb")
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path("/course") / given, file)
    file.chmod(0o644)
    yield file.relative_to(WORK).as_posix()
    file.unlink()


@pytest.fixture
def book() -> Iterator[str]:
    """The first chapter's exercises."""
    yield from copied("start")


@pytest.fixture
def images() -> Iterator[str]:
    """The exercises of the chapter on images."""
    yield from copied("images")


def plain(title: str) -> str:
    """A title as the page shows it."""
    return title.replace("`", "")


def button(panel: Locator, exercise: str, name: str) -> Locator:
    """One of the buttons of an exercise."""
    title = plain(course.exercise(exercise).title)
    return panel.get_by_role("group", name=f"연습 문제: {title}").get_by_role("button", name=name, exact=True)


def output(panel: Locator, source: str) -> Locator:
    """What the cell with `source` wrote."""
    return cell_with(panel, source).locator(".jp-Cell-outputArea")


def begin(panel: Locator, exercise: str) -> None:
    """Press 시작하기 and see the checklist."""
    button(panel, exercise, "시작하기").click()
    expect(output(panel, f'start("{exercise}")').locator(".lab-checklist li").first).to_be_visible()


def hints(panel: Locator, exercise: str) -> Locator:
    """The hints that stand beneath an exercise."""
    return cell_with(panel, f'check("{exercise}"').locator(".lab-told .lab-note").filter(has_text="힌트")


def test_an_exercise_is_worked_with_the_mouse(page: Page, book: str, errors: list[str]) -> None:
    """Started, looked at too early, solved, checked: what was written runs first; the result stands in the notebook."""
    panel = open_notebook(page, book)
    begin(panel, FIRST.id)
    button(panel, FIRST.id, "확인하기").click()
    checked = output(panel, f'check("{FIRST.id}")')
    expect(checked).to_contain_text("아직")
    write(page, panel.locator(".jp-CodeCell").nth(2), "!docker run hello-world")
    button(panel, FIRST.id, "확인하기").click()
    expect(checked).to_contain_text("통과")
    expect(button(panel, FIRST.id, "다음 문제")).to_be_focused()
    eventually(lambda: Logbook().traces()[FIRST.id].passed)
    save(page)
    assert "[통과]" in (WORK / book).read_text(encoding="utf-8")
    button(panel, FIRST.id, "다음 문제").click()
    expect(panel.get_by_role("heading", name=plain(SECOND.title))).to_be_in_viewport()
    assert errors == []


def test_an_exercise_is_worked_with_keys_alone(page: Page, book: str, errors: list[str]) -> None:
    """From 시작하기 into the task's cell, by Tab to 확인하기, by Enter to the next exercise's 시작하기."""
    panel = open_notebook(page, book)
    button(panel, FIRST.id, "시작하기").focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".jp-CodeCell").nth(2).locator(".cm-content")).to_be_focused()
    page.keyboard.type("docker run hello-world")
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Tab")
        if button(panel, FIRST.id, "확인하기").evaluate("found => found === document.activeElement"):
            break
    expect(button(panel, FIRST.id, "확인하기")).to_be_focused()
    page.keyboard.press("Space")
    expect(output(panel, f'check("{FIRST.id}")')).to_contain_text("통과")
    expect(button(panel, FIRST.id, "다음 문제")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(panel, SECOND.id, "시작하기")).to_be_focused()
    expect(panel.get_by_role("heading", name=plain(SECOND.title))).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(output(panel, f'start("{SECOND.id}")')).to_contain_text("연습 문제를 시작합니다")
    assert errors == []


def test_whoever_has_begun_types_at_once(page: Page, book: str, errors: list[str]) -> None:
    """What is typed takes the stub's place; Shift+Enter twice runs and checks it, Enter twice begins the next."""
    panel = open_notebook(page, book)
    button(panel, FIRST.id, "시작하기").click()
    mine = panel.locator(".jp-CodeCell").nth(2)
    expect(mine.locator(".cm-content")).to_be_focused()
    expect(mine.locator(".cm-line").last).to_be_in_viewport()
    mine.evaluate("cell => { cell.closest('.jp-WindowedPanel-outer').scrollTop = 0; }")  # as JupyterLab may do
    expect(mine.locator(".cm-line").last).to_be_in_viewport()
    page.keyboard.type("docker run hello-world")
    expect(mine.locator(".cm-line")).to_have_text(["%%bash", "cd first-run", "docker run hello-world"])
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(output(panel, f'check("{FIRST.id}")')).to_contain_text("통과")
    following = button(panel, FIRST.id, "다음 문제")
    expect(following).to_be_focused()
    expect(following).to_have_css("outline-offset", "2px")  # a ring of its own, around the blue
    page.keyboard.press("Enter")
    expect(button(panel, SECOND.id, "시작하기")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell_with(panel, f"%%answer {SECOND.id}").locator(".cm-content")).to_be_focused()
    assert errors == []


def test_the_cursor_stays_with_who_has_gone_elsewhere(page: Page, book: str) -> None:
    """Whoever leaves 시작하기 by a key while the exercise is prepared is not fetched back."""
    panel = open_notebook(page, book)
    button(panel, FIRST.id, "시작하기").click()
    page.keyboard.press("Shift+Tab")
    expect(output(panel, f'start("{FIRST.id}")').locator(".lab-checklist li").first).to_be_visible()
    group = panel.get_by_role("group", name=f"연습 문제: {plain(FIRST.title)}")
    expect(group.first).to_have_attribute("aria-busy", "false")
    expect(panel.locator(".jp-CodeCell").nth(2).locator(".cm-content")).not_to_be_focused()


def test_an_answer_that_was_written_counts(page: Page, book: str) -> None:
    """The answer cell runs before the check where it has not; where it has, it does not run again."""
    panel = open_notebook(page, book)
    begin(panel, SECOND.id)
    cell = cell_with(panel, f"%%answer {SECOND.id}")
    write(page, cell, f"%%answer {SECOND.id}\n{SECOND.solution.answer}\necho ran >> read-version-runs")
    button(panel, SECOND.id, "확인하기").click()
    checked = output(panel, f'check("{SECOND.id}")')
    expect(checked.locator(".lab-feedback")).to_be_visible()
    runs = WORK / Path(book).parent / "read-version-runs"
    eventually(lambda: runs.read_text(encoding="utf-8") == "ran\n")
    number = cell_with(panel, f'check("{SECOND.id}")').locator(".jp-InputPrompt")
    before = number.inner_text()
    button(panel, SECOND.id, "확인하기").click()
    expect(number).not_to_have_text(before)
    expect(number).to_have_text(re.compile(r"\[\d+\]"))
    assert runs.read_text(encoding="utf-8") == "ran\n"
    runs.unlink()


def test_hints_and_the_solution_stay_in_sight(page: Page, book: str) -> None:
    """Each hint stands below those before it; the solution is shown by a second button, once it is meant."""
    panel = open_notebook(page, book)
    begin(panel, FIRST.id)
    for count in range(1, len(FIRST.hints) + 1):
        button(panel, FIRST.id, "힌트").click()
        expect(hints(panel, FIRST.id)).to_contain_text(f"힌트 {count}/{len(FIRST.hints)}")
        for hint in FIRST.hints[:count]:
            expect(hints(panel, FIRST.id)).to_contain_text(hint.replace("`", ""))
    button(panel, FIRST.id, "풀이").click()
    told = cell_with(panel, f'check("{FIRST.id}")').locator(".lab-told")
    expect(told.get_by_text("풀이를 보려면")).to_be_visible()
    expect(told.get_by_text("힌트를 먼저")).to_have_count(0)
    expect(panel.get_by_role("button", name="풀이 보기")).to_be_focused()
    page.keyboard.press("Enter")
    expect(told.get_by_text("연습 문제의 풀이입니다")).to_be_visible()
    expect(hints(panel, FIRST.id).first).to_contain_text(FIRST.hints[0].replace("`", ""))
    eventually(lambda: Logbook().traces()[FIRST.id].shown)


def test_presses_in_a_row_all_count(page: Page, book: str) -> None:
    """확인하기 is heard while a hint still comes."""
    panel = open_notebook(page, book)
    begin(panel, FIRST.id)
    button(panel, FIRST.id, "힌트").click()
    button(panel, FIRST.id, "확인하기").click()
    expect(output(panel, f'check("{FIRST.id}")')).to_contain_text("아직")
    expect(hints(panel, FIRST.id)).to_contain_text("힌트 1/")


def test_beginning_again_asks_first(page: Page, book: str) -> None:
    """Kept where one thinks better of it, by keys; otherwise what was made goes and the exercise begins anew."""
    panel = open_notebook(page, book)
    begin(panel, FIRST.id)
    write(page, panel.locator(".jp-CodeCell").nth(2), "!docker run hello-world")
    button(panel, FIRST.id, "확인하기").click()
    checked = output(panel, f'check("{FIRST.id}")')
    expect(checked).to_contain_text("통과")
    button(panel, FIRST.id, "처음부터").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("처음부터 다시 할까요?")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(checked).to_contain_text("통과")
    expect(button(panel, FIRST.id, "처음부터")).to_be_focused()
    assert Lesson().practice.load(FIRST.id).solved
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="처음부터")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell_with(panel, f'start("{FIRST.id}")')).to_contain_text("시작하기 전으로 되돌렸습니다")
    expect(output(panel, f'start("{FIRST.id}")').locator(".lab-checklist li").first).to_be_visible()
    expect(checked.locator(".lab-feedback")).to_have_count(0)
    eventually(lambda: Lesson().practice.load(FIRST.id).begun)
    assert not Lesson().practice.load(FIRST.id).solved


def test_the_last_exercise_leads_to_the_next_chapter(page: Page, book: str, errors: list[str]) -> None:
    """Its text opens in the same JupyterLab, without a reload."""
    panel = open_notebook(page, book)
    page.evaluate("window.unchanged = true")
    last = button(panel, THIRD.id, "다음 장으로")
    last.focus()
    page.keyboard.press("Enter")
    shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(shown.get_by_role("heading", level=1)).to_contain_text("1. 가상화")
    assert page.evaluate("window.unchanged")
    assert errors == []


def test_buttons_need_no_running_kernel(page: Page, book: str) -> None:
    """They stand in a notebook whose kernel was ended, and pressing one starts another."""
    panel = open_notebook(page, book)
    page.evaluate("void window.jupyterapp.commands.execute('kernelmenu:shutdown')")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("No Kernel")
    button(panel, FIRST.id, "힌트").click()
    expect(hints(panel, FIRST.id)).to_contain_text(f"힌트 1/{len(FIRST.hints)}")
    begin(panel, FIRST.id)
    page.reload()
    opened(page)
    expect(button(panel, FIRST.id, "확인하기")).to_be_visible()


def test_files_are_shown_and_opened(page: Page, images: str, errors: list[str]) -> None:
    """Beneath the start, with what they hold; in the editor of the same JupyterLab, by keys."""
    panel = open_notebook(page, images)
    begin(panel, COPY.id)
    files = output(panel, f'start("{COPY.id}")').get_by_role("region", name="연습 문제의 파일")
    for name, text in COPY.files.items():
        expect(files).to_contain_text(f"copy/{name}")
        expect(files).to_contain_text(text.splitlines()[0])
    files.get_by_role("button", name="Dockerfile 편집기에서 열기").focus()
    page.keyboard.press("Enter")
    editor = page.locator(".jp-FileEditor:visible .cm-content")
    expect(editor).to_contain_text(COPY.files["Dockerfile"].splitlines()[0])
    assert len(page.context.pages) == 1
    assert errors == []


def test_a_file_that_is_not_saved_is_noticed(page: Page, images: str) -> None:
    """By the button and by the typed function; saved from there, nothing is said any more."""
    panel = open_notebook(page, images)
    begin(panel, COPY.id)
    panel.get_by_role("button", name="Dockerfile 편집기에서 열기").click()
    editor = page.locator(".jp-FileEditor:visible .cm-content")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("# 고치는 중")
    page.get_by_role("tab", name="buttons.ipynb").click()
    button(panel, COPY.id, "확인하기").click()
    check = cell_with(panel, f'check("{COPY.id}")')
    told = check.locator(".lab-unsaved")
    expect(told).to_contain_text("Dockerfile 파일이 저장되지 않았습니다")
    run(page, check)
    expect(told).to_have_count(1)
    told.get_by_role("button", name="저장하기").click()
    expect(told).to_contain_text("저장했습니다")
    assert "# 고치는 중" in (Lesson().folder(COPY.id) / "Dockerfile").read_text(encoding="utf-8")
    run(page, check)
    expect(told).to_have_count(0)


def test_functions_alone_mean_the_exercise_above(page: Page, book: str) -> None:
    """The one that was started last in this notebook; before any start they say what is missing."""
    panel = open_notebook(page, book)
    run(page, cell_with(panel, "from helpers import"))
    mine = panel.locator(".jp-CodeCell").nth(2)
    write(page, mine, "check()")
    expect(run(page, mine)).to_contain_text("시작한 연습 문제가 없어서")
    run(page, cell_with(panel, f'start("{FIRST.id}")'))
    expect(run(page, mine)).to_contain_text(FIRST.id)
    write(page, mine, "hint()")
    expect(run(page, mine)).to_contain_text("힌트 1/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_read_in_both_themes(page: Page, images: str, scheme: Literal["light", "dark"]) -> None:
    """Text stands out from what is behind it, with a contrast of 4.5 at least."""
    page.emulate_media(color_scheme=scheme)
    panel = open_notebook(page, images)
    begin(panel, COPY.id)
    shown = panel.locator(".lab-button").locator("visible=true").all()
    faint = {found.inner_text(): found.evaluate(CONTRAST) for found in shown}
    assert {"시작하기", "확인하기", "힌트", "편집기에서 열기"} <= faint.keys()
    assert {text: ratio for text, ratio in faint.items() if ratio < 4.5} == {}
