"""Read from the docker client's own help which options its commands have, and write that as JSON.

Run when the image is built: `docker_options.py FILE`. A command stands there under its shortest name, `ps` for
`container ls`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

DOCKER = "/usr/bin/docker"
GROUPS = ("container", "image", "network", "system", "volume")
"""Groups of commands that are looked into."""
PLUGINS = (("buildx", "build"), ("builder", "build"))
"""Commands of plugins, each of which takes its time to answer."""

_LISTED = re.compile(r"^  ([a-z]+)\*? ", re.MULTILINE)
_USAGE = re.compile(r"^Usage:  docker ?([a-z ]*[a-z])?", re.MULTILINE)
_ALIASES = re.compile(r"^Aliases:\n  (.*)", re.MULTILINE)
_OPTION = re.compile(r"^  (?:(-\w), |    )(--[a-z][\w-]*)(?: ([^\s]+))?(?:  |$)", re.MULTILINE)


class Help(NamedTuple):
    """What the client's help tells of a command: its names, the own one first, and its options.

    `flags` are its options that take no value from the next word, `values` those that do; `long` maps each short option
    to its long form.
    """

    names: tuple[str, ...]
    flags: frozenset[str]
    values: frozenset[str]
    long: dict[str, str]

    @property
    def shortest(self) -> str:
        """The name of the fewest words; the own one where others have no fewer."""
        return min(self.names, key=lambda name: len(name.split()))


def parse(text: str) -> Help:
    """Read the help of one command."""
    usage, aliases, options = _USAGE.search(text), _ALIASES.search(text), _OPTION.findall(text)
    own = (usage[1] or "") if usage else ""
    others = [name.removeprefix("docker ") for name in aliases[1].split(", ")] if aliases else []
    flags = frozenset(name for _, name, value in options if not value or "[=" in value)
    return Help(
        names=tuple(dict.fromkeys([own, *others])),
        flags=flags,
        values=frozenset(name for _, name, _ in options) - flags,
        long={short: name for short, name, _ in options if short},
    )


def ask(command: tuple[str, ...], **environment: str) -> str:
    """Return the help that the client prints for a command: all of it, where no engine says what it cannot do."""
    environment |= os.environ | {"DOCKER_HOST": "unix:///nowhere.sock"}
    done = subprocess.run([DOCKER, *command, "--help"], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def collect() -> dict[str, Help]:
    """Return the client's commands by each name that they are called by; the client itself is ''."""
    groups = [(), *((group,) for group in GROUPS)]
    commands = [(), *PLUGINS, *((*group, name) for group in groups for name in _LISTED.findall(ask(group)))]
    with ThreadPoolExecutor() as pool:
        texts = list(pool.map(ask, commands))
    found: dict[str, Help] = {}
    for command, text in zip(commands, texts, strict=True):
        read = parse(text)
        same = found.get(read.names[0], read)
        merged = same._replace(names=tuple(dict.fromkeys([*same.names, *read.names, " ".join(command)])))
        found |= dict.fromkeys(merged.names, merged)
    classic, build = parse(ask(("build",), DOCKER_BUILDKIT="0")), found["build"]
    build = build._replace(  # the old builder's options are hidden, and still understood
        flags=classic.flags | build.flags, values=classic.values | build.values, long=classic.long | build.long
    )
    return found | dict.fromkeys(build.names, build)


def written(commands: dict[str, Help]) -> str:
    """Return the commands as JSON, one a line, those without options and other names left out."""
    lines = {
        command.shortest: json.dumps(
            {
                "names": sorted({*command.names} - {command.shortest}),
                "flags": sorted(command.flags),
                "values": sorted(command.values),
                "long": dict(sorted(command.long.items())),
            }
        )
        for command in commands.values()
        if command.flags or command.values or len(command.names) > 1
    }
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {line}" for name, line in sorted(lines.items())) + "\n}\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written(collect()), encoding="utf-8")
