"""What JupyterLab's part of ipywidgets gives up on, and our own does not (helpers/ui/startpage/labextensions)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.support.pages import cell_with, close, open_notebook, run

if TYPE_CHECKING:
    from collections.abc import Iterator

WORK = Path(os.environ.get("LAB_WORK", "/home/learner/work"))
SHOWN = """from IPython.display import display
view = {"version_major": 2, "version_minor": 0, "model_id": "late"}
display({"application/vnd.jupyter.widget-view+json": view}, raw=True)"""
MADE = "import ipywidgets; label = ipywidgets.Label('now it is here', model_id='late')"


@pytest.fixture
def book() -> Iterator[str]:
    """A notebook that shows a widget before there is one."""
    file = WORK / f"late-{uuid4().hex[:8]}.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source) for source in (SHOWN, MADE)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), file)
    yield file.name
    close(file.name)
    file.unlink()


def test_a_widget_that_comes_late_is_shown(page: Page, book: str, errors: list[str]) -> None:
    """An output whose widget is not there says so in Korean, and shows it whenever it comes."""
    panel = open_notebook(page, book)
    shown = run(page, cell_with(panel, "display"))
    lost = shown.locator(".jp-OutputArea-output.jupyter-widgets")
    expect(lost).to_have_css("font-size", "0px")
    run(page, cell_with(panel, "ipywidgets.Label"))
    expect(shown).to_contain_text("now it is here")
    expect(lost).to_have_count(0)
    assert errors == []
