"""A chart reads in both themes, to a screen reader as well; one that was saved as Vega's reads as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import Page, expect

from helpers.authoring.execute import work
from tests.support.pages import CONTRAST, cell_with, open_notebook, run, write

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN = """from helpers.charts import Bars
Bars({"시간(초)": {"컨테이너": 0.3, "가상 머신": 3.7}, "크기(MB)": {"이미지": 4}})"""
SAID = "시간(초): 컨테이너 0.30, 가상 머신 3.7"
SAVED = {"application/vnd.vegalite.v5+json": {"mark": "bar", "data": {"values": [{"a": 1}]}}, "text/plain": SAID}
THEMES = {"light": "true", "dark": "false"}


@pytest.fixture
def book() -> Iterator[str]:
    """A notebook with an empty cell, and one with the chart that the course drew before."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    cells = [new_code_cell("# 여기에"), new_code_cell("# 전에", outputs=[new_output("display_data", SAVED)])]
    file = work() / "chart.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=kernel), file)
    yield file.name
    file.unlink()


def test_a_chart_reads_in_both_themes(page: Page, book: str, errors: list[str]) -> None:
    """Its titles, names and numbers stand out, and go on doing so when JupyterLab's colours change under it."""
    panel = open_notebook(page, book)
    cell = panel.locator(".jp-CodeCell").first
    write(page, cell, WRITTEN)
    shown = run(page, cell)
    picture = shown.get_by_role("img", name=f"막대그래프. {SAID}", exact=True)
    for scheme in ("light", "dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", THEMES[scheme])
        expect(picture).to_be_visible()
        for text in ("시간(초)", "컨테이너", "0.30", "크기(MB)"):
            assert shown.get_by_text(text, exact=True).evaluate(CONTRAST) >= 4.5, (scheme, text)
    assert not errors


def test_a_chart_that_was_saved_before_reads_as_text(page: Page, book: str) -> None:
    """Vega, which drew it, is no longer there."""
    panel = open_notebook(page, book)
    shown = cell_with(panel, "전에").locator(".jp-OutputArea-output")
    expect(shown).to_have_text(SAID)
    expect(shown.locator("canvas, svg, details")).to_have_count(0)
