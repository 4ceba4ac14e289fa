"""`./lab test`: every step in order, each from a clean state, and a table of them at the end.

Knows the steps' names and order. What a step does is in `local` and `labs`.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from helpers.host import errors, lock, process
from helpers.host.jobs import Job, run_all
from helpers.host.progress import Progress
from helpers.host.settings import ROOT
from helpers.host.suite import labs, local
from helpers.host.suite.outcome import Outcome, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FOLDER = ROOT / ".lab" / "test"
STEPS = ("static", "up", "unit", "lab", "notebooks", "browser", "host")
BESIDE = ("static", "up")
"""Steps that run side by side: bringing the labs up waits for the network, and the static checks need no lab."""


def run_suite(*, only: Sequence[str] = STEPS, keep: bool = False, expression: str | None = None) -> int:
    """Run the steps named in `only` and return 0 where all passed. `keep` leaves the test labs standing.

    `expression` is handed to pytest as -k.
    """
    outcomes: list[Outcome] = []
    with lock.alone(FOLDER), Progress() as progress:
        testlabs = labs.Labs(FOLDER, progress)
        actions: dict[str, Callable[[], Outcome]] = {
            "static": lambda: local.static(FOLDER, progress),
            "unit": lambda: local.unit(FOLDER, progress, expression),
            "up": testlabs.up,
            "lab": lambda: testlabs.test("lab", expression=expression),
            "notebooks": lambda: testlabs.test("notebooks", expression=expression),
            "browser": lambda: testlabs.test("browser", expression=expression),
            "host": lambda: testlabs.beside(lambda: local.host(FOLDER, progress, expression)),
        }

        def run(name: str) -> None:
            outcomes.append(_timed(name, actions[name]))
            progress.say(outcomes[-1].report())

        try:
            for together in _in_order([step for step in STEPS if step in only]):
                run_all(Job(name=name, action=partial(run, name)) for name in together)
        finally:
            process.resume()
            if not keep:
                testlabs.down()
    sys.stdout.write(table(outcomes))
    sys.stdout.flush()
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def _in_order(steps: Sequence[str]) -> list[list[str]]:
    """The steps one after another, those of BESIDE at once."""
    beside = [step for step in steps if step in BESIDE]
    return [found for found in (beside, *([step] for step in steps if step not in BESIDE)) if found]


def _timed(name: str, action: Callable[[], Outcome]) -> Outcome:
    """One step's outcome. What cannot even run has failed, and the steps after it still run."""
    began = time.monotonic()
    try:
        outcome = action()
    except process.Interrupted:
        outcome = Outcome(ok=False, summary="옆에서 돌던 단계가 실패해서 멈췄습니다")
    except errors.LabError as error:
        outcome = Outcome(ok=False, summary=error.cause.splitlines()[0], details=f"{error.cause}\n→ {error.remedy}")
    return outcome.timed(name, time.monotonic() - began)
