"""`./lab test`: every step, each from a clean state, and a table of them at the end.

Knows the steps' names and order. What a step does is in `local` and `labs`.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from helpers.host import errors, process, settings
from helpers.host.process import Job, run_all
from helpers.host.settings import ROOT
from helpers.host.suite import labs, local
from helpers.host.suite.shares import Outcome, table
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

FOLDER = ROOT / ".lab" / "test"
IN_LABS = ("notebooks", "lab", "browser")
"""Steps that each test lab goes through on its own."""
STEPS = ("static", "up", "unit", *IN_LABS, "host")


def run_suite(steps: Mapping[str, str], *, keep: bool = False, unit_tests: Sequence[str] = ("tests/unit",)) -> int:
    """Run `steps`, each of which has its expression for pytest's -k, and return 0 where all passed.

    `keep` leaves the test labs standing. `unit_tests` are the paths below which they are looked for.
    """
    began = time.monotonic()
    with settings.alone(FOLDER), Progress() as progress:
        testlabs = labs.Labs(FOLDER, progress)
        told = _Told(progress)
        in_labs = {step: steps[step] for step in IN_LABS if step in steps}

        def host() -> None:
            testlabs.give_way()
            local.host(FOLDER, progress, told.report, steps["host"])

        try:
            run_all(_beside(steps, unit_tests, testlabs, told))
            if in_labs:
                told.all_of([*in_labs], lambda: testlabs.test(in_labs, told.report))
            if "host" in steps:
                told.all_of(["host"], host)
        finally:
            process.resume()
            if not keep:
                testlabs.down()
    sys.stdout.write(table(told.outcomes, time.monotonic() - began))
    sys.stdout.flush()
    return 0 if all(outcome.ok for outcome in told.outcomes) else 1


def _beside(steps: Mapping[str, str], unit_tests: Sequence[str], testlabs: labs.Labs, told: _Told) -> Iterator[Job]:
    """Yield the steps that run while the labs come up: of two that need one environment the second waits."""
    actions = {
        "static": lambda: local.static(FOLDER, told.progress),
        "up": testlabs.up,
        "unit": lambda: local.unit(FOLDER, told.progress, unit_tests, steps["unit"]),
    }
    for step, action in actions.items():
        if step in steps:
            after = ("static",) if step == "unit" and "static" in steps else ()
            yield Job(name=step, action=partial(told.timed, step, action), after=after)


class _Told:
    """How the steps ended so far. What cannot even run has failed, and the steps after it still run."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.outcomes: list[Outcome] = []

    def report(self, outcome: Outcome) -> None:
        """Take note of a step's end and tell it."""
        self.outcomes.append(outcome)
        self.progress.say(outcome.report())

    def timed(self, step: str, action: Callable[[], Outcome]) -> None:
        """Run one step and report it with its time."""
        began = time.monotonic()
        self.all_of([step], lambda: self.report(action().timed(step, time.monotonic() - began)))

    def all_of(self, steps: Sequence[str], action: Callable[[], None]) -> None:
        """Run `action`, which reports each of `steps`; those that it did not come to have failed."""
        began = time.monotonic()
        try:
            action()
        except process.Interrupted:
            failed = Outcome(ok=False, summary="옆에서 돌던 단계가 실패해서 멈췄습니다")
        except errors.LabError as error:
            details = f"{error.cause}\n→ {error.remedy}"
            failed = Outcome(ok=False, summary=error.cause.splitlines()[0], details=details)
        else:
            return
        for step in steps:
            if step not in {outcome.name for outcome in self.outcomes}:
                self.report(failed.timed(step, time.monotonic() - began))
