"""Check a value that the learner hands to `check`.

Knows how forgiving a comparison is (spaces, quotes, case) and the wrong answers that an author foresees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from helpers.exercise.checks.base import LAST_RESORT, Miss
from helpers.exercise.model import Check, Finding
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Probe, World

Source: TypeAlias = "str | Callable[[World], str]"
"""A value that is fixed, or read from the world."""

Judge: TypeAlias = "Callable[[World, str], Miss | None]"
"""What is wrong with a given answer; None where it is right."""


def plain(value: str | None) -> str:
    """Strip an answer of what does not matter: outer spaces, quotes, a full stop, case, runs of spaces."""
    text = (value or "").strip().strip("'\"`").strip().rstrip(".")
    return "" if text in ("...", "…", "Ellipsis", "None") else re.sub(r"\s+", " ", text).casefold()


def value_of(source: Source, world: World) -> str:
    """Return the value of a source in this world."""
    return source if isinstance(source, str) else source(world)


def answer_is(
    id: str,
    right: Source,
    *,
    asked: str,
    advice: str,
    also: tuple[Source, ...] = (),
    wrong: tuple[tuple[Source, str], ...] = (),
    shape: str = "",
    shape_says: str = "",
    requires: tuple[str, ...] = (),
    probes: tuple[Probe, ...] = (),
) -> Check:
    """Check that the answer is `right` or one of `also`.

    `asked` names what is asked for (`도커 서버의 버전`). `wrong` holds foreseen wrong values, each with the
    statement of what was given instead (`클라이언트의 버전을 답했습니다.`). An answer that does not match
    `shape` (a regular expression) gets `shape_says`. The right value never stands in the feedback.
    """

    def test(world: World, answer: str | None) -> Finding | None:
        given = plain(answer)
        if not given:
            return _finding(asked, "아직 답을 넘기지 않았습니다.", advice, attempted=False)
        if given in {plain(value_of(source, world)) for source in (right, *also)}:
            return None
        for source, said in wrong:
            if given == plain(value_of(source, world)):
                return _finding(asked, said, advice)
        if shape and not re.fullmatch(shape, given):
            return _finding(asked, shape_says, advice)
        shown = (answer or "").strip()[:80]
        return _finding(asked, say("`{shown}`{이라고} 답했지만 실제와 다릅니다.", shown=shown), advice)

    establishes = say("{asked}{을} 맞게 답했습니다.", asked=asked)
    return Check(id=id, establishes=establishes, test=test, requires=requires, probes=probes, by_answer=True)


def answer_judged(
    id: str,
    judge: Judge,
    *,
    establishes: str,
    advice: str,
    requires: tuple[str, ...] = (),
    probes: tuple[Probe, ...] = (),
) -> Check:
    """Check that `judge` finds the answer right, without the quotes around it: there may be many right ones."""

    def test(world: World, answer: str | None) -> Finding | None:
        if not plain(answer):
            return Finding(
                expected=establishes, observed="아직 답을 넘기지 않았습니다.", advice=advice, attempted=False
            )
        miss = judge(world, (answer or "").strip().strip("'\"`").strip())
        return Finding(expected=establishes, observed=miss.observed, advice=miss.advice) if miss else None

    return Check(id=id, establishes=establishes, test=test, requires=requires, probes=probes, by_answer=True)


def _finding(asked: str, observed: str, advice: str, *, attempted: bool = True) -> Finding:
    expected = say("{asked}{을} 맞게 답합니다.", asked=asked)
    return Finding(expected=expected, observed=observed, advice=advice or LAST_RESORT, attempted=attempted)
