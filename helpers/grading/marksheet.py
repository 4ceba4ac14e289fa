"""Write the marks of a chapter as a table that Excel opens in Korean, and say them on a terminal."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers import course

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARKED, ABSENT, UNREADABLE, BROKEN = "채점", "미제출", "읽지 못함", "채점 못 함"
_FORMULA = ("=", "+", "-", "@", "\t")
"""How a cell begins that a spreadsheet would calculate."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One learner's marks: points by exercise where the work was marked, and what the teacher should know.

    `penalty` is taken off the total for being late.
    """

    learner: str
    status: str = MARKED
    points: Mapping[str, float] = field(default_factory=dict)
    penalty: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """Return all points together, less what being late costs."""
        return sum(self.points.values()) - self.penalty

    @property
    def told(self) -> tuple[str, ...]:
        """Return the notes, with what was taken off."""
        late = (f"늦게 내서 {self.penalty:g}점을 뺐습니다.",) if self.penalty else ()
        return (*late, *self.notes)


def table(chapter: str, rows: Iterable[Row]) -> bytes:
    """Return the rows as CSV with a byte order mark; whoever was not marked has no points, not even none."""
    text = io.StringIO()
    writer = csv.writer(text)
    ids = course.ids(chapter)
    highest = sum(course.exercise(id).points for id in ids)
    writer.writerow(("이름", "상태", "점수", "만점", *ids, "비고"))
    for row in rows:
        marked = row.status == MARKED
        each = [f"{row.points.get(id, 0.0):g}" if marked else "" for id in ids]
        total = f"{row.total:g}" if marked else ""
        writer.writerow((_plain(row.learner), row.status, total, f"{highest:g}", *each, _plain(" ".join(row.told))))
    return text.getvalue().encode("utf-8-sig")


def line(chapter: str, row: Row) -> str:
    """Return a row as a line on a terminal, with what the teacher should know below it."""
    highest = sum(course.exercise(id).points for id in course.ids(chapter))
    said = f"{row.total:g}/{highest:g}" if row.status == MARKED else row.status
    return "\n".join((f"{row.learner}  {said}", *(f"    {note}" for note in row.told)))


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
