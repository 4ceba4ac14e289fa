"""The rules' order, and how long they take to be there."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

from helpers.coach import rules
from helpers.coach.diagnosis import ordered_rules


def test_every_rule_stands_in_the_order_once() -> None:
    """A module that was forgotten there would never speak."""
    assert sorted(rules.ORDER) == sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    assert [rule.__name__.rpartition(".")[2] for rule in ordered_rules()] == list(rules.ORDER)  # type: ignore[attr-defined]


def test_the_rules_start_without_the_sdk() -> None:
    """It is slow to import, and a command waits for its explanation."""
    program = (
        "import sys; from helpers.coach import diagnosis; diagnosis.ordered_rules(); print({'docker'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
