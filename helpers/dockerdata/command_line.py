"""Read a docker command as Docker does: its verb, its options, what is left.

Knows how the command line is written (short options run together, `--name=web`, `docker container run`), and which
options of the commands that the coach speaks about take no value. Pure: asks nothing and nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GLOBAL_WITH_VALUE = frozenset({"-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--tlscacert"})
_GLOBAL = _GLOBAL_WITH_VALUE | {"-D", "--debug", "--tls", "--tlsverify"}
_SAME = {
    "container ls": "ps", "container ps": "ps", "container list": "ps", "image ls": "images", "image list": "images",
    "image rm": "rmi", "image remove": "rmi", "container remove": "rm", "image build": "build",
    "buildx build": "build", "buildx b": "build", "builder build": "build",
    "volume remove": "volume rm", "network remove": "network rm",
}  # fmt: skip
_GROUPS = frozenset({"container", "image", "volume", "network", "system", "buildx", "builder", "compose", "context"})
_OWN = frozenset({"volume", "network", "system", "buildx", "builder", "compose", "context"})
"""Groups whose commands have no short form: `docker volume rm` stays as it is."""


def _flags(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FLAGS: Mapping[str, frozenset[str]] = {
    "run": _flags(
        "-d --detach -i --interactive -t --tty --rm -P --publish-all --init -q --quiet --privileged --read-only "
        "--no-healthcheck --oom-kill-disable --sig-proxy"
    ),
    "exec": _flags("-d --detach -i --interactive -t --tty --privileged"),
    "build": _flags("-q --quiet --no-cache --pull --push --load --rm --force-rm --compress"),
    "rm": _flags("-f --force -v --volumes -l --link"),
    "rmi": _flags("-f --force --no-prune"),
    "pull": _flags("-a --all-tags -q --quiet --disable-content-trust"),
    "push": _flags("-a --all-tags -q --quiet --disable-content-trust"),
    "load": _flags("-q --quiet"),
    "start": _flags("-a --attach -i --interactive"),
    "logs": _flags("-f --follow -t --timestamps --details"),
    "ps": _flags("-a --all -q --quiet -l --latest -s --size --no-trunc"),
    "images": _flags("-a --all -q --quiet --digests --no-trunc --tree"),
    "volume rm": _flags("-f --force"),
    "network rm": _flags("-f --force"),
    "commit": _flags("-p --pause"),
}
_FLAGS_OF = {**_FLAGS, "create": _FLAGS["run"]}
_TO_THE_END = frozenset({"run", "create", "exec"})
"""Commands whose first argument ends Docker's own options: the rest is for the container."""


def _longs(words: str) -> dict[str, str]:
    return dict(zip(words.split()[::2], words.split()[1::2], strict=True))


_LONG = _longs(
    "-d --detach -i --interactive -t --tty -p --publish -P --publish-all -v --volume -e --env -w --workdir -u --user "
    "-h --hostname -l --label -m --memory -f --force -a --all -q --quiet -o --output"
)
_LONG_OF = {
    "build": _longs("-t --tag -f --file"),
    "load": _longs("-i --input"),
    "logs": _longs("-f --follow -t --timestamps -n --tail"),
    "ps": _longs("-f --filter -n --last -s --size"),
    "images": _longs("-f --filter"),
    "commit": _longs("-a --author -m --message -c --change"),
    "start": _longs("-a --attach"),
    "rm": _longs("-v --volumes -l --link"),
    "pull": _longs("-a --all-tags"),
    "push": _longs("-a --all-tags"),
    "stop": _longs("-t --time"),
    "restart": _longs("-t --time"),
    "login": _longs("-u --username -p --password"),
    "import": _longs("-m --message -c --change"),
}


@dataclass(frozen=True, kw_only=True)
class Command:
    """A docker command, read. `verb` is its short form (`run`, `rmi`, `volume rm`); empty where there is none.

    `options` maps the long name (`--publish`) to its values in order, a flag to (``"true"``,). `arguments` is what is
    left; for `run`, `create` and `exec` everything from the image or the container on.
    """

    verb: str = ""
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
    while words and words[0].startswith("-"):
        name = words.pop(0)
        if name in _GLOBAL_WITH_VALUE and words:
            words.pop(0)
        elif name.partition("=")[0] not in _GLOBAL:
            return Command(options={name: ("true",)}, arguments=tuple(words))
    if not words:
        return Command()
    verb = words.pop(0)
    if verb in _GROUPS and words and not words[0].startswith("-"):
        whole = f"{verb} {words.pop(0)}"
        verb = _SAME.get(whole, whole if verb in _OWN else whole.partition(" ")[2])
    options, arguments = _options(verb, words)
    return Command(verb=verb, options={name: tuple(values) for name, values in options.items()}, arguments=arguments)


def _options(verb: str, words: list[str]) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    flags = _FLAGS_OF.get(verb, frozenset())
    found: dict[str, list[str]] = {}
    rest: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            rest += words
            break
        if not word.startswith("-") or word == "-":
            rest.append(word)
            if verb in _TO_THE_END:
                rest += words
                break
            continue
        for name, value in _split(word, flags):
            if value is None and name not in flags:
                value = words.pop(0) if words else ""  # noqa: PLW2901 - the value is the next word
            found.setdefault(_LONG_OF.get(verb, {}).get(name) or _LONG.get(name, name), []).append(value or "true")
    return found, tuple(rest)


def _split(word: str, flags: frozenset[str]) -> list[tuple[str, str | None]]:
    """Split `-itp80:80` into its options; a value that stands in the same word comes with it."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return [(name, value if equals else None)]
    options: list[tuple[str, str | None]] = []
    letters = word[1:]
    while letters:
        name, letters = f"-{letters[0]}", letters[1:]
        if name not in flags and letters:
            options.append((name, letters.removeprefix("=")))
            break
        options.append((name, None))
    return options
