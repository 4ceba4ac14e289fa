"""Answers made of marks and numbers, and the check that a container was tried at all; shared by this chapter's exercises.

Knows the marks that Korean quizzes number their choices with; knows no single exercise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import checks
from helpers.exercise.checks.answers import numbers
from helpers.exercise.checks.base import Miss, forgotten, from_given, nothing, start_tried
from helpers.exercise.checks.runs import instead
from helpers.exercise.model import Choice, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

MARKS = "ㄱㄴㄷㄹㅁㅂ"
_OTHER_MARKS = str.maketrans("가나다라마바", MARKS)
_SYLLABLE = re.compile(r"(?<![가-힣])([가나다라마바])(?=$|[^가-힣]|입니다|이에요|예요|이고|하고|과|와|번)")
_FEW = 4
"""So many letters may stand beside a number that is not said to be `배`."""
VERSION = re.compile(r"(?<![A-Za-z0-9.])\d+\.\d+(?:[A-Za-z0-9.+_~-]*[A-Za-z0-9])?")
"""A version of a kernel, whatever stands around it in Korean."""


def table(choices: Mapping[str, str]) -> str:
    """Return the rows of a Markdown table: a mark and what it stands for."""
    return "\n".join(f"| {mark} | {text} |" for mark, text in choices.items())


def which(text: str, choices: Mapping[str, str], wrong: Mapping[str, str], because: str) -> Question:
    """Return a quiz's question for one of `choices`; `wrong` says what speaks against each of the others, `because` why."""
    return Question(
        text=text,
        choices=tuple(
            Choice(text=f"{mark}. {said}", value=mark, reason=wrong.get(mark, because), right=mark not in wrong)
            for mark, said in choices.items()
        ),
    )


def tried(
    id: str,
    image: str,
    *,
    came_to_life: bool = True,
    establishes: str,
    observed: str,
    advice: str,
    requires: tuple[str, ...] = (),
) -> Check:
    """Check that a container of the given `image` was started since the start, however it ended and where it is now.

    Without `came_to_life` a start that failed counts as well.
    """

    def look(world: World) -> Miss | None:
        is_from, events = from_given(world, image), world.mine.events
        mine = {event.id for event in events if event.kind == "container" and is_from(event)}
        began = {event.id for event in events if event.action in ("start", "die")}
        if mine & began or (not came_to_life and any(start_tried(world, container) for container in mine)):
            return None
        new = [found for found in world.mine.containers if found.id not in world.baseline.containers and is_from(found)]
        if any(found.status != "created" for found in new):
            return None
        if not world.mine.remembered:
            return forgotten(Computer.MINE)
        if new or mine:
            return Miss(observed=f"`{image}` 이미지로 만든 컨테이너가 있었지만 시작된 적이 없습니다.", advice=advice)
        another = instead(world, image)
        return Miss(observed=another.observed, advice=advice) if another else nothing(observed, advice)

    return checks.assemble(id, establishes, look, requires=requires)


def marks(given: str) -> list[str]:
    """Return the marks of an answer in their order, whether it says `ㄱ, ㄷ`, `ㄱㄷ` or `가 다`; unknown ones, too."""
    return re.findall("[ㄱ-ㅎ]", lettered(given))


def lettered(given: str) -> str:
    """Return an answer with `ㄱ` where it says `가`."""
    return _SYLLABLE.sub(lambda found: found[1].translate(_OTHER_MARKS), given)


def times(given: str) -> list[float]:
    """Return how many times an answer says: one number, or the two ends of a range; none where it says other things."""
    said = re.sub(r"(?i)\s?times\b", "배", given)
    found, rest = numbers(said), re.sub(r"[\d.,~\s-]", "", said)
    several = len(found) > 1 and not re.fullmatch(r"\D*[\d.]+\s*(?:~|-|에서)\s*[\d.]+\D*", said)
    return [] if several or ("배" not in rest and len(rest) > _FEW) else found


def about(given: float, right: float, factor: float) -> bool:
    """Return whether `given` is `right` up to a factor, either way."""
    return right / factor <= given <= right * factor
