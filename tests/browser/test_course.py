"""What a learner sees and does in the browser, on the real lab."""

from __future__ import annotations

import re

from conftest import address
from playwright.sync_api import Locator, Page, expect

GREEN_CHECK = "✓"


def open_notebook(page: Page, path: str) -> Locator:
    """Open a notebook of `work/`, wait until its kernel is idle, and return its panel."""
    page.goto(address(path))
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel).to_be_visible()
    expect(panel.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible()
    return panel


def cell_with(panel: Locator, source: str) -> Locator:
    """The code cell whose source has `source`."""
    cell = panel.locator(".jp-CodeCell").filter(has_text=source).first
    cell.scroll_into_view_if_needed()
    return cell


def run(page: Page, cell: Locator) -> Locator:
    """Run one cell as a person does, and return its output when it is done."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    return cell.locator(".jp-Cell-outputArea")


def test_the_course_opens_in_korean(page: Page, errors: list[str]) -> None:
    """The address opens the start chapter in a Korean JupyterLab, with nothing in the way."""
    page.goto(address())
    expect(page.locator(".jp-NotebookPanel h1").first).to_be_visible()
    expect(page.locator(".lm-MenuBar-itemLabel").first).to_have_text("파일")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".jp-toast-button, .Toastify__toast")).to_have_count(0)
    assert errors == []


def test_the_first_exercise_turns_green(page: Page) -> None:
    """A learner starts the first exercise, solves it in a cell and sees the green check."""
    panel = open_notebook(page, "exercises/start/start.ipynb")
    run(page, cell_with(panel, "from helpers import"))
    run(page, cell_with(panel, 'start("start.first-run")'))
    check = cell_with(panel, 'check("start.first-run")')
    expect(run(page, check)).not_to_contain_text(GREEN_CHECK)
    mine = panel.locator(".jp-CodeCell").filter(has_text="여기에 쓰세요").first
    mine.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("!docker run hello-world")
    expect(run(page, mine)).to_contain_text("Hello")
    expect(run(page, check)).to_contain_text(GREEN_CHECK)


def test_a_shell_in_a_container_by_the_terminal(page: Page) -> None:
    """`docker run -it ubuntu:latest /bin/bash`, typed in JupyterLab's terminal, answers from inside."""
    page.goto(address())
    expect(page.locator(".jp-NotebookPanel h1").first).to_be_visible()
    name = page.evaluate(
        """async () => {
            const token = new URLSearchParams(location.search).get('token');
            const xsrf = document.cookie.match(/_xsrf=([^;]+)/)?.[1] ?? '';
            const answer = await fetch('/api/terminals', {method: 'POST',
                headers: {Authorization: `token ${token}`, 'X-XSRFToken': xsrf}});
            return (await answer.json()).name;
        }"""
    )
    page.goto(address().replace("/?", f"/lab/terminals/{name}?"))
    screen = page.locator(".jp-Terminal .xterm-rows")
    expect(screen).to_contain_text("$")
    page.locator(".jp-Terminal").click()
    page.keyboard.type("docker run --rm -it ubuntu:latest /bin/bash\n")
    expect(screen).to_contain_text("root@")
    page.keyboard.type("echo inside-$((6*7))\n")
    expect(screen).to_contain_text("inside-42")
    page.keyboard.type("exit\n")


def test_nginx_is_seen_through_jupyter(page: Page) -> None:
    """The page of `docker run -d -p 8080:80 nginx` is seen in the browser under JupyterLab's own address."""
    panel = open_notebook(page, "exercises/start/start.ipynb")
    cell = panel.locator(".jp-CodeCell").filter(has_text="여기에 쓰세요").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(
        "%%bash\ndocker run -d -p 8080:80 --name browser-nginx nginx\n"
        "curl -s --retry 20 --retry-connrefused --retry-delay 1 localhost:8080"
    )
    try:
        expect(run(page, cell)).to_contain_text("nginx")
        page.goto(address().replace("/?", "/proxy/8080/?"))
        expect(page.locator("h1")).to_contain_text("nginx")
    finally:
        again = open_notebook(page, "exercises/start/start.ipynb")
        tidy = again.locator(".jp-CodeCell").filter(has_text="여기에 쓰세요").first
        tidy.locator(".cm-content").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text("!docker rm -f browser-nginx")
        run(page, tidy)


def test_the_dark_theme_is_readable(page: Page) -> None:
    """In the dark theme the prose is light on dark."""
    page.goto(address())
    expect(page.locator(".jp-NotebookPanel h1").first).to_be_visible()
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.evaluate("window.jupyterapp?.commands?.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
