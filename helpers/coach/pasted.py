"""Read a message that the learner pastes, and decide whether it is of this lab or of another computer.

A message is from elsewhere until it names what stands here: an engine's socket of the lab, a container, image, volume,
network or id that the engine has, a port that a container here publishes. Then the rules explain it on the engine as
they explain a command that has just failed. From elsewhere, the stories of `helpers.coach.elsewhere` tell it, or a
rule that reads nothing but what was typed and said (`ELSEWHERE`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from helpers.coach import elsewhere
from helpers.coach.diagnosis import diagnose, ordered_rules
from helpers.coach.model import WORDS, FinishedCommand
from helpers.coach.reports import beyond, cleaned, commanded
from helpers.coach.scene import Scene
from helpers.dockerdata import command_line, names
from helpers.dockerdata.types import Computer
from helpers.world import environment
from helpers.world.errors import EngineGone, EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from helpers.coach.elsewhere.story import Story, System
    from helpers.coach.model import Explanation
    from helpers.dockerdata.types import DockerState

_PROMPT = (
    r"(?:PS [A-Z]:\\[^>\n]*>|[A-Z]:\\[^>\n]*>|(?:\([\w.-]+\) ?)?(?:[\w.-]+@[\w.-]+[:\s][^$#%\n]*[$#%]|\[[^\]\n]+\][$#]|"
    r"[$#%>❯➜λ])|!|In \[\d*\]: ?!?)?\s*"
)
"""How bash, zsh, PowerShell, the Windows command prompt and a notebook's cell begin a line."""
_TYPED = re.compile(
    rf"^\s*{_PROMPT}((?:sudo |ssh [\w@.-]+ )?docker .*|doc?[a-z]{{1,6}}r? (?:ps|run|images|pull|build)\b.*)$"
)
_CONTINUED = re.compile(r"[ \t][\\`^][ \t]*\n[ \t]*(?:>+ ?)?")
_NO_COMMAND = re.compile(r" (?:daemon|desktop|api|engine|compose file)\b", re.IGNORECASE)
"""What a sentence says that begins like a command."""
_ID = re.compile(r"\b[0-9a-f]{12,64}\b")
_QUOTED = re.compile(r"[\"'“‘`]/?([^\s\"'“”‘’`]+)[\"'”’`]")
_SYSTEMS: tuple[tuple[System, str], ...] = (
    ("windows", r"^PS [A-Z]:\\|^[A-Z]:\\|npipe:|//\./pipe|\bC:[/\\]|내부 또는 외부 명령|cmdlet"),
    ("mac", r"/Users/|MacBook|darwin"),
    ("linux", r"/home/|systemctl|\.service\b|@ip-\d|apt(?:-get)?:|ubuntu@|root@"),
)
_OF_DOCKER = frozenset({"bridge", "host", "none"})
"""Networks that every engine has."""
_NOWHERE = "/nonexistent"
"""The folder of a command that was typed elsewhere: nothing of its files is to be read here."""
_GUESSES = (
    (r"invalid (?:argument|tag) \"(?P<name>[^\"]+)\"", "docker build -t {name} ."),
    (r"parse error|unknown instruction|no build stage|dockerfile cannot be empty", "docker build ."),
    (r"'(?P<name>[\w-]+)' is not a docker command|unknown command: docker (\w+)", "docker {name}"),
    (r"(?:^|\s)(?P<name>[\w.-]+): (?:command )?not found", "{name}"),
    (r"container (?P<name>\w+) is not running", "docker exec {name} sh"),
)
"""Words that no story knows but a rule does, and the command that says them."""
_CODES = {"run": (125, 127, 126, 1), "exec": (1, 126, 127, 125), "create": (1, 125)}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A command that was pasted along: its words, the computer of the lab where it would run, and its folder there."""

    argv: tuple[str, ...]
    computer: Computer = Computer.MINE
    folder: str


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """A pasted text, without control characters and with continued lines joined; `folder` is where we stand."""

    text: str
    folder: str

    @cached_property
    def typed(self) -> tuple[Typed, ...]:
        """The commands in it, in their order."""
        return tuple(self._typed())

    def _typed(self) -> Iterator[Typed]:
        for line in self.text.splitlines():
            found = _TYPED.match(line)
            if found is None or _NO_COMMAND.search(found[1]):
                continue
            words = found[1].removeprefix("sudo ")
            if words.startswith("ssh "):
                argv, there = beyond(words.split())
                computer = Computer.OTHER
            else:
                argv, there = commanded(words, self.folder)
                argv, computer = argv or tuple(words.split()), Computer.MINE
            if argv:
                yield Typed(argv=argv, computer=computer, folder=there or self.folder)

    @property
    def system(self) -> System:
        """The operating system that the prompt and the paths show."""
        shown = (system for system, sign in _SYSTEMS if re.search(sign, self.text, re.MULTILINE))
        return next(shown, "")

    @property
    def own_values(self) -> Mapping[str, str]:
        """The image, name and port that the last command holds."""
        if not self.typed:
            return {}
        asked = command_line.read(self.typed[-1].argv)
        image = asked.arguments[0] if asked.verb in ("run", "create", "pull", "push", "rmi") and asked.arguments else ""
        port = next((part for part in re.findall(r"(\d+):\d+", asked.option("--publish"))), "")
        found = {"image": image, "name": asked.option("--name"), "port": port}
        return {key: value for key, value in found.items() if value}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is said of a message, and the command that it is of, where one was pasted."""

    explanation: Explanation
    command: FinishedCommand | None = None


def read(text: str, folder: str) -> Pasted:
    """Read a text as it was pasted in a folder."""
    return Pasted(text=_CONTINUED.sub(" ", cleaned(text)[-WORDS:]), folder=folder)


def commands(text: str, folder: str) -> Iterator[FinishedCommand]:
    """Yield the commands that a message may be of, the likeliest first: the typed one, then what the words say."""
    yield from _commands(read(text, folder))


def _commands(pasted: Pasted) -> Iterator[FinishedCommand]:
    for typed in (*pasted.typed, *_guessed(pasted)):
        argv = typed.argv
        codes = (127,) if argv[0] != "docker" else _CODES.get(next(iter(argv[1:]), ""), (1, 125))
        for code in codes:
            yield FinishedCommand(argv=argv, code=code, words=pasted.text, folder=typed.folder, computer=typed.computer)


def _guessed(pasted: Pasted) -> Iterator[Typed]:
    yield Typed(argv=("docker",), folder=pasted.folder)  # some rules know their own words without the command
    for story in elsewhere.ORDER:
        values = story.values(pasted.text) if story.command else None
        if values is not None:
            yield Typed(argv=tuple(story.command.format_map(_Blank(values)).split()), folder=pasted.folder)
    for words, command in _GUESSES:
        if found := re.search(words, pasted.text, re.IGNORECASE | re.MULTILINE):
            name = next((group for group in found.groups() if group), "")
            yield Typed(argv=tuple(command.format(name=name).split()), folder=pasted.folder)


class _Blank(dict[str, str]):
    """Values of a message, with nothing in the place of those that it does not hold."""

    def __missing__(self, key: str) -> str:
        return ""


def explanation(text: str, folder: str) -> Told | None:
    """Explain a pasted message; None where nobody knows it."""
    pasted = read(text, folder)
    story, values = _story(pasted, last=False)
    whose = _Whose(pasted, story, values)
    if whose.is_ours:
        told = _of_rules(pasted)
        if told or whose.is_ours_by_message:
            return told
    if story:
        return _told(pasted, story, values)
    told = _of_line(pasted)
    if told is None:
        story, values = _story(pasted, last=True)
    return _told(pasted, story, values) if story else told


def _story(pasted: Pasted, *, last: bool) -> tuple[Story | None, Mapping[str, str]]:
    for story in elsewhere.ORDER:
        if story.last == last and (values := story.values(pasted.text)) is not None:
            return story, values
    return None, {}


def _told(pasted: Pasted, story: Story, values: Mapping[str, str]) -> Told:
    told = story.told({**pasted.own_values, **values}, pasted.system)
    typed = pasted.typed[-1] if pasted.typed else None
    return Told(
        explanation=told,
        command=FinishedCommand(argv=typed.argv, code=1, folder=typed.folder, computer=typed.computer)
        if typed
        else None,
    )


def _of_rules(pasted: Pasted) -> Told | None:
    """Have all rules explain it on the engine, as if it had just been run."""
    scenes: dict[Computer, Scene] = {}
    for ran in _commands(pasted):
        with suppress(EngineGone):
            if found := diagnose(ran, scenes.setdefault(ran.computer, Scene.after(ran))):
                return Told(explanation=found)
    return None


def _of_line(pasted: Pasted) -> Told | None:
    """Have those rules explain it that read only what was typed and said."""
    rules = [rule for rule in ordered_rules() if getattr(rule, "ELSEWHERE", False)]
    for ran in _commands(pasted):
        there = replace(ran, folder=_NOWHERE)
        asked, scene = command_line.read(there.argv), Scene.after(there)
        for rule in rules:
            if found := rule.explain(there, asked, scene):
                return Told(explanation=found)
    return None


class _Whose:
    """Whether a message names what stands here."""

    def __init__(self, pasted: Pasted, story: Story | None, values: Mapping[str, str]) -> None:
        self._pasted, self._story, self._values = pasted, story, values

    @cached_property
    def is_ours(self) -> bool:
        """By the lab's socket, by the message itself, or by the command that was pasted along."""
        return (
            self._by_socket
            or self.is_ours_by_message
            or (not self._of_machine and self._any_stands(self._named() | self._typed()))
        )

    @cached_property
    def is_ours_by_message(self) -> bool:
        """By what the engine's own words name; an image that anybody can pull is no proof."""
        return not self._of_machine and (self._any_stands(self._named(), pulled=False) or self._port_stands())

    @property
    def _of_machine(self) -> bool:
        return bool(self._story and self._story.of_machine)

    @property
    def _by_socket(self) -> bool:
        places = (environment.engine_host(), environment.other_host())
        return any(place and place.removeprefix("unix://") in self._pasted.text for place in places)

    def _named(self) -> set[str]:
        """Return the names in the message, its command left out."""
        lines = [line for line in self._pasted.text.splitlines() if not _TYPED.match(line)]
        words = "\n".join(lines)
        return {*_QUOTED.findall(words), *_ID.findall(words), *self._values.values()}

    def _typed(self) -> set[str]:
        """Return the names in the commands."""
        found: set[str] = set()
        for typed in self._pasted.typed:
            asked = command_line.read(typed.argv)
            found |= {*asked.arguments, asked.option("--name"), asked.option("--network")}
        return found

    def _any_stands(self, wanted: set[str], *, pulled: bool = True) -> bool:
        wanted = {name.removeprefix("docker.io/") for name in wanted if name}
        account = environment.hub_account()
        if account and any(name.startswith(f"{account}/") for name in wanted):
            return True
        computers = {typed.computer for typed in self._pasted.typed} | {Computer.MINE}
        return any(_stands(state, wanted, pulled=pulled) for state in map(self._state, computers) if state)

    def _state(self, computer: Computer) -> DockerState | None:
        ran = FinishedCommand(argv=("docker",), code=1, computer=computer, folder=self._pasted.folder)
        with suppress(EngineGone, EngineRefused):
            return Scene.after(ran).state
        return None

    def _port_stands(self) -> bool:
        port, state = self._values.get("port", ""), self._state(Computer.MINE)
        if not port or state is None:
            return False
        return any(str(opened) == port for found in state.containers for opened in found.ports.values())


def _stands(state: DockerState, wanted: set[str], *, pulled: bool) -> bool:
    """Return whether one of the names is of something that an engine has, images from a registry included or not."""
    images = [found for found in state.images if pulled or not found.digests]
    held = {found.id for found in state.containers} | {found.id for found in state.networks}
    held |= {found.id.removeprefix("sha256:") for found in images}
    if any(id.startswith(name) for name in wanted if _ID.fullmatch(name) for id in held):
        return True
    standing = {found.name for found in state.containers} | {found.name for found in state.volumes}
    standing |= {found.name for found in state.networks} - _OF_DOCKER
    standing |= {names.parse(tag).repository for found in images for tag in found.tags}
    return bool(standing & (wanted | {names.parse(name).repository for name in wanted}))
