"""Sort the cells of a handed-in notebook by exercise, against the one that was released.

Cells are known by nbgrader's name, by their id, or by what stands in them: other programs lose the first two. Only what
a learner wrote is taken; the course's own cells come from the release, so that edited, moved, doubled and missing ones
do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring import notebook_file
from helpers.course.paths import CODE_STUB, cell_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from helpers.authoring.notebook_file import Cell, Notebook

BEFORE = ""
"""Where cells stand that come before the first exercise."""
_THEIRS = ("solution", "answer")
"""The parts of an exercise that a learner fills in."""
_PARTS = ("start", *_THEIRS, "check")
_CALL = re.compile(
    r"(?:start|check|checklist|hint|solution|reset|progress|explain|exercises)\(.*\)|from helpers import .*|#.*"
)
"""A line that only speaks with the course."""
_OPENS = re.compile(r"""start\(\s*["']([\w.-]+)["']\s*\)""")
_HEADING = re.compile(r"^\*\*[\d.]+점\*\* · `([\w.-]+)`", re.MULTILINE)
_ANSWERS = re.compile(r"%%answer[ \t]+([\w.-]+)")
_LAID = re.compile(r"%%\w+[^\n]*|cd [\w./-]+|")
"""A line of the released stub: what kind of cell it is, and where it works."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """One code cell that a learner wrote; `part` is `solution` or `answer` where it is one of the release's."""

    source: str
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Release:
    """A chapter's exercises as they were given out."""

    chapter: str
    book: Notebook

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, str]]:
        """Return which exercise's which part a cell is, by nbgrader's name of it and by its id."""
        names = {cell_id(name, part): (name, part) for name in course.ids(self.chapter) for part in _PARTS}
        ids = {cell["id"]: names[grade_id] for cell in self.book["cells"] if (grade_id := _grade_id(cell)) in names}
        return names | ids

    def known(self, book: Notebook) -> int:
        """Count the cells of another notebook that are parts of these exercises."""
        return sum(1 for _exercise, part, _cell in self._placed(book) if part)

    def sheet(self, book: Notebook) -> Mapping[str, tuple[Work, ...]]:
        """Return what a learner wrote in `book` (`submission.notebook`), by exercise, in their order.

        What stands before the first exercise is that of BEFORE. A cell that stands there twice counts once.
        """
        work: dict[str, list[Work]] = {name: [] for name in (BEFORE, *course.ids(self.chapter))}
        for exercise, part, cell in self._placed(book):
            one = Work(source=cell["source"].strip("\n"), part=part)
            ours = cell["cell_type"] != "code" or (part in _PARTS and part not in _THEIRS) or _is_call(one.source)
            if not ours and one not in work[exercise]:
                work[exercise].append(one)
        return {name: _without_stubs(cells) for name, cells in work.items()}

    def filled(self, work: Mapping[str, tuple[Work, ...]]) -> Notebook:
        """Return the released notebook with this work in it: what stands in no cell of the release comes beside it."""
        cells: list[Cell] = []
        first = True
        for cell in self.book["cells"]:
            exercise, part = self.parts.get(cell["id"], (BEFORE, ""))
            theirs = [one.source for one in work.get(exercise, ()) if part in _THEIRS and one.part == part]
            if part == "check":
                cells += [notebook_file.code(one.source) for one in work.get(exercise, ()) if not one.part]
            cells.append(dict(cell) | ({"source": theirs[0]} if theirs else {}))
            cells += [notebook_file.code(source) for source in theirs[1:]]
            if first and cell["cell_type"] == "code":
                cells += [notebook_file.code(one.source) for one in work.get(BEFORE, ())]
                first = False
        return dict(self.book) | {"cells": notebook_file.notebook(cells, self.chapter)["cells"]}

    def _placed(self, book: Notebook) -> Iterator[tuple[str, str, Cell]]:
        """Give each cell with the exercise that it belongs to, and the part of it that it is or nothing."""
        current = BEFORE
        for cell in book["cells"]:
            known = self.parts.get(_grade_id(cell)) or self.parts.get(cell["id"])
            current, part = known or self._by_source(cell, current)
            yield current, part, cell

    def _by_source(self, cell: Cell, current: str) -> tuple[str, str]:
        """Say which cell it is by what stands in it; one that is none of the course's belongs to the last exercise."""
        source = cell["source"].strip()
        names = course.ids(self.chapter)
        if cell["cell_type"] == "markdown":
            return (found[1] if (found := _HEADING.search(source)) and found[1] in names else current), ""
        if (found := _ANSWERS.match(source)) and found[1] in names:
            return found[1], "answer"
        if (found := _OPENS.fullmatch(source)) and found[1] in names:
            return found[1], "start"
        return current, "solution" if current and CODE_STUB in source else ""


def attempted(work: tuple[Work, ...]) -> bool:
    """Return whether anything was written for an exercise."""
    return not all(is_stub(one.source) for one in work)


def is_stub(source: str) -> bool:
    """Return whether nothing was written into a cell: only comments and what the course laid there."""
    lines = (line.strip() for line in source.splitlines())
    return all(line.startswith("#") or _LAID.fullmatch(line) for line in lines)


def _without_stubs(cells: list[Work]) -> tuple[Work, ...]:
    """Leave out an empty copy of a cell that is filled in beside it."""
    filled = {cell.part for cell in cells if not is_stub(cell.source)}
    return tuple(cell for cell in cells if not (is_stub(cell.source) and cell.part in filled))


def _is_call(source: str) -> bool:
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    return all(_CALL.fullmatch(line) for line in lines)


def _grade_id(cell: Cell) -> str:
    released = cell.get("metadata", {}).get("nbgrader", {})
    return str(cell.get("grade_id") or released.get("grade_id") or "")
