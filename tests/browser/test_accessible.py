"""axe-core has nothing against our own parts, in both themes: pages, buttons, lists, what cells show, the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect

from helpers import course
from helpers.authoring.execute import work
from helpers.course import paths
from helpers.lesson.lesson import Lesson
from tests.support.pages import address, cell_with, close, first_address, open_notebook, run
from tests.support.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterator

AXE = "/opt/lab/axe.js"
LOOKS = """async (parts) => {
    const {violations} = await axe.run({include: parts.map(part => [part])}, {resultTypes: ["violations"]});
    return violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary: why}) => `${id}: ${html}\\n${why}`));
}"""
SHOWN = {
    "board": ("from helpers import board\nboard()", ".lab-board"),
    "terminal": ("from helpers import terminal\nterminal()", ".lab-terminal"),
    "chart": ("from helpers.charts import Bars\nBars({'시간(초)': {'컨테이너': 0.3, '가상 머신': 3.7}})", ".lab-bars"),
    "progress": ("from helpers import progress\nprogress()", ".lab-progress"),
    "layers": ("from helpers import layers\nlayers('busybox')", ".lab-layers"),
    "coach": ("!docker run --rm busybux", ".lab-coach"),
}
"""What cells of the learner's show, and where."""
BAR = "#docker-lab-course"
"""The first page's link in JupyterLab's bar."""
QUIZ = course.exercises("virtualization")[0]
Scheme = Literal["light", "dark"]


@pytest.fixture(params=["light", "dark"], autouse=True)
def _scheme(request: pytest.FixtureRequest, page: Page) -> None:
    """The computer's colours."""
    scheme: Scheme = request.param
    page.emulate_media(color_scheme=scheme)


@pytest.fixture
def tasks() -> Iterator[str]:
    """The exercises with a quiz, not begun."""
    Lesson().reset(QUIZ.id)
    path = paths.exercises_path("virtualization")
    yield path
    close(path)


@pytest.fixture
def book() -> Iterator[str]:
    """A notebook with a cell for each thing that can be shown."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    file = work() / "accessible.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(code) for code, _ in SHOWN.values()], metadata=kernel), file)
    with staged("busybox"):
        yield file.name
    close(file.name)
    file.unlink()


def violations(page: Page, *parts: str) -> list[Any]:
    """What axe-core has against the parts of a page that these selectors find; each of them finds something."""
    for part in parts:
        expect(page.locator(part).locator("visible=true").first).to_be_visible()
    page.add_script_tag(path=AXE)
    found: list[Any] = page.evaluate(LOOKS, parts)
    return found


PAGES = {
    "/course?": "#course-first",
    "/course?q=포트&": "#course-first",
    "/course/page?": "html",
    "/course/commands?": "html",
    "/course/summary?": "html",
}
"""The course's pages by their addresses, each with the part of it that is ours."""


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_course(page: Page, path: str) -> None:
    """The first page with its exercises shown, what a search found, and the pages to keep."""
    page.goto(first_address().replace("/?", path))
    for closed in page.locator(PAGES[path]).locator("summary").all():
        closed.click()
    assert violations(page, PAGES[path]) == []


def test_a_chapter_and_its_pictures(page: Page) -> None:
    """Its text, and the link that leads back."""
    open_notebook(page, paths.chapter_path("virtualization"))
    expect(page.get_by_role("img", name="왼쪽은 가상 머신, 오른쪽은 컨테이너가 쌓인 모양")).to_be_visible()
    assert (
        violations(page, ".jp-NotebookPanel .jp-RenderedMarkdown", BAR, "#table-of-contents .jp-tocItem-content") == []
    )


def test_an_exercise_with_all_its_buttons(page: Page, tasks: str) -> None:
    """Begun, looked at, helped: buttons, the list, the quiz, the verdict, a hint and what is said of the solution."""
    panel = open_notebook(page, tasks)
    group = panel.get_by_role("group", name=f"연습 문제: {QUIZ.title}")
    for name in ("시작하기", "확인하기", "힌트", "풀이"):
        group.get_by_role("button", name=name, exact=True).click()
    expect(panel.get_by_role("button", name="풀이 보기")).to_be_visible()
    parts = (".lab-buttons", ".lab-checklist", ".lab-quiz", ".lab-feedback", ".lab-note", ".lab-told")
    assert violations(page, *parts, "[data-lab-state]") == []


def test_what_cells_show(page: Page, book: str) -> None:
    """Board, terminal, chart, progress, layers, and the coach."""
    panel = open_notebook(page, book)
    for code, part in SHOWN.values():
        cell = cell_with(panel, code.splitlines()[-1])
        run(page, cell)
        expect(cell.locator(part)).to_be_visible()
    assert violations(page, *(part for _, part in SHOWN.values())) == []


def test_the_glossary_and_the_words_of_a_server_that_is_gone(page: Page) -> None:
    """The one is a page of its own, the other stands before all."""
    page.goto(address(paths.GLOSSARY))
    assert violations(page, ".jp-MarkdownViewer .jp-RenderedMarkdown > *") == []
    page.context.set_offline(True)
    expect(page.locator(".jp-Dialog [lang=ko]")).to_be_visible()
    assert violations(page, ".jp-Dialog-content") == []
