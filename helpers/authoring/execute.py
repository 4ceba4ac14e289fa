"""Run a notebook on the real lab as JupyterLab would, and keep what it printed.

Knows nbclient and where a learner's notebooks stand; not what is in them. Each run starts from the clean state.

What differs between two true outputs of one command: ids, times, sizes, and what is personal to a lab.

Committed notebooks keep what a real run printed; two outputs are the same when they are the same under the masks.
nbval compares by the same masks, through the file that `sanitizer` gives.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers.authoring import notebook_file
from helpers.authoring.clean_lab import fresh
from helpers.world import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.authoring.notebook_file import Notebook


CELL_SECONDS = 300
HEAD_LINES, TAIL_LINES = 60, 20
_ANSI = re.compile("\x1b\\[[0-9;]*m")


class RunError(RuntimeError):
    """A cell failed that was not meant to; the message is the cell with all that it wrote."""


def work() -> Path:
    """The learner's folder."""
    return environment.work() or Path.home() / "work"


def executed(book: Notebook, place: str) -> Notebook:
    """A copy of `book` with its outputs, run as the file `place` of the learner's work on a lab made fresh.

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
            cell["outputs"] = kept(cell)
    return {**run, "metadata": book["metadata"]}


def _last_words(node: Any) -> str:
    """What the lab itself said last before a cell failed: often the cause."""
    outputs = [output for cell in node.cells for output in cell.get("outputs", ())]
    shown = [output.data.get("text/plain", "") for output in outputs if output.output_type == "display_data"]
    return shown[-1] if shown else ""


def kept(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """The outputs of a cell that are committed: one stream of each name, passwords replaced.

    Standard output comes before standard error: their order in time is not the same twice.
    """
    marks = cell["metadata"]
    ignored = "nbval-ignore-output" in marks.get("tags", ())
    if ignored and not marks.get("keep"):
        return []
    streams: dict[str, dict[str, Any]] = {}
    others = []
    for output in cell["outputs"]:
        if output["output_type"] != "stream":
            others.append(output)
        elif output["name"] in streams:
            streams[output["name"]]["text"] += output["text"]
        else:
            streams[output["name"]] = output
    joined = [streams[name] for name in sorted(streams, reverse=True)] + others
    return [_impersonal(_shortened(output) if ignored else output) for output in joined]


def _shortened(output: dict[str, Any]) -> dict[str, Any]:
    """A stream without its middle where nobody would read that: a build's log has hundreds of lines."""
    lines = output.get("text", "").splitlines(keepends=True)
    if len(lines) > HEAD_LINES + TAIL_LINES:
        output["text"] = "".join((*lines[:HEAD_LINES], "…\n", *lines[-TAIL_LINES:]))
    return output


def _impersonal(output: dict[str, Any]) -> dict[str, Any]:
    hidden = secret(os.environ)
    if "text" in output:
        output["text"] = masked(output["text"], hidden)
    for kind, value in output.get("data", {}).items():
        if isinstance(value, str) and kind.startswith("text/"):
            output["data"][kind] = masked(value, hidden)
    return output


Mask = tuple[str, str]

MASKS: tuple[Mask, ...] = (
    (r"\b(sha256:)?[0-9a-f]{64}\b", "ID"),
    (r"\bsha256:[0-9a-f]{7,63}\b", "ID"),
    (r"\b[0-9a-f]{12}\b", "ID"),
    (r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:?\d\d))?( [A-Z]{3,4})?", "TIME"),
    (r"\b[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d( [A-Z]{3,4})? \d{4}", "TIME"),
    (r"\b(Less than a|About an?|\d+) (second|minute|hour|day|week|month|year)s?( ago)?\b", "TIME"),
    (r"\b\d+(\.\d+)?m?s\b", "TIME"),
    (r"\b\d+(\.\d+)? ?([kKMG]i?)?B\b", "SIZE"),
    (r"\bwidth:\d+\.\d%", "SIZE"),  # a layer's bar
    (r"(?<![\d.])\d+\.\d+\.\d+([-+~][\w.+~-]*\w)?(?!\.?\d)", "VERSION"),
)
PLACES: tuple[Mask, ...] = ((r"\bhttps?://[\w.-]+\.[a-z]{2,}[^\s\"']*", "https://…"),)
"""Addresses on the internet, which differ with where packages come from; no committed output shows them."""
SECRETS = ("LAB_HUB_PASSWORD", "LAB_FTP_PASSWORD")
"""Variables of the environment whose values a lab draws for itself and no committed output shows."""


def secret(environment: Mapping[str, str]) -> tuple[Mask, ...]:
    """Masks for what no committed output shows: the passwords of one lab, and addresses on the internet."""
    return (*_named("비밀번호", (environment.get(name, "") for name in SECRETS)), *PLACES)


def personal(environment: Mapping[str, str]) -> tuple[Mask, ...]:
    """Masks for all that belongs to one lab and its place: also its account, `learner` as a rule."""
    accounts = _named("사용자명", (environment.get("LAB_HUB_USER", ""), "learner"))
    return (*secret(environment), *accounts)


def _named(word: str, values: Iterable[str]) -> tuple[Mask, ...]:
    """One mask a value, the longest first, so that no value hides in another."""
    return tuple((rf"\b{re.escape(value)}\b", word) for value in sorted({*values} - {""}, key=lambda v: (-len(v), v)))


def masked(text: str, masks: Iterable[Mask] = MASKS) -> str:
    """`text` with all that may differ replaced by what it is."""
    for pattern, name in masks:
        text = re.sub(pattern, name, text)
    return text


def sanitizer(masks: Iterable[Mask]) -> str:
    """The masks as nbval's sanitizer file, in their order."""
    return "\n".join(f"[mask-{n}]\nregex: {p}\nreplace: {name}\n" for n, (p, name) in enumerate(masks))
