"""How a step of `./lab test` is run in shares, and how it ended.

Shares are several pytests side by side that take their tests from one queue, a folder: `tests.support.sharding` takes
from it. Knows what pytest's output says; not where a share runs.
"""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from helpers.host.process import Job, run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

NUMBERS = (1, 2, 3)
"""Three keep two processors busy: each waits for its engine now and then."""


def queue(folder: Path, step: str) -> Path:
    """Make an empty queue of `step` below `folder`, writable by the users of the test containers, too."""
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
    beside: Iterable[Job] = (),
) -> None:
    """Run the `share` of each of NUMBERS, which gives pytest's exit code, step by step; `report` hears each outcome.

    No number waits for the others. A step's outcome joins what its `log`s say. `beside` is done meanwhile.
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

    run_all([*beside, *jobs()])


NO_TESTS = 5  # pytest's exit code where nothing was collected
_SHOWN = 250
_SUMMARY = re.compile(r"^=*\s*(\d+ (?:passed|failed|error|deselected|skipped|warning).* in [\d.]+s.*?)\s*=*$")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One step, or one part of it. `seconds` is its time; `details` is shown only where it failed."""

    ok: bool
    summary: str = ""
    details: str = ""
    name: str = ""
    seconds: float = 0.0

    def timed(self, name: str, seconds: float) -> Outcome:
        """Return the same outcome as that of the step `name`."""
        return replace(self, name=name, seconds=seconds)

    def report(self) -> str:
        """Return the step's line, with what went wrong below it."""
        head = f"== {self.name}: {'통과' if self.ok else '실패'} ({self.seconds:.1f}초) {self.summary}"
        return head if self.ok else f"{head}\n{self.details}"


def of_pytest(code: int, log: str, *, may_be_empty: bool = False) -> Outcome:
    """Read pytest's exit code and output. `may_be_empty`: no test at all is no failure (a share under -k)."""
    lines = log.splitlines()
    found = (_SUMMARY.match(line.strip()) for line in reversed(lines))
    summary = next((match[1] for match in found if match), f"exit code {code}")
    ok = code == 0 or (may_be_empty and code == NO_TESTS)
    return Outcome(ok=ok, summary=summary, details="" if ok else failures(lines))


def failures(lines: list[str]) -> str:
    """Return the part of pytest's output that tells what failed, its end at most."""
    starts = [number for number, line in enumerate(lines) if re.match(r"=+ (FAILURES|ERRORS) =+", line)]
    return "\n".join(lines[starts[0] if starts else 0 :][-_SHOWN:])


def joined(parts: Iterable[Outcome]) -> Outcome:
    """Join the parts of one step to its outcome."""
    parts = list(parts)
    return Outcome(
        ok=all(part.ok for part in parts),
        summary=" | ".join(part.summary for part in parts),
        details="\n".join(part.details for part in parts if part.details),
    )


def table(outcomes: Iterable[Outcome], seconds: float) -> str:
    """List the steps and what they took together, `seconds`, and as the very last line how many passed and failed."""
    outcomes = list(outcomes)
    passed = sum(outcome.ok for outcome in outcomes)
    rows = [f"{one.name:<10} {'통과' if one.ok else '실패'} {one.seconds:8.1f}초  {one.summary}" for one in outcomes]
    whole = f"{'모두':<10}{seconds:14.1f}초"
    return "\n".join(["", *rows, whole, f"{passed} passed, {len(outcomes) - passed} failed", ""])
