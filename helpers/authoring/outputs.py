"""Keep the outputs of a notebook that was run, and compare them with those that are committed.

Committed notebooks keep what a real run printed. Two outputs are the same when they are the same under the masks: what
differs between two true outputs of one command (ids, times, sizes) and what is personal to a lab. nbval compares by the
same masks, through the file that `sanitizer` gives.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from helpers.authoring import notebook_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.authoring.notebook_file import Cell, Notebook

Mask = tuple[str, str]
"""A pattern, and the word that stands for whatever it finds."""

IGNORED = "nbval-ignore-output"
"""The tag of a cell whose output is not compared."""
HEAD_LINES, TAIL_LINES = 60, 20

MASKS: tuple[Mask, ...] = (
    (r"\b(sha256:)?[0-9a-f]{64}\b", "ID"),
    (r"\bsha256:[0-9a-f]{7,63}\b", "ID"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}::\w+", "ID"),  # a layer that a build did not finish
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
    """Return masks for what no committed output shows: the passwords of one lab, and addresses on the internet."""
    return (*_named("비밀번호", (environment.get(name, "") for name in SECRETS)), *PLACES)


def personal(environment: Mapping[str, str]) -> tuple[Mask, ...]:
    """Return masks for all that belongs to one lab and its place: also its account, `learner` as a rule."""
    accounts = _named("사용자명", (environment.get("LAB_HUB_USER", ""), "learner"))
    return (*secret(environment), *accounts)


def _named(word: str, values: Iterable[str]) -> tuple[Mask, ...]:
    """Return one mask a value, the longest first, so that no value hides in another."""
    return tuple((rf"\b{re.escape(value)}\b", word) for value in sorted({*values} - {""}, key=lambda v: (-len(v), v)))


def masked(text: str, masks: Iterable[Mask] = MASKS) -> str:
    """Return `text` with all that may differ replaced by what it is."""
    for pattern, name in masks:
        text = re.sub(pattern, name, text)
    return text


def sanitizer() -> str:
    """Return the masks of this lab as nbval's sanitizer file, in their order."""
    masks = (*personal(os.environ), *MASKS)
    return "\n".join(f"[mask-{n}]\nregex: {p}\nreplace: {name}\n" for n, (p, name) in enumerate(masks))


def committed(cell: Cell) -> list[dict[str, Any]]:
    """Return the outputs of a cell that are committed: one stream of each name, passwords replaced.

    Standard output comes before standard error: their order in time is not the same twice.
    """
    marks = cell["metadata"]
    ignored = IGNORED in marks.get("tags", ())
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
    """Leave out a stream's middle where nobody would read that: a build's log has hundreds of lines."""
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


def confirmed(new: Notebook, old: Notebook | None) -> Notebook:
    """Give `new` the outputs of `old` wherever both are the same, so that a rebuild changes nothing."""
    before = _by_id(old)
    for cell in new["cells"]:
        known = before.get(cell["id"])
        if cell["cell_type"] == "code" and known is not None and _same(cell, known):
            cell["outputs"] = known["outputs"]
    return new


def _same(new: Cell, old: Cell) -> bool:
    if IGNORED in new["metadata"].get("tags", ()):
        return bool(new["outputs"]) == bool(old["outputs"])
    return _compared(new) == _compared(old)


def _compared(cell: Cell) -> str:
    bare = {"cells": [{"cell_type": "code", "source": "", "outputs": cell["outputs"]}]}
    return masked(notebook_file.write(bare), (*personal(os.environ), *MASKS))


def carried(new: Notebook, old: Notebook | None) -> Notebook:
    """Return `new`, which was not run: each cell that stood in `old` with its outputs, the others with none."""
    before = _by_id(old)
    return counted({**new, "cells": [_with_outputs(cell, before.get(cell["id"])) for cell in new["cells"]]})


def _by_id(book: Notebook | None) -> dict[str, Cell]:
    return {cell["id"]: cell for cell in book["cells"]} if book else {}


def _with_outputs(cell: Cell, known: Cell | None) -> Cell:
    if cell["cell_type"] != "code" or known is None:
        return cell
    return {**cell, "outputs": known["outputs"], "execution_count": known["execution_count"]}


def counted(book: Notebook) -> Notebook:
    """Number the cells that ran as a run from the first to the last would."""
    ran = [cell for cell in book["cells"] if cell["cell_type"] == "code" and cell["execution_count"]]
    for number, cell in enumerate(ran, 1):
        cell["execution_count"] = number
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = number
    return book
