"""Whether the coach speaks: a file of the learner's switches it off, everywhere and at once.

What runs commands on the course's own behalf (an exercise's setup, a check's question) does so with `unheard`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from helpers.lesson.practice import home

if TYPE_CHECKING:
    from pathlib import Path


def _off() -> Path:
    return home() / "coach-off"


def is_on() -> bool:
    """Whether the learner wants to hear it."""
    return not _off().exists()


def turn(*, on: bool) -> None:
    """Switch it on or off. Raises OSError where the learner's disk cannot be written."""
    if on:
        _off().unlink(missing_ok=True)
    else:
        _off().parent.mkdir(parents=True, exist_ok=True)
        _off().touch()


def unheard() -> dict[str, str]:
    """The environment of a command that the coach must not speak of."""
    return os.environ | {"LAB_COACH": "off"}
