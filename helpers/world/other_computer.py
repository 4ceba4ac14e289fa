"""The other computer's disk, which is only reached over SSH.

Knows how to run a command there and how a closed door is told; not what is looked for.
"""

from __future__ import annotations

import shlex
import subprocess

from helpers.world import errors
from helpers.world.environment import unheard

quoted = shlex.quote
_ONE_CONNECTION = ("-o", "ControlMaster=auto", "-o", "ControlPath=/tmp/lab-far-%i-%C", "-o", "ControlPersist=30")
_CLOSED = 255
"""What `ssh` itself exits with where it could not get in."""


def ask(command: str, given: bytes = b"", *, seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
    """Run a command on the other computer with `given` as its input. Raises `Trouble` where it cannot be reached."""
    try:
        done = subprocess.run(
            ["ssh", "other", command], input=given, capture_output=True, timeout=seconds, check=False, env=unheard()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise errors.other_unreachable(str(error)) from error
    if done.returncode == _CLOSED:
        raise errors.other_unreachable(done.stderr.decode(errors="replace"))
    return done


def look(command: str, *, seconds: float = 5) -> subprocess.CompletedProcess[bytes]:
    """Likewise for small questions that follow each other: one connection serves them all, and is kept half a minute.

    What the command says on standard error is lost.
    """
    try:
        done = subprocess.run(
            ["ssh", *_ONE_CONNECTION, "other", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=seconds, check=False, env=unheard(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise errors.other_unreachable(str(error)) from error
    if done.returncode == _CLOSED:
        raise errors.other_unreachable("")
    return done


def remove(names: tuple[str, ...]) -> None:
    """Remove files below the other computer's home."""
    ask("cd && rm -rf -- " + " ".join(map(quoted, names))).check_returncode()
