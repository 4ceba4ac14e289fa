"""Grade an exercise: ask its checks in order of the world, and sum up in feedback.

The same facts give the same feedback. Where they come from and how it is told is said elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.exercise.checks.base import in_vain
from helpers.exercise.model import Feedback, Finding, Verdict

if TYPE_CHECKING:
    from helpers.dockerdata.types import TriedCommand, World
    from helpers.exercise.model import Exercise


def grade(exercise: Exercise, world: World, answer: str | None = None) -> Feedback:
    """Ask the exercise's checks in order; one whose `requires` did not pass is not asked. Never raises.

    All points or none: passed only where every check passed. The first finding decides whether the verdict is "failed"
    or "not attempted" (`Finding.attempted`). A check that raises is our fault: broken, with the trouble named.
    """
    passed: list[str] = []
    remarks: list[str] = []
    findings: list[tuple[str, Finding]] = []
    for check in exercise.checks:
        if not set(check.requires) <= set(passed):
            continue
        try:
            finding = check.test(world, answer)
            remark = check.remark(world) if check.remark and finding is None else ""
        except Exception as error:  # noqa: BLE001 - whatever a check raises is our fault, and is told as such
            return broken(exercise, f"{check.id}: {type(error).__name__}: {error}")
        if finding is None:
            passed.append(check.id)
            remarks += filter(None, [remark])
        else:
            findings.append((check.id, finding))
    if findings and world.tried and not findings[0][1].attempted:
        findings[0] = (findings[0][0], _tried(findings[0][1], world.tried[-1]))
    verdict = _verdict(findings)
    return Feedback(
        exercise=exercise.id,
        title=exercise.title,
        verdict=verdict,
        findings=tuple(findings),
        passed=tuple(passed),
        points=float(exercise.points) if verdict is Verdict.PASSED else 0.0,
        max_points=float(exercise.points),
        remarks=() if findings else tuple(remarks),
    )


def _tried(finding: Finding, tried: TriedCommand) -> Finding:
    """Say of a finding where nothing was done that something was tried, and what came of it."""
    return replace(
        finding,
        observed=f"{finding.observed}{in_vain(tried)}",
        advice=f"그 오류가 무엇을 말하는지 먼저 읽어 보세요. {finding.advice}",
        attempted=True,
    )


def _verdict(findings: list[tuple[str, Finding]]) -> Verdict:
    if not findings:
        return Verdict.PASSED
    return Verdict.FAILED if findings[0][1].attempted else Verdict.NOT_ATTEMPTED


def broken(exercise: Exercise, trouble: str) -> Feedback:
    """Feedback that says the fault is ours; `trouble` is for whoever mends it."""
    return Feedback(
        exercise=exercise.id,
        title=exercise.title,
        verdict=Verdict.BROKEN,
        max_points=float(exercise.points),
        trouble=trouble,
    )
