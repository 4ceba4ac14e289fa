"""Write what a class's marks say as pages: one for each learner, and one for the teacher with the whole class.

What learners wrote and printed is somebody else's text: it is escaped, and the pages forbid every script.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from helpers import course
from helpers.exercise.model import Verdict
from helpers.grading.marksheet import MARKED
from helpers.ui import display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from helpers.grading.examination import Cell, Result
    from helpers.grading.marksheet import Row

    Results = Mapping[str, Sequence[Result]]

_LONGEST = 20_000
"""Letters of what a cell printed that a page shows."""
_COMMON = 10
"""So many mistakes are listed."""
_WIDTH, _HEIGHT, _FOOT = 640, 120, 155
_CONTROLS = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f]|\r(?!\n)"
)
"""What moves a terminal's cursor, colours or hides."""
_ENDED = {
    "done": "끝까지 실행됨",
    "failed": "오류로 끝남",
    "late": "시간을 넘겨 멈춤",
    "dead": "커널이 멈춤",
    "unrun": "실행하지 않음",
}
_STYLE = """
body{font-family:system-ui,sans-serif;line-height:1.6;max-width:56rem;margin:2rem auto;padding:0 1rem}
body{word-break:keep-all}
pre{overflow:auto;max-height:24rem;padding:.6rem;background:#8881;white-space:pre-wrap;overflow-wrap:anywhere}
pre.said{background:none;padding:0;max-height:none;font-family:inherit}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8886;padding:.3rem .6rem;text-align:left}
section{border-top:1px solid #8886;margin-top:1.5rem}small{opacity:.7}
svg{width:100%;max-width:40rem;font-size:12px;fill:currentColor}
section.passed h2::before{content:"✓ "}section.failed h2::before{content:"✗ "}
"""


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """One exercise as a learner's page shows it."""

    title: str
    result: Result
    text: str
    span: str
    looks: tuple[tuple[str, str, str], ...]
    cells: tuple[tuple[str, str, str], ...]


def plain(text: str) -> str:
    """Return a text without what a terminal would act on."""
    return _CONTROLS.sub("", text)


def learner(chapter: str, row: Row, results: Sequence[Result]) -> str:
    """Return a learner's page: each exercise with what was seen, when, and what their cells did."""
    return display.fill(
        "marked",
        title=course.title(chapter),
        row=row,
        marked_status=MARKED,
        highest=_highest(chapter),
        number=_number,
        style=_STYLE,
        exercises=[_shown(result) for result in results],
    )


def whole_class(chapter: str, rows: Sequence[Row], results: Results, page: Callable[[str], str]) -> str:
    """Return the teacher's page: distribution, what was solved, the commonest mistakes, and everybody.

    `page` gives the path of a learner's page from where this one stands.
    """
    counted = [row for row in rows if row.status == MARKED]
    totals = Counter(row.total for row in counted)
    highest = _highest(chapter)
    average = sum(row.total for row in counted) / len(counted) if counted else 0.0
    return display.fill(
        "class",
        title=course.title(chapter),
        statuses=sorted(Counter(row.status for row in rows).items()),
        average=f"{average:.1f}" if counted else "",
        highest=highest,
        number=_number,
        style=_STYLE,
        said=", ".join(f"{_number(points)}점 {count}명" for points, count in sorted(totals.items())),
        bars=_bars(totals, highest),
        exercises=_exercises(chapter, [results[row.learner] for row in counted if row.learner in results]),
        mistakes=_mistakes(results),
        rows=[_line(row, highest, page(row.learner) if row.learner in results else "") for row in rows],
    )


def _shown(result: Result) -> _Shown:
    exercise = course.exercise(result.exercise)
    missed = dict(result.missed)
    looks = tuple(
        (check.establishes, "맞음" if check.id in result.passed else "아님", missed.get(check.id, ""))
        for check in exercise.checks
        if check.id in result.passed or check.id in missed
    )
    return _Shown(
        title=exercise.title,
        result=result,
        text=plain(result.text),
        span=_span(result),
        looks=looks,
        cells=tuple(_cell(cell) for cell in result.cells),
    )


def _span(result: Result) -> str:
    if not result.began or not result.ended:
        return ""
    clock = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(result.began))
    return f"{clock}부터 {result.ended - result.began:.1f}초"


def _cell(cell: Cell) -> tuple[str, str, str]:
    said = plain(cell.said)
    cut = f"{said[:_LONGEST]}\n… (뒤를 줄였어요)" if len(said) > _LONGEST else said
    return cell.source, f"{_ENDED.get(cell.ended, cell.ended[:20])} ({cell.seconds:.1f}초)", cut


def _bars(totals: Mapping[float, int], highest: float) -> list[tuple[float, float, float, float, float, str, int]]:
    """Return each bar's left, top, width, height, middle, name and number of people."""
    steps = int(highest) + 1
    wide = _WIDTH / steps
    most = max(totals.values(), default=1)
    rounded = Counter[int]()
    for points, count in totals.items():
        rounded[int(points)] += count
    return [
        (
            round(step * wide + wide * 0.1, 1),
            round(_FOOT - _HEIGHT * rounded[step] / most, 1),
            round(wide * 0.8, 1),
            round(_HEIGHT * rounded[step] / most, 1),
            round(step * wide + wide / 2, 1),
            str(step),
            rounded[step],
        )
        for step in range(steps)
    ]


def _exercises(chapter: str, everybodys: Sequence[Sequence[Result]]) -> list[tuple[str, str, int, int, int]]:
    """Return each exercise's title and name, how many solved it and did not try it, and of how many."""
    verdicts = Counter((result.exercise, result.verdict) for results in everybodys for result in results)
    return [
        (
            exercise.title,
            exercise.id,
            verdicts[exercise.id, Verdict.PASSED.value],
            verdicts[exercise.id, Verdict.NOT_ATTEMPTED.value],
            len(everybodys),
        )
        for exercise in course.exercises(chapter)
    ]


def _mistakes(results: Results) -> list[tuple[str, str, int, str]]:
    """Return what was seen most often where a check did not hold: exercise, words, how many, who."""
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, found in results.items():
        for result in found:
            if result.verdict == Verdict.FAILED.value and result.missed:
                made[result.exercise, result.missed[0][1]].append(name)
    often: Iterable[tuple[tuple[str, str], list[str]]] = sorted(made.items(), key=lambda one: (-len(one[1]), one[0]))
    return [(exercise, seen, len(names), ", ".join(sorted(names))) for (exercise, seen), names in list(often)[:_COMMON]]


def _line(row: Row, highest: float, page: str) -> tuple[str, str, str, str]:
    said = f"{_number(row.total)}/{_number(highest)}" if row.status == MARKED else row.status
    return row.learner, said, " ".join(row.told), quote(page)


def _highest(chapter: str) -> float:
    return float(sum(exercise.points for exercise in course.exercises(chapter)))


def _number(value: float) -> str:
    return f"{value:g}"
