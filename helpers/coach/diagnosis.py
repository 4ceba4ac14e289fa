"""Find the rule that knows what went wrong with a command."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from helpers.coach import rules
from helpers.coach.evidence import who_wrote
from helpers.dockerdata import command_line

if TYPE_CHECKING:
    from helpers.coach.model import Explanation, FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command


class Rule(Protocol):
    """A module of `helpers.coach.rules`: one mistake, how it is recognised and what is said of it."""

    SILENT: bool
    """Whether the command has exit code 0 and is wrong all the same."""

    def explain(self, ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
        """Explain the command where this is its mistake; `asked` is how Docker reads `ran.argv`."""
        ...


@cache
def ordered_rules() -> tuple[Rule, ...]:
    """Import the rules, in the order in which they are asked: later than this module, for kernels import it."""
    return tuple(cast("Rule", import_module(f"{rules.__name__}.{name}")) for name in rules.ORDER)


def diagnose(ran: FinishedCommand, scene: Scene) -> Explanation | None:
    """Explain a command; None where nothing is wrong, or nothing that the coach knows of."""
    asked = command_line.read(ran.argv)
    ran = who_wrote.parted(ran, asked, scene)
    for rule in ordered_rules():
        if (ran.code == 0) == rule.SILENT and (explanation := rule.explain(ran, asked, scene)):
            return explanation
    return None
