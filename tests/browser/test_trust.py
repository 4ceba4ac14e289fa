"""A notebook that somebody else made runs nothing when it is opened; what ran here comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Page, Request, expect
from playwright.sync_api import TimeoutError as Quiet

from helpers.authoring.execute import work
from tests.support.pages import address, first_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIET = 8_000
"""Milliseconds in which an open notebook may ask for nothing: widgets' code needed six seconds."""


def ask(name: str) -> str:
    """JavaScript that asks the server for something as the learner would."""
    return f"fetch('/api/contents/owned-{name}', {{method: 'PUT', body: '{{}}'}});"


def tag(name: str) -> str:
    """Markup that does so in many ways at once."""
    code = ask(name).replace('"', "&quot;")
    return (
        f'<script>{ask(name)}</script><img src="x:" onerror="{code}"><svg onload="{code}"></svg>'
        f'<iframe srcdoc="<script>parent.{code}</script>"></iframe><iframe src="javascript:{code}"></iframe>'
        f'<iframe src="/files/owned-{name}.html"></iframe><input autofocus onfocus="{code}">'
        f'<object data="/files/owned-{name}.svg"></object><embed src="/files/owned-{name}.svg">'
        f'<meta http-equiv="refresh" content="0; url=/owned-{name}"><base href="/owned-{name}/">'
        f'<link rel="stylesheet" href="/owned-{name}.css"><style>@import "/owned-{name}.css";</style>'
        f'<details open ontoggle="{code}"></details><form action="/owned-{name}"><button autofocus>x</button></form>'
    )


def model(name: str, module: str, **state: Any) -> dict[str, Any]:
    """A widget's model as notebooks keep it."""
    version = {"anywidget": "~0.11.*", "@jupyter-widgets/output": "1.0.0"}.get(module, "2.0.0")
    own = {"_model_name": name, "_model_module": module, "_model_module_version": version, "_view_module": module,
           "_view_module_version": version, "_view_name": name.replace("Model", "View")}  # fmt: skip
    return {"model_name": name, "model_module": module, "model_module_version": version, "state": {**own, **state}}


ESM = "export default {{initialize() {{ {0} }}, render() {{ {0} }}}}"
SCROLL = """async (outer) => {
    for (let top = 0; top < outer.scrollHeight; top += 200) {
        outer.scrollTop = top;
        await new Promise(requestAnimationFrame);
    }
}"""
"""Shows the whole notebook once."""
CONTROLS = "@jupyter-widgets/controls"
MODELS = {
    "anywidget": model("AnyModel", "anywidget", _esm=ESM.format(ask("anywidget"))),
    "hidden": model("AnyModel", "anywidget", _esm=ask("hidden")),
    "html": model("HTMLModel", CONTROLS, value=tag("html")),
    "label": model("ButtonModel", CONTROLS, description=tag("label")),
    "output": model(
        "OutputModel", "@jupyter-widgets/output",
        outputs=[new_output("display_data", {"text/html": tag("output"), "application/javascript": ask("output")})],
    ),
}  # fmt: skip
VIEWS = [
    {"application/vnd.jupyter.widget-view+json": {"version_major": 2, "version_minor": 0, "model_id": name}}
    for name in MODELS
    if name != "hidden"
]
DATA = {
    "text/html": tag("markup"),
    "application/javascript": ask("javascript"),
    "image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{ask("svg")}"><script>{ask("s")}</script></svg>',
    "text/markdown": tag("markdown"),
    "text/latex": f"$\\href{{javascript:{ask('latex')}}}{{x}}$ {tag('latex')}",
    "text/plain": tag("plain"),
    "application/vdom.v1+json": {"tagName": "script", "attributes": {}, "children": [ask("vdom")]},
    "application/vnd.vegalite.v5+json": {
        "data": {"url": "/files/owned-vega.json"}, "mark": "point", "encoding": {"href": {"value": "javascript:0"}},
    },
    "application/vnd.vega.v5+json": {"data": [{"name": "x", "url": "/files/owned-vega.json"}], "marks": []},
    "application/json": {tag("json"): tag("json")},
    "text/vnd.mermaid": f"graph TD; a[\"{tag('mermaid')}\"]",
}  # fmt: skip


def hostile() -> Any:
    """A notebook with everything that may run code where it is shown, marked as trusted by its own word."""
    shown = [new_output("display_data", data) for data in VIEWS]
    shown += [new_output("display_data", {kind: data}) for kind, data in DATA.items()]
    shown += [
        new_output("error", ename=tag("error"), evalue=tag("error"), traceback=[tag("error")]),
        new_output("stream", text=tag("stream")),
    ]
    cells = [new_code_cell("1", outputs=[output], metadata={"trusted": True}) for output in shown]
    drawn = f'```mermaid\ngraph TD; a["{tag("drawn")}"]; click a "javascript:{ask("drawn")}"\n```'
    texts = [tag("text"), f"[x](javascript:{ask('link')}) $\\href{{javascript:{ask('link')}}}{{x}}$", drawn, "# 끝"]
    widgets = {"version_major": 2, "version_minor": 0, "state": MODELS}
    return new_notebook(
        cells=[*cells, *(new_markdown_cell(text) for text in texts)],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "widgets": {"application/vnd.jupyter.widget-state+json": widgets},
        },
    )


@pytest.fixture
def book() -> Iterator[Path]:
    """The hostile notebook, among the learner's."""
    file = work() / "hostile.ipynb"
    file.write_text(json.dumps(hostile()))
    yield file
    file.unlink()
    for owned in work().glob("owned-*"):
        owned.unlink()


def owned(request: Request) -> bool:
    """Whether the notebook asked for this. JupyterLab itself asks which words of a traceback are files."""
    return "owned" in request.url and "/api/resolvePath?" not in request.url


def test_a_notebook_from_elsewhere_runs_nothing(page: Page, book: Path) -> None:
    """However it hides what it would run: it asks for nothing, and nothing was written."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url) if owned(request) else None)
    page.goto(address(book.name))
    expect(page.locator(".jp-NotebookPanel .jp-CodeCell").first).to_be_visible()
    page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer").evaluate(SCROLL)
    expect(page.locator(".jp-NotebookPanel h1", has_text="끝")).to_be_visible()
    with pytest.raises(Quiet):
        page.context.wait_for_event("request", predicate=owned, timeout=QUIET)
    assert not asked
    assert not list(work().glob("owned-*"))


def test_a_page_among_the_files_cannot_act_as_jupyterlab(page: Page) -> None:
    """Opened in a tab of its own it runs, and nothing that it asks for is done."""
    file = work() / "owned-page.html"
    told = "document.title = await fetch('/api/contents').then(got => got.status).catch(() => 'refused');"
    file.write_text(f"<script type=module>{ask('page')} {told}</script>")
    try:
        page.goto(first_address())
        page.evaluate("name => { location.assign(`/files/${name}`); }", file.name)
        expect(page).to_have_title("refused")
        assert [found.name for found in work().glob("owned-*")] == [file.name]
    finally:
        file.unlink()
