"""Make, read and write notebook files: cells with stable ids, and the bytes that Jupyter and nbgrader would write.

Knows the notebook format (4.5) and nothing of the course. Only the standard library: a lab lays notebooks out with it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeAlias

Cell: TypeAlias = dict[str, Any]
Notebook: TypeAlias = dict[str, Any]

_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}


def markdown(source: str) -> Cell:
    """Return a cell of prose."""
    return {"cell_type": "markdown", "metadata": {}, "source": source.strip("\n")}


def code(source: str, **metadata: Any) -> Cell:
    """Return a code cell that has not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source.strip("\n"),
    }


def notebook(cells: list[Cell], name: str) -> Notebook:
    """Return a notebook of `cells`, each with an id of its own that only its content (and `name`) decides."""
    seen: dict[str, int] = {}
    for cell in cells:
        first = _id(cell, name, 1)
        seen[first] = seen.get(first, 0) + 1
        cell["id"] = _id(cell, name, seen[first])
    return {"cells": cells, "metadata": json.loads(json.dumps(_METADATA)), "nbformat": 4, "nbformat_minor": 5}


def has_own_id(cell: Cell, name: str) -> bool:
    """Return whether a cell has the id that `notebook` gives it: its source is as it was when it was made."""
    return any(cell.get("id") == _id(cell, name, time) for time in range(1, 10))


def _id(cell: Cell, name: str, time: int) -> str:
    """Return the id of a cell that has this content for so manieth time."""
    text = f"{name}\n{cell['cell_type']}\n{cell['source']}\n{time}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def cleared(book: Notebook) -> Notebook:
    """Return a copy without outputs and execution counts."""
    copy: Notebook = json.loads(json.dumps(book))
    for cell in copy["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return copy


def write(book: Notebook) -> str:
    """Return the file's text as nbformat writes it: sorted keys, an indent of 1, sources and streams as lists."""
    copy: Notebook = json.loads(json.dumps(book))
    for cell in copy["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
        for output in cell.get("outputs", ()):
            _split_output(output)
    return json.dumps(copy, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(text: str) -> Notebook:
    """Return a file's text as a notebook; sources and outputs come as single strings."""
    book: Notebook = json.loads(text)
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", ()):
            _join_output(output)
    return book


def _split_output(output: dict[str, Any]) -> None:
    if "text" in output:
        output["text"] = output["text"].splitlines(keepends=True)
    for kind, value in output.get("data", {}).items():
        if isinstance(value, str) and not kind.startswith("image/"):
            output["data"][kind] = value.splitlines(keepends=True)


def _join_output(output: dict[str, Any]) -> None:
    if "text" in output:
        output["text"] = "".join(output["text"])
    for kind, value in output.get("data", {}).items():
        if isinstance(value, list) and not kind.endswith("json"):
            output["data"][kind] = "".join(value)
