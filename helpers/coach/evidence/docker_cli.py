"""What the `docker` client says of itself: which commands and options there are. It is asked once a process.

Where there is none, as on a computer that only explains a message from elsewhere, nothing is known of any command.
"""

from __future__ import annotations

import re
import subprocess
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from helpers.world.environment import unheard

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAR = 0.6
"""So alike two words must be, from 0 to 1."""
_LONGER = 2
"""So many letters one of them may be longer."""

_LISTED = re.compile(r"^  ([a-z]+)\*? ", re.MULTILINE)
_OPTION = re.compile(r"^ +(?:(-\w), |    )(--[a-z][a-z-]*)", re.MULTILINE)
_USAGE = re.compile(r"^Usage: .*$", re.MULTILINE)


def commands(group: tuple[str, ...] = ()) -> frozenset[str]:
    """The commands of a group (`("volume",)`), docker's own where it is empty."""
    return frozenset(_LISTED.findall(_help(group)))


def options(command: tuple[str, ...]) -> frozenset[str]:
    """The options of a command, short and long."""
    return frozenset(name for pair in _OPTION.findall(_help(command)) for name in pair if name)


def knows(command: tuple[str, ...]) -> bool:
    """Whether there is such a command, listed or not: of an unknown one the client shows the usage of its group.

    Of every one, where there is no client to ask.
    """
    return _usage(command) != _usage(command[:-1]) or not _usage(())


def nearest(typed: str, known: Iterable[str], alike: float = _NEAR) -> str:
    """The word that was meant: the same letters in another order, else the most alike; empty where none is."""
    words = sorted(word for word in known if abs(len(word) - len(typed)) <= _LONGER)
    swapped = [word for word in words if sorted(word) == sorted(typed.lower())]
    return next(iter(swapped or get_close_matches(typed.lower(), words, n=1, cutoff=alike)), "")


def _usage(command: tuple[str, ...]) -> str:
    found = _USAGE.search(_help(command))
    return found.group() if found else ""


@cache
def _help(command: tuple[str, ...]) -> str:
    asked = ["docker", *command, "--help"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=10, env=unheard()).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
