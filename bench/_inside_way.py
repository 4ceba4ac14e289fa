"""Run in a test lab by way.py: presses to the tenth solved exercise, and seconds that a learner waits on the way.

Without our parts is a JupyterLab of its own on the same learner's folder: no configuration, no extension, no IPython
profile of the course's. There cells are run by their keys, and chapters opened in the file list. Presses are counted in
the page, from the events of real clicks and keys.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from helpers import course
from helpers.authoring.execute import work
from helpers.course import paths
from helpers.lesson.lesson import Lesson
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.exercise.model import Exercise

OURS, BARE = "http://127.0.0.1:8888", "http://127.0.0.1:8899"
TEN = 10
PATIENCE = 60_000
"""Milliseconds; a virtual machine starts in some exercises."""
COUNT = """for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, ({key}) => {
    if (!['Shift', 'Control'].includes(key)) localStorage[kind] = Number(localStorage[kind] ?? 0) + 1;
}, true);"""
COUNTED = "['pointerdown', 'keydown'].map(kind => Number(localStorage[kind] ?? 0))"
VERDICT = """cell => {
    cell.querySelectorAll('.lab-feedback').forEach(old => old.setAttribute('data-old', ''));
    window.verdict = new Promise(end => {
        let pressed = 0;
        for (const kind of ['pointerdown', 'keydown'])
            addEventListener(kind, () => { pressed ||= performance.now(); }, {capture: true, once: true});
        const eye = new MutationObserver(() => {
            if (!cell.querySelector('.lab-feedback:not([data-old])')) return;
            eye.disconnect();
            end((performance.now() - pressed) / 1000);
        });
        eye.observe(cell, {childList: true, subtree: true});
    });
}"""
"""Seconds from the next press to a verdict that was not there."""
KERNEL = (
    "from IPython.core import application; application.SYSTEM_CONFIG_DIRS.clear(); "
    "from ipykernel.kernelapp import launch_new_instance; launch_new_instance()"
)


class Person:
    """Somebody at a page, whose clicks and keys are counted but for the characters of solutions."""

    def __init__(self, browser: Browser, address: str) -> None:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ko-KR")
        context.set_default_timeout(PATIENCE)
        context.add_init_script(COUNT)
        self.page: Page = context.new_page()
        self.address = address
        self._typed = 0

    @property
    def notebook(self) -> Locator:
        """The notebook in sight."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    @property
    def active(self) -> Locator:
        """The cell that the keys go to."""
        return self.notebook.locator(".jp-Notebook-cell.jp-mod-active")

    def presses(self) -> dict[str, float]:
        """How often a button of the mouse and a key went down."""
        clicks, keys = self.page.evaluate(COUNTED)
        return {"clicks": clicks, "keys": keys - self._typed}

    def go(self, path: str) -> None:
        """Have the browser open an address; what is waited for stands where it is used."""
        self.page.goto(f"{self.address}{path}?token={os.environ['LAB_TOKEN']}", wait_until="commit")

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a solution."""
        before = self.page.evaluate(COUNTED)[1]
        self.page.keyboard.type(text)
        self._typed += self.page.evaluate(COUNTED)[1] - before

    def run(self) -> None:
        """Run the active cell, wait until it is done, and be in the next one."""
        prompt = self.active.locator(".jp-InputPrompt").element_handle()
        before = prompt.inner_text()
        self.press("Shift+Enter")
        self.page.wait_for_function(
            "([prompt, before]) => /\\[\\d+\\]/.test(prompt.innerText) && prompt.innerText !== before",
            arg=[prompt, before],
        )

    def ready(self) -> float:
        """Seconds until a chapter's first cell has run, from now."""
        begin = time.perf_counter()
        cell = self.notebook.locator(".jp-CodeCell").first
        expect(cell).to_be_visible()
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("대기")
        cell.locator(".cm-content").click()
        self.press("Shift+Enter")
        expect(cell.locator(".jp-OutputArea-output").first).to_contain_text("안녕하세요")
        return time.perf_counter() - begin

    def to_exercises(self, first: Exercise) -> None:
        """Follow the chapter's link to its first exercise."""
        self.notebook.get_by_role("link", name="연습 문제 노트북에서 풀기").first.click()
        expect(self.notebook.get_by_role("heading", name=first.title.replace("`", ""))).to_be_visible()


def write(person: Person, text: str) -> None:
    """Put a solution in the stub's place, in the active cell: the stub is its last line."""
    person.press("Enter", "Control+End", "Shift+Home")
    person.type(text)
    person.run()


def solutions(exercise: Exercise) -> list[str]:
    """What is typed, cell by cell."""
    way = exercise.solution
    return [text for text in (way.script, way.answer) if text]


def solve(person: Person, exercise: Exercise, *, led: bool) -> None:
    """Solve an exercise by our buttons, to where one key leads on; `led` where the one before has led here."""
    title = exercise.title.replace("`", "")
    group = person.notebook.get_by_role("group", name=f"연습 문제: {title}")
    start = group.get_by_role("button", name="시작하기")
    if led:
        person.press("Enter")
        expect(start).to_be_focused()
        person.press("Enter")
    else:
        start.click()
    expect(person.notebook.locator(".lab-checklist li").last).to_be_visible()
    expect(group.first).to_have_attribute("aria-busy", "false")
    first, *more = solutions(exercise)
    if exercise.quiz:  # the cursor is not set where one chooses
        written = person.page.locator(".jp-Cell-inputArea", has_text=f"cd {exercise.slug}")
        person.notebook.locator(".jp-CodeCell").filter(has=written).first.locator(".cm-content").click()
        person.press("Control+End", "Shift+Home")
    else:
        expect(person.active.locator(".cm-content")).to_be_focused()
    person.type(first)
    person.run()
    for text in more:
        write(person, text)
    person.press("Shift+Enter")
    expect(group.get_by_role("button", name=re.compile("^다음"))).to_be_focused()


def solve_bare(person: Person, exercise: Exercise) -> None:
    """Solve an exercise whose start cell is the active one, by the keys of JupyterLab."""
    person.run()
    for text in solutions(exercise):
        write(person, text)
    check = person.active.element_handle()
    person.run()
    if "통과" not in check.inner_text():
        sys.exit(check.inner_text())


def checked(person: Person, exercise: Exercise) -> Locator:
    """The cell that checks an exercise."""
    written = person.page.locator(".jp-Cell-inputArea", has_text=f'check("{exercise.id}")')
    return person.notebook.locator(".jp-CodeCell").filter(has=written)


def verdict(cell: Locator, target: Locator, *keys: str) -> float:
    """Seconds from a click on `target`, or from the keys pressed after it, to the verdict."""
    if keys:
        target.click()
    cell.evaluate(VERDICT)
    if not keys:
        target.click()
    for key in keys:
        cell.page.keyboard.press(key)
    return float(cell.page.evaluate("window.verdict"))


def ours(browser: Browser, chapters: list[list[Exercise]], rounds: int) -> dict[str, float]:
    """The course as learners have it."""
    pages: list[float] = []
    readies: list[float] = []
    for _ in range(rounds):
        person = Person(browser, OURS)
        begin = time.perf_counter()
        person.go("/")
        expect(person.page.locator("a.primary")).to_be_focused()
        pages.append(time.perf_counter() - begin)
        person.press("Enter")
        readies.append(person.ready())
        if len(pages) < rounds:
            person.page.context.close()
    for number, chapter in enumerate(chapters):
        if number:
            person.press("Enter")
            expect(person.notebook.get_by_role("heading", level=1)).to_contain_text(f"{number}.")
        person.to_exercises(chapter[0])
        for exercise in chapter:
            solve(person, exercise, led=exercise is not chapter[0])
    found = person.presses()
    cell = checked(person, chapters[-1][-1])
    button = cell.get_by_role("button", name="확인하기")
    verdicts = [verdict(cell, button) for _ in range(rounds)]
    person.page.context.close()
    return {**found, **medians(page=pages, ready=readies, verdict=verdicts)}


def bare(browser: Browser, chapters: list[list[Exercise]], rounds: int) -> dict[str, float]:
    """JupyterLab without our parts."""
    readies: list[float] = []
    for _ in range(rounds):
        person = Person(browser, BARE)
        person.go(f"/lab/workspaces/bench{len(readies)}/tree/{quote(paths.chapter_path('start'))}")
        readies.append(person.ready())
        if len(readies) < rounds:
            person.page.context.close()
    for number, chapter in enumerate(chapters):
        if number:
            name = Path(paths.chapter_path(chapter[0].chapter)).name
            person.page.locator(".jp-DirListing-item", has_text=name).dblclick()
            expect(person.notebook.get_by_role("heading", level=1).first).to_contain_text(f"{number}.")
        person.to_exercises(chapter[0])
        person.notebook.locator(".jp-CodeCell").first.locator(".cm-content").click()
        person.run()
        for exercise in chapter:
            person.press("Shift+Enter")
            expect(person.active).to_contain_text(f'start("{exercise.id}")')
            solve_bare(person, exercise)
    found = person.presses()
    cell = checked(person, chapters[-1][-1])
    verdicts = [verdict(cell, cell.locator(".cm-content"), "Control+Enter") for _ in range(rounds)]
    person.page.context.close()
    return {**found, **medians(ready=readies, verdict=verdicts)}


def medians(**times: list[float]) -> dict[str, float]:
    """The median of each."""
    return {name: statistics.median(found) for name, found in times.items()}


@contextmanager
def server() -> Iterator[None]:
    """JupyterLab without our parts, on the learner's folder."""
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "kernels" / "python3" / "kernel.json"
        spec.parent.mkdir(parents=True)
        command = [sys.executable, "-c", KERNEL, "-f", "{connection_file}"]
        spec.write_text(json.dumps({"argv": command, "display_name": "Python 3 (ipykernel)", "language": "python"}))
        environment = {**os.environ, "JUPYTER_NO_CONFIG": "1", "JUPYTER_DATA_DIR": folder, "IPYTHONDIR": folder}
        options = [f"--ServerApp.port={BARE.rpartition(':')[2]}", f"--ServerApp.root_dir={work()}"]
        options += [f"--IdentityProvider.token={os.environ['LAB_TOKEN']}", "--ServerApp.allow_root=True"]
        command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--log-level=ERROR", *options]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            eventually(lambda: answers(f"{BARE}/api"), "JupyterLab without our parts did not answer")
            yield
        finally:
            process.terminate()
            process.wait()


def anew(chapters: list[list[Exercise]]) -> None:
    """Have nothing started, and no kernel at work."""
    for chapter in chapters:
        for exercise in chapter:
            Lesson().reset(exercise.id)


def main(rounds: int) -> None:
    """Both, in one run."""
    left, chapters = TEN, []
    for name in course.chapters():
        chapters.append(list(course.exercises(name)[:left]))
        left -= len(chapters[-1])
        if not left:
            break
    kept = {file: file.read_bytes() for file in work().glob("**/*.ipynb")}
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["LAB_CHROMIUM"], args=["--no-sandbox", "--disable-gpu"]
        )
        found = {f"ours {name}": value for name, value in ours(chromium, chapters, rounds).items()}
        anew(chapters)
        for file, content in kept.items():
            file.write_bytes(content)
        with server():
            found |= {f"bare {name}": value for name, value in bare(chromium, chapters, rounds).items()}
        chromium.close()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
