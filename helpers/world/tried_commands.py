"""Keep what the course's witness saw go wrong in the learner's seat: a failed command leaves no event on an engine.

The coach's process writes (it hears of every failed `docker`, `ssh`, `scp`, and of `curl` where it speaks FTP); a check
reads, for its words and never for its verdict. Where nobody listens, nothing is kept.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, TriedCommand
from helpers.world import safe_files
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from pathlib import Path

MOST = 50
"""So many commands are kept, the last ones."""
_LONGEST = 160
_TELLING = re.compile(
    r"error|denied|fail|refused|invalid|unknown|not (?:found|known|allowed)|no such|cannot|unable", re.IGNORECASE
)
_WRAPPED = re.compile(
    r"^(?:docker: )?(?:Error response from daemon: )?(?:(?:failed to create (?:task for container|shim task)"
    r"|OCI runtime create failed|runc create failed|unable to start container process|error during container init): )+"
)
"""What passes a failure on, each saying that it failed: of a container that does not start only the end tells why."""
_IDLE = re.compile(r"^(?:See '|Run '|-+$|Usage:|For more help|make: |$)")


def _file() -> Path:
    return state_folder() / "tried.json"


def telling(words: str) -> str:
    """Return the line of an error's words that says most: the last that names a failure, or else the last of all."""
    lines = [line.strip() for line in words.splitlines() if not _IDLE.match(line.strip())]
    failures = [line for line in lines if _TELLING.search(line)]
    line = _WRAPPED.sub("", (failures or lines or [""])[-1])
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def keep(tried: TriedCommand) -> None:
    """Keep a command beside the last ones. What cannot be kept is not missed."""
    with contextlib.suppress(OSError):
        safe_files.write_json(_file(), [asdict(one) for one in (*_kept(), tried)][-MOST:])


def since(time: int) -> tuple[TriedCommand, ...]:
    """Return the commands that ended after `time` (nanoseconds since 1970), in order."""
    return tuple(one for one in _kept() if one.ended > time)


def _kept() -> tuple[TriedCommand, ...]:
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
        return tuple(TriedCommand(**one | {"computer": Computer(one["computer"])}) for one in data)
    except (OSError, ValueError, KeyError, TypeError):
        return ()
