"""What the coach keeps in the learner's own folder: whether it speaks, and the last command that failed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from helpers.coach.model import FinishedCommand
from helpers.dockerdata.types import Computer
from helpers.world import safe_files
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from pathlib import Path


def _off() -> Path:
    """Return the file that switches the coach off, everywhere and at once (images/notebook/coach/coached looks too)."""
    return state_folder() / "coach-off"


def _last() -> Path:
    return state_folder() / "coach-last.json"


def is_on() -> bool:
    """Return whether the learner wants to hear the coach."""
    return not _off().exists()


def switch(*, on: bool) -> None:
    """Switch the coach on or off. Raises OSError where the learner's disk cannot be written."""
    if on:
        _off().unlink(missing_ok=True)
    else:
        _off().parent.mkdir(parents=True, exist_ok=True)
        _off().touch()


def keep(ran: FinishedCommand) -> None:
    """Keep the last command that failed, for `explain()`. What cannot be kept is not missed."""
    with contextlib.suppress(OSError):
        _last().parent.mkdir(parents=True, exist_ok=True)
        safe_files.write(_last(), json.dumps(asdict(ran)).encode())


def last_failure() -> FinishedCommand | None:
    """Return the last command that failed; None where none is kept."""
    try:
        data = json.loads(_last().read_text(encoding="utf-8"))
        words = {key: tuple(data[key]) for key in ("argv", "missing")}
        return FinishedCommand(**data | words | {"computer": Computer(data["computer"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
