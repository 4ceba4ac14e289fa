"""Find handed-in work that looks like somebody else's. It is listed for the teacher, and costs nobody a point."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from helpers import course
from helpers.exercise.model import Learner
from helpers.lesson.input import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.grading.sheet import Work

    Works: TypeAlias = Mapping[str, Mapping[str, tuple[Work, ...]]]
    """By learner and exercise."""

_LONG = 4
"""Letters of a value that does not stand in another notebook by chance."""
_ENOUGH, _SHARE = 4, 0.6
"""So many lines of one's own that two share, and that share of what each has of them, are a sign."""
_TWO = 2
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, order=True)
class Likeness:
    """Two learners and what is alike."""

    learner: str
    other: str
    reason: str


def find(works: Works, chapter: str, secret: str) -> tuple[Likeness, ...]:
    """Return who has values that are somebody else's, and which two have the same lines that nobody else has."""
    return tuple(sorted({*_values(works, chapter, secret), *_lines(works, chapter, secret)}))


def _values(works: Works, chapter: str, secret: str) -> set[Likeness]:
    own = {name: _personal(chapter, Learner(name=name, secret=secret)) for name in works}
    times = Counter(value for values in own.values() for value in values)
    found = set()
    for name, work in works.items():
        words = set(_WORDS.findall(_text(work)))
        text = _text(work)
        for other, values in own.items():
            theirs = sorted(value for value in values - own[name] if times[value] == 1 and _stands(value, text, words))
            if theirs:
                listed = ", ".join(f"`{value}`" for value in theirs)
                found.add(Likeness(learner=name, other=other, reason=f"{other}의 값이 있습니다: {listed}"))
    return found


def _stands(value: str, text: str, words: set[str]) -> bool:
    return value in words if _WORDS.fullmatch(value) else value in text


def _personal(chapter: str, learner: Learner) -> set[str]:
    values = (str(value) for id in course.ids(chapter) for value in course.exercise(id, learner).personal.values())
    return {value for value in values if len(value) >= _LONG}


def _lines(works: Works, chapter: str, secret: str) -> set[Likeness]:
    """Compare the lines that few have, without the learners' own values.

    The course's own solution is what everybody may have found.
    """
    lines = {name: _own_lines(work, chapter, Learner(name=name, secret=secret)) for name, work in works.items()}
    times = Counter(line for found in lines.values() for line in found)
    rare = {name: {line for line in found if times[line] <= _TWO} for name, found in lines.items()}
    found = set()
    for one, other in combinations(sorted(rare), 2):
        both = rare[one] & rare[other]
        if len(both) >= _ENOUGH and len(both) >= _SHARE * min(len(rare[one]), len(rare[other])):
            reason = f"두 사람에게만 있는 같은 줄이 {len(both)}개입니다."
            found.add(Likeness(learner=one, other=other, reason=reason))
    return found


def _own_lines(work: Mapping[str, tuple[Work, ...]], chapter: str, learner: Learner) -> set[str]:
    exercises = [course.exercise(id, learner) for id in course.ids(chapter)]
    solved = {
        line
        for exercise in exercises
        for way in (exercise.solution.script, exercise.solution.answer or "")
        for line in _split(way, filled(way, exercise.personal))
    }
    lines = set(_split(_text(work))) - solved
    for value in sorted(_personal(chapter, learner), key=len, reverse=True):
        lines = {line.replace(value, "…") for line in lines}
    return lines


def _text(work: Mapping[str, tuple[Work, ...]]) -> str:
    return "\n".join(one.source for cells in work.values() for one in cells)


def _split(*texts: str) -> list[str]:
    """Return the lines that say something, without the blanks that an editor may change."""
    lines = (" ".join(line.split()) for text in texts for line in text.splitlines())
    return [line for line in lines if len(_WORDS.findall(line)) > 1 and not line.startswith("%%")]
