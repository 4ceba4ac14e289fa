"""Every fact and command that a chapter must teach stands in it, at the place that coverage.toml names."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import course
from tests.support.books import cells

if TYPE_CHECKING:
    from helpers.authoring.notebook_file import Cell

TABLE = tomllib.loads((Path(__file__).parent / "coverage.toml").read_text(encoding="utf-8"))
FACTS = [(chapter, fact) for chapter, facts in TABLE.items() for fact in facts]
HEADING = re.compile(r"^(#{1,3}) (.*)$", re.MULTILINE)


def section(chapter: str, heading: str) -> tuple[str, list[str]]:
    """The prose (without its stars) and the code cells below a heading, up to the next one of its rank or above."""
    text, rank = "", 0
    code: list[str] = []
    for cell in cells(chapter):
        for marks, title, piece in pieces(cell):
            if rank and marks and len(marks) <= rank:
                return text, code
            if title == heading:
                rank = len(marks)
            if rank and cell["cell_type"] == "code":
                code.append(piece)
            elif rank:
                text += piece.replace("**", "")
    assert rank, f"{chapter} has no heading {heading!r}"
    return text, code


def pieces(cell: Cell) -> list[tuple[str, str, str]]:
    """A cell as (marks, title, text) of each heading with what follows it; code is one piece without a heading."""
    if cell["cell_type"] == "code":
        return [("", "", cell["source"])]
    starts = [match.start() for match in HEADING.finditer(cell["source"])]
    bounds = sorted({0, *starts, len(cell["source"])})
    parts = [cell["source"][a:b] for a, b in itertools.pairwise(bounds)]
    return [(*(match.groups() if (match := HEADING.match(part)) else ("", "")), part) for part in parts]


def test_every_chapter_has_its_table() -> None:
    """No chapter stands without a table of what it must teach."""
    assert set(course.chapters()) <= set(TABLE)


@pytest.mark.parametrize(("chapter", "fact"), FACTS, ids=[f"{chapter}-{fact['fact']}" for chapter, fact in FACTS])
def test_fact_is_taught(chapter: str, fact: dict[str, str]) -> None:
    """The chapter says it, and where the computer can show it, shows it."""
    text, code = section(chapter, fact["heading"])
    if "says" in fact:
        assert re.search(fact["says"], text, re.DOTALL)
    if "shows" in fact:
        assert any(re.search(fact["shows"], cell, re.MULTILINE) for cell in code)
    if "types" in fact:
        assert any(re.search(fact["types"], piece) for piece in (text, *code))
