"""Turn a chapter's source, a MyST Markdown notebook, into the notebook that a learner reads.

Knows the directives that authors write and refuses what it does not know; runs nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jupytext

from helpers.authoring import assignment, notebook_file
from helpers.authoring.outputs import IGNORED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.authoring.notebook_file import Cell, Notebook
    from helpers.exercise.model import Exercise

_DIRECTIVE = re.compile(r"^```\{([\w-]+)\}[ \t]*(.*)\n(?:((?:.*\n)*?))```[ \t]*$", re.MULTILINE)
_BOXES = {"note": "알아 두기", "tip": "도움말", "warning": "주의"}
_TAGS = {IGNORED, "raises-exception"}


class SourceError(ValueError):
    """A chapter's source that cannot be built; the message says where and why."""


def chapter(name: str, source: str, exercises: Mapping[str, Exercise]) -> tuple[str, Notebook]:
    """Return the title and the notebook of a chapter, not run.

    `source` is the text of `<name>.md`, `exercises` are the chapter's own by id, in their order. Raises SourceError for
    an unknown directive, tag or exercise, and where an exercise is not placed exactly once.
    """
    cells: list[Cell] = []
    places: list[str] = []
    for cell in jupytext.reads(source, fmt="md:myst").cells:
        if cell.cell_type == "code":
            cells.append(_code(name, cell.source, cell.metadata))
        else:
            cells.append(notebook_file.markdown(_prose(name, cell.source, exercises, places)))
    if sorted(places) != sorted(exercises):
        raise SourceError(f"{name}: exercises placed {sorted(places)}, the chapter has {sorted(exercises)}")
    return _title(name, cells), notebook_file.notebook(cells, name)


def _title(name: str, cells: list[Cell]) -> str:
    first = cells[0]["source"].partition("\n")[0] if cells else ""
    if not first.startswith("# "):
        raise SourceError(f"{name}: the source must open with one title, `# …`")
    return str(first.removeprefix("# "))


def _code(name: str, source: str, options: Mapping[str, Any]) -> Cell:
    tags = list(options.get("tags", []))
    where = f"{name}: cell `{source.partition(chr(10))[0]}`"
    if unknown := set(tags) - _TAGS:
        raise SourceError(f"{where}: unknown tags {sorted(unknown)}")
    if (IGNORED in tags) != ("reason" in options):
        raise SourceError(f"{where}: `{IGNORED}` and `:reason:` go together")
    if unknown := set(options) - {"tags", "reason", "keep"}:
        raise SourceError(f"{where}: unknown options {sorted(unknown)}")
    return notebook_file.code(source, **{key: options[key] for key in ("tags", "reason", "keep") if key in options})


def _prose(name: str, source: str, exercises: Mapping[str, Exercise], places: list[str]) -> str:
    """Replace every directive in a cell of prose; `places` gathers the exercises met."""

    def replaced(match: re.Match[str]) -> str:
        kind, argument, body = match[1], match[2].strip(), match[3] or ""
        if kind in _BOXES:
            lines = [f"**{argument or _BOXES[kind]}**", "", *body.strip().splitlines()]
            return "\n".join(f"> {line}".rstrip() for line in lines)
        if kind == "exercises":
            return assignment.listed(tuple(exercises.values()))
        if kind != "exercise" or argument not in exercises:
            raise SourceError(f"{name}: unknown directive or exercise `{{{kind}}} {argument}`")
        places.append(argument)
        return assignment.placed(exercises[argument])

    return _DIRECTIVE.sub(replaced, source)
