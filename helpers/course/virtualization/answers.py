"""Answers made of marks and numbers, and the check that a container was tried at all; shared by this chapter's exercises.

Knows the marks that Korean quizzes number their choices with; knows no single exercise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import checks
from helpers.exercise.checks.base import Miss, forgotten, made_from, nothing
from helpers.exercise.model import Choice, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

MARKS = "ㄱㄴㄷㄹㅁㅂ"
_OTHER_MARKS = str.maketrans("가나다라마바", MARKS)


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
    action: str = "start",
    establishes: str,
    observed: str,
    advice: str,
    requires: tuple[str, ...] = (),
) -> Check:
    """Check that a container of `image` was started since the start, however it ended and whether or not it still stands.

    With `action="create"` it need not have come to life: some engines refuse to start what their processor cannot run.
    """

    def look(world: World) -> Miss | None:
        is_from = made_from(world, image)
        if any(event.action == action and is_from(event) for event in world.mine.events):
            return None
        new = (found for found in world.mine.containers if found.id not in world.baseline.containers)
        if any(is_from(found) and (action == "create" or found.status != "created") for found in new):
            return None
        return nothing(observed, advice) if world.mine.remembered else forgotten(Computer.MINE)

    return checks.assemble(id, establishes, look, requires=requires)


def marks(given: str) -> list[str]:
    """Return the marks of an answer in their order, whether it says `ㄱ, ㄷ`, `ㄱㄷ` or `가 다`."""
    spread = re.sub(r"(?<![가-힣])([가나다라마바])(?![가-힣])", lambda found: found[1].translate(_OTHER_MARKS), given)
    return [letter for letter in spread if letter in MARKS]


def number(given: str) -> float | None:
    """Return the first number of an answer."""
    found = re.search(r"\d+(?:\.\d+)?", given.replace(",", ""))
    return float(found[0]) if found else None


def about(given: float, right: float, factor: float) -> bool:
    """Return whether `given` is `right` up to a factor, either way."""
    return right / factor <= given <= right * factor
