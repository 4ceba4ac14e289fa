"""Carry what a person wrote in an older copy of a notebook over into the new one.

Only the cells' sources count: outputs, counts and metadata change by themselves when a notebook is opened and run.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from helpers.authoring import notebook_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.authoring.notebook_file import Cell, Notebook

NOTE = "new-version"
"""The id of the cell in which the course tells of a new version."""


def sources(book: Notebook) -> dict[str, str]:
    """Return a digest of each cell's source by the cell's id: to be kept of what is laid, for `carried`."""
    return {cell["id"]: _digest(cell["source"]) for cell in book["cells"]}


def carried(old: Notebook, new: Notebook, laid: Mapping[str, str] | None, name: str) -> Notebook | None:
    """Return `new` with the cells that a person changed or added in `old`; None where they did neither.

    A changed cell takes the place of the new version's one, or, where that has none, stands behind the cell that it
    stood behind. `laid` are the `sources` of the old version as it was laid. Where they are not known, a cell that has
    the id of its own source in the notebook `name` is the course's.
    """
    cells: list[Cell] = [dict(cell) for cell in new["cells"]]
    places = {key: cell for cell in cells for key in _keys(cell)}
    before: Cell | None = None
    carries = False
    for cell in old["cells"]:
        place = next((places[key] for key in _keys(cell) if key in places), None)
        before = place or before
        if not _written(cell, laid, name) or (place and place["source"] == cell["source"]):
            continue
        carries = True
        if place and place["cell_type"] == cell["cell_type"]:
            place["source"] = cell["source"]
            for key in _keys(place):
                places.pop(key, None)  # a copy of the cell, which has its grade_id too, is a cell more
        else:
            before = _insert(cells, before, cell)
    return {**new, "cells": cells} if carries else None


def _keys(cell: Cell) -> tuple[str, ...]:
    """Return what a cell is known by: an answer's id changes with the solution, its `grade_id` does not."""
    grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return (cell.get("id", ""), *([f"grade_id: {grade_id}"] if grade_id else ()))


def _written(cell: Cell, laid: Mapping[str, str] | None, name: str) -> bool:
    """Return whether a cell's source is a person's; JupyterLab itself adds an empty one at the end."""
    if not cell["source"].strip() or cell.get("id") == NOTE or not cell["metadata"].get("editable", True):
        return False
    if laid is None:
        return not notebook_file.has_own_id(cell, name)
    return laid.get(cell.get("id", "")) != _digest(cell["source"])


def _insert(cells: list[Cell], before: Cell | None, cell: Cell) -> Cell:
    """Put a person's cell behind the cell `before`, at the top where there is none; return it."""
    ids = {each["id"] for each in cells}
    id = cell.get("id") or _digest(f"{len(cells)} {cell['source']}")
    made = {"cell_type": cell["cell_type"], "metadata": {}, "source": cell["source"]}
    made["id"] = id if id not in ids else _digest(f"{len(cells)} {id}")
    if made["cell_type"] == "code":
        made.update(execution_count=None, outputs=[])
    cells.insert(1 + next((n for n, each in enumerate(cells) if each is before), -1), made)
    return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
