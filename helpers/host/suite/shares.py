"""The shares of a step of `./lab test`: several pytests side by side that take their tests from one queue.

Knows the queue's folder and how the shares' outcomes become one; what takes from the queue is tests/sharding.py.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from helpers.host.jobs import Job, run_all
from helpers.host.suite.outcome import Outcome, joined, of_pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NUMBERS = (1, 2, 3)
"""Three keep two processors busy: each waits for its engine now and then."""


def queue(folder: Path) -> Path:
    """An empty queue below `folder`, writable by the users of the test containers, too."""
    place = folder / "queue"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    place.chmod(0o777)
    return place


def run(share: Callable[[int], int], log: Callable[[int], Path], *, may_be_empty: bool) -> Outcome:
    """Run `share` of every number, which gives pytest's exit code, and join what they say in their logs."""
    codes: dict[int, int] = {}

    def job(number: int) -> Job:
        return Job(name=str(number), action=lambda: codes.update({number: share(number)}))

    run_all(job(number) for number in NUMBERS)
    return joined(
        of_pytest(codes[number], log(number).read_text(encoding="utf-8"), may_be_empty=may_be_empty)
        for number in NUMBERS
    )
