"""The course's exercises: `<chapter>/<slug>.py` exports `EXERCISE`, and `<chapter>/<chapter>.md` says where it stands.

An exercise whose names and values differ from learner to learner exports a function `personal` that makes it instead.
Knows where exercises stand and how to tell a mistyped id; loads a chapter only when it is asked for.
"""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.exercise.model import learner_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.exercise.model import Exercise, Learner

CHAPTERS = (
    "start",
    "virtualization",
    "images",
    "transfer",
    "commands",
    "capstone",
)
"""All chapters that the course will have, in order; one counts as soon as its folder stands."""

FOLDER = Path(__file__).parent
_PLACED = re.compile(r"^```\{exercise\}[ \t]*(\S+)", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


class UnknownExercise(KeyError):
    """An id that no exercise has; the message is Korean and names the nearest one."""

    def __str__(self) -> str:
        """Return the message itself, without KeyError's quotes."""
        return str(self.args[0])


@cache
def chapters() -> tuple[str, ...]:
    """Return the chapters that stand, in order."""
    return tuple(chapter for chapter in CHAPTERS if (FOLDER / chapter / "__init__.py").is_file())


@cache
def title(chapter: str) -> str:
    """Return a chapter's title with its number: `2. 이미지`. Raises ValueError where its text has none."""
    found = _TITLE.search(text(chapter))
    if not found:
        raise ValueError(f"{chapter}.md has no title, `# …`")
    return found[1]


def text(chapter: str) -> str:
    """Return the source of a chapter's text."""
    return (FOLDER / chapter / f"{chapter}.md").read_text(encoding="utf-8")


def ids(chapter: str | None = None) -> tuple[str, ...]:
    """Return the ids of all exercises, or of one chapter's, in the order of the course."""
    wanted = chapters() if chapter is None else (chapter,)
    return tuple(id for name in wanted for id in _placed(name))


def meant(name: str) -> tuple[str, ...]:
    """Return the ids of a chapter, or the one of an exercise. Raises UnknownExercise."""
    return ids(name) if name in chapters() else (exercise(name).id,)


def exercises(chapter: str | None = None) -> tuple[Exercise, ...]:
    """Return all exercises, or one chapter's, in the order of the course."""
    return tuple(exercise(name) for name in ids(chapter))


def exercise(name: str, learner: Learner | None = None) -> Exercise:
    """Return the exercise with the id `name`, as it is for `learner` (where none is named: for whoever sits here).

    Raises `UnknownExercise` with a suggestion for any other id.
    """
    if name not in ids():
        raise UnknownExercise(_unknown(name))
    return _exercise(name, learner or learner_of(os.environ))


@cache
def _exercise(name: str, learner: Learner) -> Exercise:
    chapter, _, slug = name.partition(".")
    module = import_module(f"helpers.course.{chapter}.{slug.replace('-', '_')}")
    found: Exercise = module.personal(learner) if hasattr(module, "personal") else module.EXERCISE
    return found


@cache
def _placed(chapter: str) -> tuple[str, ...]:
    """Return the ids of a chapter's exercises, as its text places them."""
    return tuple(_PLACED.findall(text(chapter)))


def _unknown(name: str) -> str:
    message = say("`{name}`{이라는} 연습 문제는 없습니다.", name=name)
    near = _nearest(name.lower().replace("_", "-"))
    if near:
        return message + say(" 혹시 `{near}`{을} 찾으셨나요?", near=near)
    return message + (f" 연습 문제의 이름은 `{ids()[0]}`처럼 적습니다." if ids() else "")


def _nearest(name: str) -> str:
    """Return the exercise that was likely meant. The chapter alone says little: all its exercises have it in common."""
    slugs = {id.partition(".")[2] for id in ids()}
    slug = next(iter(get_close_matches(name.rpartition(".")[2], slugs, n=1)), None)
    same = [id for id in ids() if id.partition(".")[2] == slug]
    return next(iter(get_close_matches(name, same, n=1, cutoff=0.0)), "")
