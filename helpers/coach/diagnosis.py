"""Find the rule that knows what went wrong with a command.

Before that it is told apart whose words stand on standard error: Docker's, or those of the program that it ran. Docker
passes a program's words and exit code on as its own. Whether the program got to run is told by the engine's events of
that time, not by the code: a program may end with any.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from helpers.coach import rules
from helpers.coach.evidence import compose_services
from helpers.coach.evidence.made_containers import container_id, during
from helpers.dockerdata import command_line
from helpers.world.errors import EngineGone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command


class Rule(Protocol):
    """A module of `helpers.coach.rules`: one mistake, how it is recognised and what is said of it."""

    SILENT: bool
    """Whether the command has exit code 0 and is wrong all the same."""
    HEARD: tuple[str, ...]
    """Of a silent rule: the commands that it wants to hear of, `run`, or `ps --all` with this option only."""

    def explain(self, ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
        """Explain the command where this is its mistake; `asked` is how Docker reads `ran.argv`."""
        ...


@cache
def ordered_rules() -> tuple[Rule, ...]:
    """Import the rules, in the order in which they are asked: later than this module, for kernels import it."""
    return tuple(cast("Rule", import_module(f"{rules.__name__}.{name}")) for name in rules.ORDER)


def heard() -> frozenset[str]:
    """Return the commands that silent rules want to hear of: of others the coach hears only when they fail."""
    return frozenset(command for rule in ordered_rules() if rule.SILENT for command in rule.HEARD)


def heard_before() -> frozenset[str]:
    """Return the commands that rules want to hear of before they run: they take away what is to be looked at."""
    return frozenset(command for rule in ordered_rules() for command in getattr(rule, "BEFORE", ()))


def wants(rule: Rule, asked: Command) -> bool:
    """Return whether a silent rule wants to hear of a command."""
    for command in rule.HEARD:
        verb, _, option = command.partition(" --")
        if asked.verb == verb and (not option or asked.has(f"--{option}")):
            return True
    return False


def diagnose(ran: FinishedCommand, scene: Scene) -> Explanation | None:
    """Explain a command; None where nothing is wrong, or nothing that the coach knows of."""
    return next((explanation for _, explanation in speaking(ran, scene)), None)


def read(ran: FinishedCommand, scene: Scene) -> Command:
    """Return how Docker reads a command; what Compose does with a service is done with its container or its folder."""
    asked = command_line.read(ran.argv)
    with suppress(EngineGone):
        return compose_services.as_build(ran, compose_services.as_exec(ran, asked, scene), scene)
    return asked


def speaking(ran: FinishedCommand, scene: Scene) -> Iterator[tuple[Rule, Explanation]]:
    """Yield the rules that recognise their mistake in a command, in order, with what each says."""
    asked = read(ran, scene)
    ran = parted(ran, asked, scene)
    for rule in ordered_rules():
        if (ran.code == 0) != rule.SILENT or (rule.SILENT and not wants(rule, asked)):
            continue
        if explanation := rule.explain(ran, asked, scene):
            yield rule, explanation


_BEGINS = {"run": "start", "start": "start", "exec": "exec_start", "attach": "attach"}
"""Commands that show what a program says, and the event with which it begins to speak."""
_STEP_FAILED = re.compile(r"did not complete successfully|returned a non-zero code")
"""What a build says where it was a program of `RUN` that failed."""


def parted(ran: FinishedCommand, asked: Command, scene: Scene) -> FinishedCommand:
    """Return the command with Docker's own words as its `words`, and with the program's as `inside`."""
    if not ran.code or not ran.words:
        return ran
    with suppress(EngineGone):
        if _program_spoke(ran, asked, scene):
            return replace(ran, words="", inside=ran.words)
    return ran


def _program_spoke(ran: FinishedCommand, asked: Command, scene: Scene) -> bool:
    if asked.verb == "build":
        return bool(_STEP_FAILED.search(ran.words))
    if asked.verb not in _BEGINS:
        return False
    if asked.verb == "run":
        id = container_id(ran, asked, scene)
    else:
        id = _id(asked.arguments[0], scene) if asked.arguments else ""
    return any(event.id == id for event in during(ran, scene, "container", _BEGINS[asked.verb]))


def _id(name: str, scene: Scene) -> str:
    found = scene.container(name)
    return str(found["Id"]) if found else ""
