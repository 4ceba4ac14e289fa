"""Whether the coach speaks: a file of the learner's switches it off, everywhere and at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from pathlib import Path


def _off() -> Path:
    return state_folder() / "coach-off"


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
