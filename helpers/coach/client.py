"""What the `docker` client says of itself: which commands and options there are. It is asked once a process."""

from __future__ import annotations

import re
import subprocess
from functools import cache

from helpers.coach.switch import unheard

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
    """Whether there is such a command, listed or not: of an unknown one the client shows the usage of its group."""
    return _usage(command) != _usage(command[:-1])


def _usage(command: tuple[str, ...]) -> str:
    found = _USAGE.search(_help(command))
    return found.group() if found else ""


@cache
def _help(command: tuple[str, ...]) -> str:
    asked = ["docker", *command, "--help"]
    return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=10, env=unheard()).stdout
