"""What a learner sees and does in the browser, on the real lab."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.pages import CONTRAST, address, cell_with, first_address, open_notebook, run, write

MINE = "여기에 쓰세요"
_TORN = """paragraphs => {
    const torn = [], place = document.createRange();
    let lines = 0;
    for (const paragraph of paragraphs) {
        const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), all = new Set();
        for (let text; (text = texts.nextNode()); )
            for (const word of text.data.matchAll(/[가-힣]+/g)) {
                place.setStart(text, word.index);
                place.setEnd(text, word.index + word[0].length);
                const tops = new Set([...place.getClientRects()].map(part => Math.round(part.top)));
                if (tops.size > 1) torn.push(word[0]);
                tops.forEach(top => all.add(top));
            }
        lines = Math.max(lines, all.size);
    }
    return {torn, lines};
}"""
"""The Korean words that begin on one line and end on the next, and how many lines the longest paragraph has."""


def faint(cell: Locator) -> dict[str, float]:
    """What of a cell's code stands out too little from the ground, with its contrast."""
    parts = cell.locator(".cm-line span").all()
    assert parts
    contrasts = {part.inner_text(): part.evaluate(CONTRAST) for part in parts}
    return {text: contrast for text, contrast in contrasts.items() if contrast < 4.5}


def test_the_course_opens_in_korean(page: Page, errors: list[str]) -> None:
    """The printed address opens the course, JupyterLab's own the start chapter, without a prompt or an error."""
    page.goto(first_address())
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("h1")).to_have_text("도커 실습실")
    page.goto(first_address().replace("/?", "/lab?"))
    expect(page.locator(".jp-NotebookPanel h1").first).to_contain_text("시작하기")
    expect(page.locator(".lm-MenuBar-itemLabel").first).to_have_text("파일")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("대기")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".Toastify__toast")).to_have_count(0)
    assert errors == []


def test_lines_end_between_words(page: Page) -> None:
    """Korean is read word by word: none is torn at the end of a line, in the text and in what the course says.

    A long command goes on in the next line, too: nothing of it is out of sight.
    """
    page.set_viewport_size({"width": 900, "height": 900})
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    run(page, cell_with(panel, "from helpers import"))
    run(page, cell_with(panel, 'start("start.first-run")'))
    expect(panel.locator(".lab-checklist li").first).to_be_visible()
    written = panel.locator(":is(.jp-RenderedMarkdown, .jp-OutputArea) :is(p, li)").evaluate_all(_TORN)
    assert written["torn"] == []
    assert written["lines"] > 1
    mine = panel.locator(".jp-CodeCell").nth(2)
    write(page, mine, "!docker run --rm " + "-e NAME=value " * 20 + "busybox env")
    assert mine.locator(".cm-scroller").evaluate("found => found.scrollWidth - found.clientWidth") == 0


def test_the_first_exercise_turns_green(page: Page) -> None:
    """A learner starts the first exercise, is told that nothing is done yet, solves it and sees the green check."""
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    run(page, cell_with(panel, "from helpers import"))
    run(page, cell_with(panel, 'start("start.first-run")'))
    check = cell_with(panel, 'check("start.first-run")')
    unsolved = run(page, check)
    expect(unsolved).to_contain_text("start.first-run")
    expect(unsolved).not_to_contain_text("통과")
    mine = panel.locator(".jp-CodeCell").nth(2)
    expect(mine).to_contain_text(MINE)
    write(page, mine, "!docker run hello-world")
    expect(run(page, mine)).to_contain_text("Hello")
    expect(run(page, check)).to_contain_text("통과")


@pytest.mark.usefixtures("readable_terminal")
def test_a_shell_in_a_container_by_the_terminal(page: Page) -> None:
    """`docker run -it ubuntu:latest /bin/bash`, typed in JupyterLab's terminal, answers from inside."""
    page.goto(address())
    page.locator(".jp-LauncherCard:has-text('터미널')").click()
    screen = page.locator(".jp-Terminal .xterm-accessibility-tree")
    expect(screen).to_contain_text("$")
    page.locator(".jp-Terminal .xterm-screen").click()
    page.keyboard.type("docker run --rm -it ubuntu:latest /bin/bash\n")
    expect(screen).to_contain_text("root@")
    page.keyboard.type("echo inside-$((6*7))\n")
    expect(screen).to_contain_text("inside-42")
    page.keyboard.type("exit\n")


def test_nginx_is_seen_through_jupyter(page: Page) -> None:
    """The page of `docker run -d -p 8080:80 nginx` is seen in the browser under JupyterLab's own address."""
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    mine = panel.locator(".jp-CodeCell").nth(2)
    write(
        page, mine,
        "%%bash\ndocker run -d -p 8080:80 --name browser-nginx nginx\n"
        "curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8080",
    )  # fmt: skip
    try:
        expect(run(page, mine)).to_contain_text("nginx!")
        tab = page.context.new_page()
        tab.goto(f"http://127.0.0.1:8888/proxy/8080/?token={os.environ['LAB_TOKEN']}")
        expect(tab.locator("h1")).to_contain_text("nginx")
    finally:
        write(page, mine, "!docker rm -f browser-nginx")
        run(page, mine)


def test_the_dark_theme_is_dark(page: Page) -> None:
    """On a computer with dark colours the course comes dark: light text on a dark page. Code reads in both."""
    page.emulate_media(color_scheme="dark")
    panel = open_notebook(page, "exercises/start/0-시작하기-연습.ipynb")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    paint = "e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    text = page.locator(".jp-RenderedMarkdown p").first
    assert text.evaluate(paint) > 3 * 128
    mine = panel.locator(".jp-CodeCell").nth(2)
    code = '# 주석도 글이에요\nfor n in [1, 2]:\n    print(f"{n}번째", -n)\nn'  # a bracket at the end is marked
    write(page, mine, code)
    assert faint(mine) == {}
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true")
    assert faint(mine) == {}
