"""Read names and answers as people write them; say back how things are typed, with a learner's own values filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers import course
from helpers.text.josa import say
from helpers.world.environment import here, work
from helpers.world.errors import printable

if TYPE_CHECKING:
    from pathlib import Path


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


@dataclass(frozen=True, kw_only=True)
class Typing:
    """How a learner types: the functions of a notebook, or the commands that begin with the word `command`.

    `outside`: on the computer that the lab runs on, where the folders of the lab stand elsewhere.
    """

    command: str = ""
    outside: bool = False

    def call(self, function: str, exercise: str, particle: str = "") -> str:
        """Say how a function is called for an exercise, with a particle after it (을 or 으로)."""
        if not self.command:
            return f'`{function}("{exercise}")`' + {"을": "를", "으로": "로"}.get(particle, particle)
        words = f"{self.command} {'begin' if function == 'start' else function} {exercise}"
        return say("`{words}`" + (f"{{{particle}}}" if particle else ""), words=words)

    def place(self, folder: Path) -> str:
        """Say where an exercise is worked on, from where the learner is."""
        if not self.command:
            return f"`{folder.name}` 폴더에서 풀어 보세요."
        if folder == here() and not self.outside:
            return "지금 있는 이 폴더에서 풀어 보세요."
        root = work()
        inside = root and folder.is_relative_to(root)
        path = printable(f"~/work/{folder.relative_to(root)}" if root and inside else folder)
        if not self.outside:
            return f"이 폴더에서 풀어 보세요: `cd {path}`"
        return (
            f"`{self.command} sh`로 실습실에 들어간 다음 이 폴더에서 풀어 보세요: `cd {path}` "
            f"(이 컴퓨터에서는 강의 폴더 아래의 `{path.removeprefix('~/')}`입니다)"
        )


NOTEBOOK = Typing()
