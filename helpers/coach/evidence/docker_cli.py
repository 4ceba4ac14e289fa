"""Ask the `docker` client itself which commands and options it has, once a process.

It hides what its engine does not know, and plugins differ from one computer to the next: what it says here and now goes
before what `helpers.dockerdata.command_line` knows. Where there is no client, nothing is known of any command.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache

from helpers.world.environment import unheard

_LISTED = re.compile(r"^  ([a-z]+)\*? ", re.MULTILINE)
_OPTION = re.compile(r"^ +(?:(-\w), |    )(--[a-z][a-z-]*)", re.MULTILINE)
_USAGE = re.compile(r"^Usage: .*$", re.MULTILINE)


def commands(group: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the commands of a group (`("volume",)`), docker's own where it is empty."""
    return frozenset(_LISTED.findall(_help(group)))


def options(command: tuple[str, ...]) -> frozenset[str]:
    """Return the options of a command, short and long."""
    return frozenset(name for pair in _OPTION.findall(_help(command)) for name in pair if name)


def knows(command: tuple[str, ...]) -> bool:
    """Return whether there is such a command, listed or not: of an unknown one the client shows its group's usage.

    There is every one where no client can be asked.
    """
    return _usage(command) != _usage(command[:-1]) or not _usage(())


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
