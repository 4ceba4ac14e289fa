"""Read names and answers as people write them, and fill a learner's own values into what is said back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from helpers import course


def listed(values: Mapping[str, str]) -> str:
    """List a learner's own values, one a line."""
    width = max(map(len, values), default=0)
    return "\n".join(f"{name:{width}}  {value}" for name, value in values.items())


def filled(script: str, values: Mapping[str, str]) -> str:
    """Put a learner's own values in place of the variables that stand for them, which are no longer read."""
    if not values:
        return script
    names = "|".join(values)
    read = re.sub(r"^\. \./order\.env\n", "", script, flags=re.MULTILINE)
    return re.sub(rf"\$(?:({names})\b|{{({names})}})", lambda match: values[match[1] or match[2]], read)


def as_answer(answer: object) -> str | None:
    """Return an answer as text: a string, a number, or the one line that `!command` gave as a list."""
    if answer is None or isinstance(answer, str):
        return answer.strip() if answer else None
    if isinstance(answer, bytes):
        return answer.decode(errors="replace").strip() or None
    if isinstance(answer, Iterable):
        return "\n".join(str(line) for line in answer).strip() or None
    return str(answer)


def meant(given: str) -> str:
    """Return an id as it should be written, from how people write it."""
    if given.isascii():
        lowered = given.strip("\"'` ").lower().replace("_", "-").replace(" ", "-").replace("/", ".")
        return lowered if lowered in course.ids() else given
    return next((exercise.id for exercise in course.exercises() if exercise.title == given), given)
