"""The shares of a step of `./lab test`: several pytests side by side that take their tests from one queue.

Knows the queue's folder and how the shares' outcomes become one; tests/support/sharding.py takes from the queue.
"""

from __future__ import annotations

import shutil
import time
from functools import partial
from typing import TYPE_CHECKING

from helpers.host.process import Job, run_all
from helpers.host.suite.outcome import Outcome, joined, of_pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

NUMBERS = (1, 2, 3)
"""Three keep two processors busy: each waits for its engine now and then."""


def queue(folder: Path, step: str) -> Path:
    """An empty queue of `step` below `folder`, writable by the users of the test containers, too."""
    place = folder / "queue" / step
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    place.chmod(0o777)
    return place


def run(
    steps: Sequence[str],
    share: Callable[[str, int], int],
    log: Callable[[str, int], Path],
    report: Callable[[Outcome], None],
    *,
    may_be_empty: bool,
) -> None:
    """Run the `share` of each of NUMBERS, which gives pytest's exit code, step by step; `report` hears each outcome.

    A number goes on to the next step without waiting for the others. A step's outcome joins what its `log`s say.
    """
    codes: dict[tuple[str, int], int] = {}
    began: dict[str, float] = {}

    def one(step: str, number: int) -> None:
        began.setdefault(step, time.monotonic())
        codes[step, number] = share(step, number)

    def ended(step: str) -> None:
        outcome = joined(
            of_pytest(codes[step, number], log(step, number).read_text(encoding="utf-8"), may_be_empty=may_be_empty)
            for number in NUMBERS
        )
        report(outcome.timed(step, time.monotonic() - began[step]))

    def jobs() -> Iterator[Job]:
        for number in NUMBERS:
            before: tuple[str, ...] = ()
            for step in steps:
                yield Job(name=f"{step} {number}", action=partial(one, step, number), after=before)
                before = (f"{step} {number}",)
        told: tuple[str, ...] = ()
        for step in steps:
            ours = (f"{step} {number}" for number in NUMBERS)
            yield Job(name=step, action=partial(ended, step), after=(*told, *ours))
            told = (step,)

    run_all(jobs())
