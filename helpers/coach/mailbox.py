"""Where the coach leaves what it has to say until the prompt is back or the cell done: one file a shell or kernel.

A shell prints its file as it stands (`.txt`); a kernel reads stories from its own (`.json`). Whoever takes them empties
the file; until then at most the last `MOST` different ones are kept. A file's name says whose it is, by the process's
number: what one has left that ended without a word (`kill -9`) is swept away.

Whether the coach speaks: a file of the learner's switches it off, everywhere and at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from helpers.coach import render
from helpers.coach.model import Story
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from pathlib import Path


MOST = 3
"""So many stories are told at once."""
_OWNED = re.compile(r"(?:kernel|shell|beyond)-(\d+)(?:\.|$)")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A story and the command that it is of. `late`: it was noticed only after the command had ended."""

    story: Story
    command: str
    late: bool = False


class Box:
    """One file, written by the resident coach."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._waiting: list[Said] = []

    def put(self, said: Said) -> None:
        """Leave a story. Raises OSError where the disk is full or the shell has gone and its folder with it."""
        with contextlib.suppress(OSError):
            if not self.file.stat().st_size:
                self._waiting = []
        if not self.file.exists():
            self._waiting = []
        same = [other for other in self._waiting if other.story == said.story]
        self._waiting = [*(other for other in self._waiting if other not in same), said][-MOST:]
        new = self.file.with_suffix(".new")
        new.write_text(self._written(), encoding="utf-8", errors="replace")
        new.replace(self.file)

    def _written(self) -> str:
        if self.file.suffix == ".txt":
            return "".join(f"{render.coloured(story, about)}\n" for story, about in abouts(self._waiting))
        return json.dumps([asdict(said) for said in self._waiting])


def take(file: Path) -> list[Said]:
    """What a kernel's box holds; it is empty then."""
    taken = file.with_suffix(".taken")
    try:
        file.replace(taken)
        data = json.loads(taken.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    finally:
        taken.unlink(missing_ok=True)
    return [Said(**said | {"story": Story(**said["story"] | {"next": tuple(said["story"]["next"])})}) for said in data]


def sweep(place: Path) -> None:
    """Remove the files of shells and kernels that have ended."""
    for file in place.iterdir():
        owner = _OWNED.match(file.name)
        if owner and not _runs(int(owner[1])):
            with contextlib.suppress(OSError):
                file.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def abouts(told: list[Said]) -> list[tuple[Story, str]]:
    """Each story with its command, which is named where it does not stand right above."""
    return [(said.story, said.command if said.late or len(told) > 1 else "") for said in told]


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
