"""Leave explanations where a shell or a kernel finds them once its prompt is back or its cell done.

Each shell and kernel has one file. A shell prints its own as it stands (`.txt`); a kernel reads messages from its own
(`.json`). Whoever takes them empties the file; until then the last `MOST` different ones are kept. A file's name holds
its owner's process id: what one has left that ended without a word (`kill -9`) is swept away.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from helpers.coach import render
from helpers.coach.model import Explanation
from helpers.coach.secrets import Sayable

if TYPE_CHECKING:
    from pathlib import Path

MOST = 3
"""Explanations that are shown at once."""
_OWNED = re.compile(r"(?:kernel|shell|beyond)-(\d+)(?:\.|$)")


@dataclass(frozen=True, kw_only=True)
class Message:
    """An explanation and the command that it is of. `late`: it was noticed only after the command had ended."""

    explanation: Sayable
    command: str
    late: bool = False


class Mailbox:
    """One shell's or kernel's file, as the coach writes it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._waiting: list[Message] = []

    def put(self, message: Message) -> None:
        """Add a message. Raises OSError where the disk is full or the shell has gone and its folder with it."""
        if not self._is_waiting():
            self._waiting = []
        others = [other for other in self._waiting if other.explanation != message.explanation]
        self._waiting = [*others, message][-MOST:]
        new = self.file.with_suffix(".new")
        new.write_text(self._written(), encoding="utf-8", errors="replace")
        new.replace(self.file)

    def _is_waiting(self) -> bool:
        """Return whether nobody has taken yet what was put there."""
        try:
            return self.file.stat().st_size > 0
        except OSError:
            return False

    def _written(self) -> str:
        if self.file.suffix == ".txt":
            return "".join(f"{render.coloured(*entry)}\n" for entry in captioned(self._waiting))
        return json.dumps([asdict(message) for message in self._waiting])


def take(file: Path) -> list[Message]:
    """Return the messages of a kernel's file, and empty it."""
    taken = file.with_suffix(".taken")
    try:
        file.replace(taken)
        data = json.loads(taken.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    finally:
        taken.unlink(missing_ok=True)
    return [_message(**entry) for entry in data]


def _message(explanation: dict[str, Any], command: str, *, late: bool) -> Message:
    parts = explanation | {"next": tuple(explanation["next"])}
    return Message(explanation=Sayable(Explanation(**parts)), command=command, late=late)


def captioned(messages: list[Message]) -> list[tuple[Sayable, str]]:
    """Return each explanation with its command, empty where that stands right above."""
    return [(message.explanation, message.command if message.late or len(messages) > 1 else "") for message in messages]


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
