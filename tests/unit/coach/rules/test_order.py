"""The rules' order, and how long they take to be there."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

from helpers.coach import rules
from helpers.coach.diagnosis import heard, ordered_rules, wants
from helpers.dockerdata import command_line


def test_every_rule_stands_in_the_order_once() -> None:
    """A module that was forgotten there would never speak."""
    assert sorted(rules.ORDER) == sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    assert [rule.__name__.rpartition(".")[2] for rule in ordered_rules()] == list(rules.ORDER)  # type: ignore[attr-defined]


def test_silent_rules_say_what_they_want_to_hear_of() -> None:
    """Verbs as a command line is read; a rule about failures hears of all of them and names none."""
    for rule in ordered_rules():
        named = getattr(rule, "HEARD", ())
        assert bool(named) == rule.SILENT, rule
        for command in named:
            verb, _, option = command.partition(" --")
            asked = command_line.read(("docker", *command.split()))
            assert asked.verb == verb
            assert not option or asked.has(f"--{option}")


def test_only_what_a_silent_rule_names_reaches_it() -> None:
    """With its option where it names one, under any of the command's names."""
    asked = [command_line.read(line.split()) for line in ("docker ps -a", "docker container ls -a", "docker ps")]
    killed = next(rule for rule in ordered_rules() if rule.SILENT and "ps --all" in rule.HEARD)
    assert [wants(killed, one) for one in asked] == [True, True, False]
    assert {"run", "build", "ps --all"} <= heard()


def test_the_rules_start_without_the_sdk() -> None:
    """It is slow to import, and a command waits for its explanation."""
    program = (
        "import sys; from helpers.coach import diagnosis; diagnosis.ordered_rules(); print({'docker'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
