"""Quizzes in JupyterLab: chosen by keyboard, graded at 확인, explained, kept in the notebook's own answer cell."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers import course
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress_log import Logbook
from tests.support.pages import cell_with, close, open_notebook, run, save, write
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "exercises/virtualization"
WORK = Path(os.environ.get("LAB_WORK", "/home/learner/work"))
PLACES = "virtualization.host-guest"
RIGHT = ("호스트 OS", "하이퍼바이저", "게스트 OS", "커널")
LINE = 'echo "3 4 2 1"'


@pytest.fixture
def book() -> Iterator[str]:
    """A learner's exercise notebook of their own, as it was handed out."""
    file = WORK / FOLDER / "quiz.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path("/course") / FOLDER / "1-가상화와-컨테이너-연습.ipynb", file)
    file.chmod(0o644)
    yield f"{FOLDER}/{file.name}"
    close(f"{FOLDER}/{file.name}")
    file.unlink()


def begin(page: Page, book: str, exercise: str = PLACES) -> tuple[Locator, Locator]:
    """Open the notebook and start the exercise anew; gives the panel and the quiz."""
    Lesson().reset(exercise)  # what is solved is not started again
    panel = open_notebook(page, book)
    run(page, cell_with(panel, "from helpers import"))
    run(page, cell_with(panel, f'start("{exercise}")'))
    quiz = panel.locator(".lab-quiz")
    expect(quiz).to_be_visible()
    return panel, quiz


def answer_cell(panel: Locator, slug: str) -> Locator:
    """The exercise's answer cell."""
    return panel.locator(".jp-CodeCell").filter(has_text=f"%%answer virtualization.{slug}")


def choose(page: Page, quiz: Locator, answers: tuple[str, ...]) -> None:
    """Choose by keyboard alone: Tab from question to question, arrows within."""
    quiz.locator("input").first.focus()
    for number, wanted in enumerate(answers):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        group = quiz.locator("fieldset").nth(number)
        labels = [text.strip() for text in group.locator("label").all_inner_texts()]
        for _ in range(labels.index(wanted)):
            page.keyboard.press("ArrowDown")
        expect(group.locator("label:has(:checked)")).to_have_text(wanted)


def chosen(quiz: Locator) -> list[str]:
    """What is chosen, from the first question to the last."""
    return [text.strip() for text in quiz.locator("label:has(:checked)").all_inner_texts()]


def passed(exercise: str) -> bool:
    """Whether the progress counts the exercise as solved."""
    trace = Logbook().traces().get(exercise)
    return trace is not None and trace.passed


def test_confirming_grades_and_counts(page: Page, book: str, errors: list[str]) -> None:
    """Chosen by keyboard alone: the answer stands in the answer cell, 확인 gives reasons, feedback and the point."""
    panel, quiz = begin(page, book)
    choose(page, quiz, RIGHT)
    cell = answer_cell(panel, "host-guest")
    expect(cell.locator(".cm-content")).to_contain_text(LINE)
    expect(cell.locator(".cm-content")).not_to_contain_text("여기에 쓰세요")
    page.keyboard.press("Tab")
    expect(quiz.get_by_role("button", name="확인")).to_be_focused()
    page.keyboard.press("Enter")
    expect(quiz.locator(".lab-right")).to_have_count(4)
    expect(quiz.locator(".lab-graded .lab-passed")).to_contain_text("통과")
    expect(panel.locator(".lab-checklist .lab-done")).to_have_count(1)
    eventually(lambda: passed(PLACES))
    expect(run(page, cell_with(panel, f'check("{PLACES}"'))).to_contain_text("통과")
    assert errors == []


def test_after_the_pass_the_next_exercise_is_one_key_away(page: Page, book: str, errors: list[str]) -> None:
    """A button beneath the verdict has the focus; a wrong choice brings none, and another choice takes it away."""
    panel, quiz = begin(page, book)
    next_one = quiz.get_by_role("button", name="다음 문제")
    choose(page, quiz, ("커널", "하이퍼바이저", "게스트 OS", "호스트 OS"))
    quiz.get_by_role("button", name="확인").click()
    expect(quiz.locator(".lab-wrong")).to_have_count(2)
    expect(next_one).to_be_hidden()
    for number, right in enumerate(RIGHT):
        quiz.locator("fieldset").nth(number).get_by_label(right).check()
    quiz.get_by_role("button", name="확인").click()
    expect(next_one).to_be_focused()
    page.keyboard.press("Enter")
    following = course.exercises("virtualization")
    coming = following[[one.id for one in following].index(PLACES) + 1]
    expect(panel.get_by_role("heading", name=coming.title.replace("`", ""))).to_be_in_viewport()
    assert errors == []


def test_the_answer_cell_answers_its_own_exercise_only(page: Page, book: str) -> None:
    """What it prints counts at `check`; a cell that failed, and the next exercise, have no answer."""
    panel, _ = begin(page, book)
    cell = answer_cell(panel, "host-guest")
    write(page, cell, "%%answer virtualization.host-guest\necho 3 4 2 1")
    run(page, cell)
    expect(run(page, cell_with(panel, f'check("{PLACES}"'))).to_contain_text("통과")
    write(page, cell, "%%answer virtualization.host-guest\necho 3 4 2 1; false")
    run(page, cell)
    expect(run(page, cell_with(panel, f'check("{PLACES}"'))).to_contain_text("아직 답을 넘기지 않았습니다")
    run(page, cell_with(panel, 'start("virtualization.when")'))
    expect(run(page, cell_with(panel, 'check("virtualization.when"'))).to_contain_text("아직 답을 넘기지 않았습니다")


def test_a_wrong_choice_is_explained_and_the_right_one_kept_secret(page: Page, book: str) -> None:
    """The reasons are those of the checks; nothing that the page was told says which choice is right."""
    _, quiz = begin(page, book)
    choose(page, quiz, ("커널", "하이퍼바이저", "게스트 OS", "호스트 OS"))
    quiz.get_by_role("button", name="확인").click()
    expect(quiz.locator(".lab-wrong")).to_have_count(2)
    expect(quiz.locator(".lab-wrong").first).to_contain_text("ㄱ에 커널을 놓았습니다")
    expect(quiz.locator(".lab-wrong").first).not_to_contain_text("호스트 OS")
    expect(quiz.locator(".lab-graded .lab-failed")).to_contain_text("ㄱ에 커널을 놓았습니다")
    save(page)
    kept = json.loads((WORK / book).read_text(encoding="utf-8"))["metadata"].get("widgets", {})
    quiz_of = course.exercise(PLACES).quiz
    assert quiz_of is not None
    told = json.dumps(kept, ensure_ascii=False)
    assert not [c.reason for question in quiz_of.questions for c in question.choices if c.right and c.reason in told]


def test_the_choice_outlives_a_reload_and_a_restart(page: Page, book: str, errors: list[str]) -> None:
    """It is read back from the notebook, without a kernel too; then the page says in Korean that the kernel is gone."""
    panel, quiz = begin(page, book)
    choose(page, quiz, RIGHT)
    expect(answer_cell(panel, "host-guest").locator(".cm-content")).to_contain_text(LINE)
    save(page)
    page.reload()
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    expect(quiz.locator("input:checked")).to_have_count(4)
    assert chosen(quiz) == list(RIGHT)
    restart(page)
    expect(quiz.locator(".lab-away")).to_be_visible()
    assert chosen(quiz) == list(RIGHT)
    page.reload()
    expect(quiz.locator("input:checked")).to_have_count(4)
    expect(page.locator(".jp-NotebookPanel")).not_to_contain_text("Error displaying widget")
    begin(page, book)
    expect(quiz.locator("input:checked")).to_have_count(4)
    assert chosen(quiz) == list(RIGHT)
    assert errors == []


def restart(page: Page) -> None:
    """Restart the kernel by the menu's own command."""
    page.evaluate("void window.jupyterapp.commands.execute('kernelmenu:restart')")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")


def test_what_the_learner_wrote_is_never_replaced(page: Page, book: str) -> None:
    """A line of theirs stays; the quiz's own line comes below it, and is the only one that it changes later."""
    panel, quiz = begin(page, book)
    cell = answer_cell(panel, "host-guest")
    write(page, cell, "%%answer virtualization.host-guest\ncd host-guest\n# 내가 쓴 줄")
    choose(page, quiz, RIGHT)
    expect(quiz.locator(".lab-status")).to_contain_text("그 아래에 붙였습니다")
    quiz.locator("fieldset").nth(0).get_by_label("커널").check()
    expect(cell.locator(".cm-content")).to_contain_text('echo "1 4 2 1"')
    expect(cell.locator(".cm-content")).to_contain_text("# 내가 쓴 줄")
    assert cell.locator(".cm-content").inner_text().count("echo") == 1


def test_jobs_are_told_apart(page: Page, book: str) -> None:
    """Of the six jobs only those for a virtual machine stand in the answer."""
    panel, quiz = begin(page, book, "virtualization.when")
    for number in range(6):
        quiz.locator("fieldset").nth(number).get_by_label("컨테이너" if number % 2 else "가상 머신").check()
    expect(answer_cell(panel, "when").locator(".cm-content")).to_contain_text('echo "ㄱ, ㄷ, ㅁ"')
    quiz.get_by_role("button", name="확인").click()
    expect(quiz.locator(".lab-right")).to_have_count(6)


def test_a_found_value_and_a_reason(page: Page, book: str) -> None:
    """What must be found out is written, the reason chosen; the feedback says what else is missing."""
    panel, quiz = begin(page, book, "virtualization.other-os")
    quiz.get_by_label("이 이미지의 프로세서").fill('ia64 "$HOME"')
    quiz.get_by_label("다른 프로세서의 말로").check()
    line = answer_cell(panel, "other-os").locator(".cm-content")
    expect(line).to_contain_text(r'echo "ia64 \"\$HOME\" ㄴ"')
    quiz.get_by_role("button", name="확인").click()
    expect(quiz.locator(".lab-right")).to_have_count(1)
    expect(quiz.locator(".lab-graded")).to_contain_text("실행해 보지 않았습니다")


def test_without_an_answer_cell_the_line_is_shown(page: Page, book: str) -> None:
    """In a notebook that has none (a chapter, a scratch notebook) the quiz says what to hand in."""
    panel, quiz = begin(page, book)
    page.evaluate(
        """() => {
          const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
          for (const cell of cells) {
            if (cell.getMetadata("nbgrader")?.grade_id === "virtualization-host-guest-answer")
              cell.deleteMetadata("nbgrader");
          }
        }"""
    )
    choose(page, quiz, RIGHT)
    expect(quiz.locator(".lab-line")).to_have_text(f'check("{PLACES}", "3 4 2 1")')
    expect(answer_cell(panel, "host-guest").locator(".cm-content")).to_contain_text("여기에 쓰세요")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_quiz_reads_in_both_themes(page: Page, book: str, scheme: Literal["light", "dark"]) -> None:
    """Text and ground of the quiz differ enough, chosen or not, right or wrong."""
    page.emulate_media(color_scheme=scheme)
    _, quiz = begin(page, book)
    choose(page, quiz, ("커널", "하이퍼바이저", "게스트 OS", "커널"))
    quiz.get_by_role("button", name="확인").click()
    expect(quiz.locator(".lab-wrong")).to_have_count(1)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true" if scheme == "light" else "false")
    paint = "e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    for part in (".lab-wrong strong", ".lab-right strong", "legend", "label span"):
        bright = quiz.locator(part).first.evaluate(paint)
        assert bright > 300 if scheme == "dark" else bright < 420, part
