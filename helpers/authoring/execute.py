"""Run a notebook on the real lab as JupyterLab would.

Knows nbclient and where a learner's notebooks stand; not what is in them. Each run starts from the clean state.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers.authoring import notebook_file
from helpers.authoring.clean_lab import fresh
from helpers.authoring.outputs import committed
from helpers.world import environment

if TYPE_CHECKING:
    from helpers.authoring.notebook_file import Notebook


CELL_SECONDS = 300
"""Seconds that one cell may take."""
_ANSI = re.compile("\x1b\\[[0-9;]*m")


class RunError(RuntimeError):
    """A cell failed that was not meant to; the message is the cell with all that it wrote."""


def work() -> Path:
    """Return the learner's folder."""
    return environment.work() or Path.home() / "work"


def executed(book: Notebook, place: str) -> Notebook:
    """Return a copy of `book` with its outputs, run as the file `place` of the learner's work on a lab made fresh.

    Raises RunError where a cell fails that is not tagged `raises-exception`.
    """
    fresh()
    file = work() / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(notebook_file.write(book), encoding="utf-8")
    node = nbformat.reads(notebook_file.write(book), as_version=4)
    client = NotebookClient(
        node,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(file.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise RunError(_ANSI.sub("", f"{_last_words(node)}\n{error}")) from error
    run = notebook_file.read(nbformat.writes(node))
    for cell, old in zip(run["cells"], book["cells"], strict=True):
        cell["metadata"] = old["metadata"]
        if cell["cell_type"] == "code":
            cell["outputs"] = committed(cell)
    return {**run, "metadata": book["metadata"]}


def _last_words(node: Any) -> str:
    """Return what the lab itself said last before a cell failed: often the cause."""
    outputs = [output for cell in node.cells for output in cell.get("outputs", ())]
    shown = [output.data.get("text/plain", "") for output in outputs if output.output_type == "display_data"]
    return shown[-1] if shown else ""
