"""The chapters' notebooks, planned once for all tests that only read them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from helpers.authoring import build

if TYPE_CHECKING:
    from helpers.authoring.notebook_file import Cell, Notebook


@cache
def planned(name: str) -> dict[str, tuple[Notebook, str]]:
    """As `build.planned` gives them."""
    return build.planned(name)


def cells(name: str) -> list[Cell]:
    """The cells of a chapter's own notebook."""
    found: list[Cell] = planned(name)[f"notebooks/{name}.ipynb"][0]["cells"]
    return found
