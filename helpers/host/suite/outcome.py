"""How a step of `./lab test` ended, and how that is shown. Pure text: runs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        """The same outcome as that of the step `name`."""
        return replace(self, name=name, seconds=seconds)

    def report(self) -> str:
        """The step's line, with what went wrong below it."""
        head = f"== {self.name}: {'통과' if self.ok else '실패'} ({self.seconds:.1f}초) {self.summary}"
        return head if self.ok else f"{head}\n{self.details}"


def of_pytest(code: int, log: str, *, may_be_empty: bool = False) -> Outcome:
    """What pytest's exit code and output say. `may_be_empty`: no test at all is no failure (a shard under -k)."""
    lines = log.splitlines()
    found = (_SUMMARY.match(line.strip()) for line in reversed(lines))
    summary = next((match[1] for match in found if match), f"exit code {code}")
    ok = code == 0 or (may_be_empty and code == NO_TESTS)
    return Outcome(ok=ok, summary=summary, details="" if ok else failures(lines))


def failures(lines: list[str]) -> str:
    """The part of pytest's output that tells what failed, its end at most."""
    starts = [number for number, line in enumerate(lines) if re.match(r"=+ (FAILURES|ERRORS) =+", line)]
    return "\n".join(lines[starts[0] if starts else 0 :][-_SHOWN:])


def joined(parts: Iterable[Outcome]) -> Outcome:
    """The parts of one step as one."""
    parts = list(parts)
    return Outcome(
        ok=all(part.ok for part in parts),
        summary=" | ".join(part.summary for part in parts),
        details="\n".join(part.details for part in parts if part.details),
    )


def table(outcomes: Iterable[Outcome]) -> str:
    """All the steps, and as the very last line how many passed and failed."""
    outcomes = list(outcomes)
    passed = sum(outcome.ok for outcome in outcomes)
    rows = [f"{one.name:<10} {'통과' if one.ok else '실패'} {one.seconds:8.1f}초  {one.summary}" for one in outcomes]
    return "\n".join(["", *rows, f"{passed} passed, {len(outcomes) - passed} failed", ""])
