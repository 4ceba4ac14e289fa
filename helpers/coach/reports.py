"""Read what the witness in the learner's seat reports of a command (images/notebook/coach/witness.c).

Knows the witness's JSON, how a terminal's control characters are taken out of words, and how a docker command stands
in an `ssh` command. Not what went wrong.
"""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

from helpers.coach.model import FinishedCommand
from helpers.dockerdata import command_line
from helpers.dockerdata.types import Computer, TriedCommand
from helpers.world import environment, tried_commands
from helpers.world.other_computer import HOME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]")
_BETWEEN = frozenset({"&&", "||", "|", ";", "&", "<", ">", ">>"})
_SSH_WITH_VALUE = frozenset(f"-{letter}" for letter in "BbcDEeFIiJLlmOoPpQRSWw")
_NO_DOCKER = frozenset({"scp", "curl"})
"""Programs that are heard only for the checks' words."""
_SSH_ITSELF = 255
"""What `ssh` exits with where it could not get in."""
_NO_ENGINE = ("Cannot connect to the Docker daemon at", "error during connect:")
"""What docker's client says where no engine listens, or where it is gone meanwhile."""


def read(report: str) -> FinishedCommand | None:
    """Return the command of a report; None where no docker command stands in it. Raises ValueError where it is none."""
    data: dict[str, Any] = json.loads(report)
    plain = {key: data[key] for key in ("code", "folder", "output", "began", "ended", "host")}
    ran = FinishedCommand(argv=tuple(data["argv"]), words=_said(data), **plain)
    if ran.argv[0] in _NO_DOCKER:
        return None
    if ran.argv[0] == "ssh":
        remote, folder = beyond(ran.argv)
        there = replace(ran, argv=remote, computer=Computer.OTHER, folder=folder, output="", host="")
        return _mounting(there, data) if remote and ran.code != _SSH_ITSELF else None
    ran = _mounting(ran, data)
    if ran.host and ran.host == environment.other_host():
        return replace(ran, computer=Computer.OTHER, host="")
    return replace(ran, host="") if ran.host == environment.engine_host() else ran


def _said(data: Mapping[str, Any]) -> str:
    """Return what a command wrote to standard error: bytes that are no text are shown as such."""
    return cleaned(data["words"].encode(errors="surrogateescape").decode(errors="replace"))


def _mounting(ran: FinishedCommand, data: Mapping[str, Any]) -> FinishedCommand:
    """Return the command with its engine, and with the folders that it is to mount of the paths that led nowhere."""
    asked = command_line.read(ran.argv)
    hosts = [value.partition(":") for value in asked.options.get("--volume", ())]
    mounts = [dict(part.partition("=")[::2] for part in value.split(",")) for value in asked.options.get("--mount", ())]
    mounted = {host for host, _, inside in hosts if inside.startswith("/")}
    mounted |= {mount.get("source") or mount.get("src") or "" for mount in mounts}
    missing = tuple(path for path in data["missing"] if path in mounted and asked.verb in ("run", "create"))
    return replace(ran, host=asked.host or ran.host, missing=missing)


def tried(report: str) -> TriedCommand | None:
    """Return the command of a report for the checks' words, where it failed. Raises ValueError where it is none.

    That one of the lab's engines was away is nothing that the learner tried in vain.
    """
    data: dict[str, Any] = json.loads(report)
    if not data["code"]:
        return None
    ran = read(report)
    if ran and not ran.host and any(words in ran.words for words in _NO_ENGINE):
        return None
    return TriedCommand(
        command=f"{ran.argv[0]} {command_line.read(ran.argv).verb}".strip() if ran else data["argv"][0],
        code=data["code"],
        said=tried_commands.telling(_said(data)),
        computer=ran.computer if ran else Computer.MINE,
        ended=data["ended"],
    )


def cleaned(words: str) -> str:
    """Return what stood on the screen: without colours and without what was written over."""
    lines = _CONTROL.sub("", words).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rpartition("\r")[2] for line in lines)


def beyond(argv: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the docker command that `ssh` runs on the other computer, the last of several, and in which folder.

    Both are empty where there is none.
    """
    words = list(argv[1:])
    while words and words[0].startswith("-"):
        del words[: 2 if words[0] in _SSH_WITH_VALUE else 1]
    return commanded(" ".join(words[1:]), HOME)


def commanded(line: str, folder: str) -> tuple[tuple[str, ...], str]:
    """Return the last docker command of a shell's line that begins in `folder`, and its folder; likewise."""
    lexer = shlex.shlex(line.replace("\n", " ; "), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError:  # a quotation that nobody closed
        words = line.split()
    starts = [place for place, word in enumerate(words) if word == "docker"]
    firsts = [place for place in starts if place == 0 or words[place - 1] in _BETWEEN or "=" in words[place - 1]]
    place = (firsts or starts or [len(words)])[-1]
    for before, word in pairwise(words[:place]):
        folder = posixpath.join(folder, word.replace("~", HOME, 1)) if before == "cd" else folder
    argv = tuple(takewhile(lambda word: word not in _BETWEEN, words[place:]))
    return argv, folder if argv else ""
