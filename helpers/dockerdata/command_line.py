"""Read a docker command as Docker reads it: its verb, its options, what is left.

Knows how the command line is written (short options run together, `--name=web`, `docker container run`). Which options
there are, and which of them take a value, the client's own help has told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INSTALLED = Path("/usr/local/lib/lab/docker_options.json")
"""The options of the lab's own client, read when its image was built (images/notebook/coach/docker_options.py)."""
CHECKED_IN = Path(__file__).with_name("docker_options.json")
"""The same file for where there is no lab: a test on the lab compares them."""

_GROUPS = frozenset({"container", "image", "volume", "network", "system", "buildx", "builder", "compose", "context"})
_LEFT_OUT = frozenset({"container", "image"})
"""Groups whose commands have a short form: `docker volume rm` stays as it is, `docker container rm` is `docker rm`."""
_TO_THE_END = frozenset({"run", "create", "exec"})
"""Commands whose first argument ends Docker's own options: the rest is for the container."""


class _Known(NamedTuple):
    """A command that the client has.

    `verb` is its shortest name, `flags` are its options without a value, `values` those with one, `long` maps a short
    option to its long form.
    """

    verb: str
    flags: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    long: Mapping[str, str] = MappingProxyType({})


@cache
def _commands() -> Mapping[str, _Known]:
    """Return the client's commands by each of their names; '' is the client itself."""
    file = INSTALLED if INSTALLED.exists() else CHECKED_IN
    found = json.loads(file.read_text(encoding="utf-8"))
    return {
        name: _Known(verb, frozenset(entry["flags"]), frozenset(entry["values"]), entry["long"])
        for verb, entry in found.items()
        for name in (verb, *entry["names"])
    }


@dataclass(frozen=True, kw_only=True)
class Command:
    """A docker command, read. `verb` is its short form (`run`, `rmi`, `volume rm`); empty where there is none.

    `host` is the engine's address that stands before the verb. `options` maps the long name (`--publish`) to its values
    in order, a flag to (``"true"``,). `arguments` is what is left; for `run`, `create` and `exec` everything from the
    image or the container on.
    """

    verb: str = ""
    host: str = field(default="", compare=False)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()

    def option(self, name: str) -> str:
        """Return the last value of an option, empty where it was not given."""
        return self.options.get(name, ("",))[-1]

    def has(self, name: str) -> bool:
        """Return whether a flag or an option was given."""
        return name in self.options


def read(argv: Sequence[str]) -> Command:
    """Read the words of a docker command, the program's own name first."""
    words = list(argv[1:])
    host, unknown = _client_options(words)
    if unknown:
        return Command(host=host, options={unknown: ("true",)}, arguments=tuple(words))
    if not words:
        return Command(host=host)
    name = group = words.pop(0)
    if group in _GROUPS and words and not words[0].startswith("-"):
        name = f"{group} {words.pop(0)}"
    known = _commands().get(name, _Known(verb=name))
    short = known.verb.removeprefix(f"{group} ")
    verb = short if group in _LEFT_OUT and (short in _commands() or known.verb not in _commands()) else known.verb
    options, arguments = _options(known, words, to_the_end=verb in _TO_THE_END)
    given = {name: tuple(values) for name, values in options.items()}
    return Command(verb=verb, host=host, options=given, arguments=arguments)


def spellings(command: str) -> list[str]:
    """Return all ways to write a verb, or a verb and one option behind it: `ps --all` is also `container ls -a`."""
    verb, _, option = command.partition(" --")
    names = [name for name, known in _commands().items() if known.verb == verb] or [verb]
    long = _commands().get(verb, _Known(verb=verb)).long
    options = [f" --{option}", *(f" {short}" for short, name in long.items() if name == f"--{option}")]
    return [name + ending for name in names for ending in (options if option else [""])]


def _client_options(words: list[str]) -> tuple[str, str]:
    """Take the options off that stand before the verb; return the engine's address, and the first that is unknown."""
    client, host = _commands()[""], ""
    while words and words[0].startswith("-"):
        word = words.pop(0)
        name, equals, value = word.partition("=")
        name = client.long.get(name, name)
        if name not in client.flags | client.values:
            return host, word
        if name in client.values and not equals:
            value = words.pop(0) if words else ""
        host = value if name == "--host" else host
    return host, ""


def _options(known: _Known, words: list[str], *, to_the_end: bool) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Part a command's words into options and arguments; an option that is not known takes a value."""
    found: dict[str, list[str]] = {}
    rest: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            rest += words
            break
        if not word.startswith("-") or word == "-":
            rest.append(word)
            if to_the_end:
                rest += words
                break
            continue
        for name, value in _split(word, known):
            waits = value is None and name not in known.flags and words
            found.setdefault(name, []).append((words.pop(0) if waits else value) or "true")
    return found, tuple(rest)


def _split(word: str, known: _Known) -> list[tuple[str, str | None]]:
    """Part `-itp80:80` into its options; a value that stands in the same word comes with it."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return [(name, value if equals else None)]
    options: list[tuple[str, str | None]] = []
    letters = word[1:]
    while letters:
        name, letters = known.long.get(f"-{letters[0]}", f"-{letters[0]}"), letters[1:]
        if name not in known.flags and letters:
            options.append((name, letters.removeprefix("=")))
            break
        options.append((name, None))
    return options
