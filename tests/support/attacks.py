"""Notebooks that want points which they have not earned, or what is somebody else's: tests/host/attacks, a cell each.

Each is filled into one exercise of a released notebook; all other exercises of `start` are tried and wrong, so that an
attack may reach them, too. What breaks out prints BREACH, which stands whole in no source.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers import course
from helpers.course.paths import CODE_STUB, cell_id, exercises_path

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "tests" / "host" / "attacks"
START = "start"
FIRST, VERSION, OTHER = course.ids(START)
BREACH = "BREACH"
_WRONG = {FIRST: "%%bash\ntrue", VERSION: "echo 1.2.3", OTHER: "true"}
"""What is tried beside an attack, in vain."""
_CELL = re.compile(
    r"^## (?P<name>[\w-]+)(?: on (?P<exercise>[\w.-]+))?(?: with (?P<before>\w+))?\n\n"
    r"```(?P<language>\w+)\n(?P<source>.*?)\n```$",
    re.MULTILINE | re.DOTALL,
)
_BEFORE = "preambles"


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One notebook: which kind of attack, and what it types into which exercise."""

    name: str
    kind: str
    exercise: str
    source: str

    @property
    def chapter(self) -> str:
        """Return the chapter that it is handed in for."""
        return self.exercise.partition(".")[0]

    def notebook(self) -> str:
        """Return what is handed in."""
        wrong = _WRONG if self.chapter == START else {}
        return notebook(self.chapter, **wrong | {self.exercise: self.source})


@cache
def every() -> tuple[Attack, ...]:
    """Return all attacks, by kind."""
    before = {cell["name"]: cell["source"] for cell in _CELL.finditer(_text(PLACE / f"{_BEFORE}.md"))}
    return tuple(
        Attack(name=cell["name"], kind=file.stem, exercise=cell["exercise"] or FIRST, source=_source(cell, before))
        for file in sorted(PLACE.glob("*.md"))
        if file.stem != _BEFORE
        for cell in _CELL.finditer(_text(file))
    )


def notebook(chapter: str, **cells: str) -> str:
    """Return the released notebook with these cells filled in, by exercise; a cell of `%%bash` is a whole one."""
    book: dict[str, Any] = json.loads(_text(ROOT / exercises_path(chapter)))
    for cell in book["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        for exercise, source in cells.items():
            if grade_id in (cell_id(exercise, "solution"), cell_id(exercise, "answer")):
                whole = source.startswith("%%") or exercise == FIRST
                cell["source"] = source if whole else "".join(cell["source"]).replace(CODE_STUB, source)
    return json.dumps(book)


def _source(cell: re.Match[str], before: dict[str, str]) -> str:
    parts = [before[cell["before"]]] if cell["before"] else []
    return ("%%bash\n" if cell["language"] == "bash" else "") + "\n".join((*parts, cell["source"]))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
