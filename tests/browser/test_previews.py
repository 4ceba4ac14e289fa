"""A container's page in the browser: it shows, and it cannot act as JupyterLab."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.authoring.execute import work
from helpers.lesson.lesson import Lesson
from tests.support.pages import PATIENCE, address, cell_with, close, first_address, open_notebook, run
from tests.support.terminal import jupyter
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

LAB, PAGES = "http://127.0.0.1:8888", "http://localhost:8888"
HOSTILE = """<!doctype html><meta charset="utf-8"><h1>hostile</h1><script>
const cookie = name => document.cookie.match(`(^|; )${name}=([^;]*)`)?.[2] ?? '';
const headers = {'X-XSRFToken': cookie('_xsrf'), 'Content-Type': 'application/json'};
const ask = async (url, method, body) => {
    try { return (await soon(fetch(url, {method, headers, body, credentials: 'include'}))).status; } catch { return 0; }
};
const blind = async (url, body) => {
    try { await soon(fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include', body})); } catch {}
};
const soon = (promise) => Promise.race([promise, new Promise(done => setTimeout(done, 8000, 'no answer'))]);
const socket = (url) => new Promise(done => {
    const line = new WebSocket(url);
    line.onopen = () => { line.send(JSON.stringify(['stdin', 'touch ~/work/owned-terminal\\r'])); };
    line.onmessage = () => done(true);
    line.onerror = line.onclose = () => done(false);
});
const framed = (url) => new Promise(done => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const look = () => {
        try { return frame.contentDocument.querySelector('[href*="lab/tree"]') !== null; } catch { return false; }
    };
    frame.onload = () => done(look());
    frame.src = url;
});
const opened = () => { try { return Boolean(window.opener?.document); } catch { return 'hold'; } };
addEventListener('load', async () => {
    const got = {cookies: document.cookie, opener: Boolean(window.opener) && opened()};
    const bases = ['http://127.0.0.1:8888', 'http://localhost:8888', '/proxy/8888', '/proxy/absolute/8888',
                   '/proxy/127.0.0.1:8888', '/proxy/absolute/localhost:8888', '/proxy/08888'];
    await Promise.all(bases.map(async (base) => {
        const url = new URL(base, location).href.replace(/\\/$/, '');
        got[`write ${base}`] = await ask(`${url}/api/contents/owned-file`, 'PUT',
            JSON.stringify({type: 'file', format: 'text', content: 'owned'}));
        got[`read ${base}`] = await ask(`${url}/api/contents`, 'GET');
        got[`kernel ${base}`] = await ask(`${url}/api/kernels`, 'POST', '{"name": "python3"}');
        got[`terminal ${base}`] = await ask(`${url}/api/terminals`, 'POST', '{"name": "owned"}');
        await blind(`${url}/api/kernels?_xsrf=${cookie('_xsrf')}`, '{"name": "python3"}');
        await blind(`${url}/api/terminals?_xsrf=${cookie('_xsrf')}`, '{"name": "owned"}');
        got[`socket ${base}`] = await soon(socket(`${url.replace('http', 'ws')}/terminals/websocket/owned`));
        got[`frame ${base}`] = await soon(framed(`${url}/course`));
    }));
    document.title = JSON.stringify(got);
});
</script>"""
"""A page that does what JupyterLab does, by every address at which it might be. The title tells what was answered."""


@pytest.fixture
def port() -> Iterator[str]:
    """The port of this computer at which a container serves the hostile page."""
    run = ["docker", "run", "--rm", "--detach", "--publish", "80", "--name", "hostile", "nginx"]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
    try:
        write = ["docker", "exec", "-i", "hostile", "sh", "-c", "cat > /usr/share/nginx/html/index.html"]
        subprocess.run(write, input=HOSTILE, text=True, check=True)
        published = subprocess.run(["docker", "port", "hostile", "80"], check=True, capture_output=True, text=True)
        number = published.stdout.split()[0].rpartition(":")[2]
        eventually(lambda: answers(f"http://127.0.0.1:{number}/"))
        yield number
    finally:
        subprocess.run(["docker", "rm", "--force", "hostile"], check=True, stdout=subprocess.DEVNULL)


def kernels() -> set[str]:
    """The kernels that run."""
    return {kernel["id"] for kernel in json.loads(jupyter("/api/kernels"))}


def terminals() -> set[str]:
    """The terminals that are open."""
    return {terminal["name"] for terminal in json.loads(jupyter("/api/terminals"))}


def told(page: Page) -> dict[str, Any]:
    """What the hostile page was answered."""
    page.wait_for_function("document.title.startsWith('{')", timeout=PATIENCE)
    found: dict[str, Any] = json.loads(page.title())
    return found


def refused(found: dict[str, Any]) -> bool:
    """Whether nothing of JupyterLab's came back: no success, no socket, no frame, no cookie, no window."""
    return not any(value is True or value == "hold" or value in range(200, 400) for value in found.values())


def test_a_containers_page_cannot_act_as_jupyterlab(page: Page, port: str) -> None:
    """Whoever is logged in sees it, and it writes no file, starts no kernel and no terminal, and embeds nothing."""
    page.goto(address())
    expect(page.locator(".jp-Launcher")).to_be_visible()
    before = kernels(), terminals()
    page.goto(f"{LAB}/proxy/{port}/")
    expect(page.locator("h1")).to_have_text("hostile")
    found = told(page)
    assert refused(found), found
    assert found["cookies"] == ""
    assert (kernels(), terminals()) == before
    assert not [file.name for file in work().glob("owned-*")]


def test_a_page_that_jupyterlab_opened_has_no_hold_of_its_window(page: Page, port: str) -> None:
    """`window.opener` leads nowhere, even where the link wanted it to."""
    page.goto(first_address())
    with page.context.expect_page() as coming:
        page.evaluate("address => { window.open(address); }", f"{LAB}/proxy/{port}/")
    found = told(coming.value)
    assert found["opener"] is False
    expect(coming.value.locator("h1")).to_have_text("hostile")


def test_a_page_gets_no_hold_of_jupyterlab_by_opening_it(page: Page, port: str) -> None:
    """The window that a container's page opens is cut off from it as soon as JupyterLab is in it."""
    page.goto(first_address())
    page.goto(f"{LAB}/proxy/{port}/")
    expect(page.locator("h1")).to_have_text("hostile")
    with page.context.expect_page() as coming:
        page.evaluate(f"window.child = window.open('{LAB}/course'); 0")
    expect(coming.value).to_have_url(f"{LAB}/course")
    page.wait_for_function("window.child.closed")


def test_the_address_shows_no_ticket(page: Page, port: str) -> None:
    """A browser ends at the page's own address, with what was asked of it, and a second visit needs nothing more."""
    page.goto(first_address())
    page.goto(f"{LAB}/proxy/{port}/?colour=blue&size=2")
    expect(page).to_have_url(f"{PAGES}/proxy/{port}/?colour=blue&size=2")
    page.goto(f"{PAGES}/proxy/{port}/")
    expect(page).to_have_url(f"{PAGES}/proxy/{port}/")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies(f"{PAGES}/proxy/{port}/")}
    assert {name: (cookie["httpOnly"], cookie["path"], cookie["sameSite"]) for name, cookie in cookies.items()} == {
        "lab-pages-8888": (True, "/proxy/", "Lax")
    }


def test_a_stranger_sees_no_containers_page(page: Page, port: str) -> None:
    """Without a login there is the question for the token, at either name."""
    for place in (LAB, PAGES):
        page.goto(f"{place}/proxy/{port}/")
        expect(page).to_have_url(f"{LAB}/login?next=%2Fproxy%2F{port}%2F")
        expect(page.locator("h1")).not_to_be_visible()


SERVE = "sh -c 'echo PAGE > /tmp/index.html; exec httpd -f -h /tmp'"
CELLS = (
    "from helpers import board, start",
    f"!docker run -d --name previews-mine -p 80 busybox {SERVE}",
    f"""!ssh other "docker run -d --name previews-there -p 80 busybox {SERVE.replace("PAGE", "THERE")}" """,
    "board()",
    'start("commands.publish")',
)


@pytest.fixture
def book() -> Iterator[str]:
    """A scratch notebook with containers on both computers; what it made is gone afterwards."""
    file = work() / f"previews-{uuid4().hex[:8]}.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
    subprocess.run(["docker", "pull", "-q", "busybox"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ssh", "other", "docker pull -q busybox"], check=True, stdout=subprocess.DEVNULL)
    yield file.name
    close(file.name)
    file.unlink()
    Lesson().reset("commands.publish")
    subprocess.run(["docker", "rm", "--force", "previews-mine"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ssh", "other", "docker rm --force previews-there"], check=True, stdout=subprocess.DEVNULL)


def opens(page: Page, link: Locator, words: str) -> None:
    """Click the link: a tab of its own opens at containers' name, with the page, and without hold of JupyterLab."""
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    with page.context.expect_page() as coming:
        link.click()
    tab = coming.value
    expect(tab).to_have_url(re.compile(r"^http://localhost:8888/proxy/"))
    for _ in range(20):
        if words in tab.locator("body").inner_text():
            break
        tab.reload()  # the server has only just begun
    expect(tab.locator("body")).to_contain_text(words)
    assert tab.evaluate("window.opener") is None
    tab.close()


def test_a_published_port_is_one_click_away(page: Page, book: str) -> None:
    """Beneath the cell that published it, and on the board; from both computers."""
    panel = open_notebook(page, book)
    run(page, cell_with(panel, CELLS[0]))
    for source, words in ((CELLS[1], "PAGE"), (CELLS[2].strip(), "THERE")):
        cell = cell_with(panel, source[:40])
        run(page, cell)
        opens(page, cell.get_by_role("link", name="브라우저로 보기"), words)
    cell = cell_with(panel, "board()")
    run(page, cell)
    for name, words in (("previews-mine", "PAGE"), ("previews-there", "THERE")):
        opens(page, cell.get_by_role("link", name=f"브라우저로 보기: {name} 컨테이너"), words)


def test_the_checklist_links_to_what_the_exercise_serves(page: Page, book: str) -> None:
    """As soon as its container runs; not to what stood there before."""
    panel = open_notebook(page, book)
    run(page, cell_with(panel, CELLS[0]))
    run(page, cell_with(panel, "previews-mine"))
    cell = cell_with(panel, "commands.publish")
    run(page, cell)
    checklist = cell.locator(".lab-checklist")
    expect(checklist.locator("li").first).to_be_visible()
    expect(checklist.get_by_role("link")).to_have_count(0)
    subprocess.run(["bash", "-c", Lesson().exercise("commands.publish").solution.script], check=True)
    opens(page, checklist.get_by_role("link", name="브라우저로 보기"), "nginx")
