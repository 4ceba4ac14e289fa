"""Turn an exercise's checks into a list that a learner works down: what is done, what broke again, what is left.

Pure: from one look to the next. Knows which checks a look can ask and what a step's mark means; not when a look is
taken nor how the list is drawn.

What held before the learner did anything is no step but something to keep: it gets no tick, or the list would praise
what nobody did. It stands last and speaks up only when it breaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from helpers.exercise.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from helpers.exercise.model import Check, Exercise, Feedback


class Mark(StrEnum):
    """How a step stands; the values are class names of the list."""

    OPEN = "open"
    DONE = "done"
    BROKEN = "broken"
    WAITING = "waiting"
    """Done once; whether it still holds is only asked when an earlier step holds again."""
    KEPT = "kept"
    ANSWER = "answer"


SAID = {
    Mark.OPEN: "아직",
    Mark.DONE: "됐습니다",
    Mark.BROKEN: "됐다가 깨졌습니다",
    Mark.WAITING: "앞의 것이 되면 다시 봅니다",
    Mark.KEPT: "그대로 두세요",
    Mark.ANSWER: "답은 `check`가 확인합니다",
}
"""What each mark is called."""
_SIGNS = {Mark.OPEN: " ", Mark.DONE: "v", Mark.BROKEN: "!", Mark.WAITING: "~", Mark.KEPT: "=", Mark.ANSWER: "?"}
_ALONE = (Mark.OPEN, Mark.DONE)
"""These marks speak for themselves in plain text."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the list."""

    id: str
    text: str
    mark: Mark


def asked(exercise: Exercise, can: Callable[[Check], bool] = lambda _check: True) -> Exercise:
    """Keep those checks only that can be asked without an answer, and whose earlier ones can be."""
    answers = {check.id for check in exercise.checks if check.by_answer}
    kept: list[Check] = []
    for check in exercise.checks:
        needs = tuple(id for id in check.requires if id not in answers)
        if not check.by_answer and can(check) and set(needs) <= {earlier.id for earlier in kept}:
            kept.append(replace(check, requires=needs))
    return replace(exercise, checks=tuple(kept))


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Where an exercise stands. The sets hold ids of checks.

    `held` passed at the start already; `reached` passed at some look since then. `graded`: `check` has given the point.
    """

    exercise: Exercise
    held: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    graded: bool = False

    def seen(self, feedback: Feedback, later: Iterable[str] = ()) -> Steps:
        """After a look; `later` are the checks that it put off: they stay as they were while the earlier ones hold."""
        if feedback.verdict is Verdict.BROKEN:
            return self
        passed = set(feedback.passed)
        for check in asked(self.exercise).checks:
            if check.id in set(later) & self.passed and set(check.requires) <= passed:
                passed.add(check.id)
        return replace(
            self,
            reached=self.reached | passed,
            passed=frozenset(passed),
            failed=frozenset(id for id, _ in feedback.findings),
        )

    def mark(self, check: Check) -> Mark:
        """Return how one of the exercise's checks stands."""
        if check.by_answer:
            return Mark.DONE if self.graded else Mark.ANSWER
        if check.id in self.passed:
            return Mark.KEPT if check.id in self.held else Mark.DONE
        if check.id not in self.reached | self.held:
            return Mark.OPEN
        return Mark.BROKEN if check.id in self.failed else Mark.WAITING

    def listed(self) -> tuple[Step, ...]:
        """List what is to be done in the author's order, then the answer, then what is to be kept."""
        order = sorted(self.exercise.checks, key=lambda check: 2 if check.id in self.held else check.by_answer)
        return tuple(
            Step(id=check.id, text=check.listed or check.establishes, mark=self.mark(check)) for check in order
        )

    @property
    def whole(self) -> bool:
        """Return whether all holds that can hold without an answer."""
        return {check.id for check in self.exercise.checks if not check.by_answer} <= self.passed

    @property
    def cheering(self) -> bool:
        """Return whether it is whole by something that was done: an answer still to be found is nothing to cheer."""
        return self.whole and any(step.mark is Mark.DONE for step in self.listed())

    def status(self) -> str:
        """Say in a sentence where all of it stands."""
        steps = [step for step in self.listed() if step.id not in self.held]
        done = sum(step.mark is Mark.DONE for step in steps)
        if any(step.mark is Mark.BROKEN for step in self.listed()):
            return "됐던 것이 깨졌습니다. 무엇이 달라졌는지 살펴보세요."
        if self.whole:
            return self._at_the_end(done)
        return f"할 일 {len(steps)}가지 가운데 {done}가지가 됐습니다." if done else f"할 일은 {len(steps)}가지입니다."

    def _at_the_end(self, done: int) -> str:
        name = self.exercise.id
        if self.graded:
            return "`check`까지 통과했습니다."
        if any(check.by_answer for check in self.exercise.checks):
            left = "이제 남은 것은 답입니다. " if done else ""
            return f'{left}답을 찾으면 답 칸에 써서 실행한 다음 `check("{name}")`를 실행하세요.'
        return f'모두 됐습니다. `check("{name}")`를 실행하면 점수를 받습니다.'

    def news(self, before: Steps) -> str:
        """Say what has changed since `before`, for those who hear the list; nothing where nothing has."""
        marks = {step.id: step.mark for step in before.listed()}
        changed = [step for step in self.listed() if step.mark is not marks.get(step.id)]
        told = [f"{SAID[step.mark]}: {step.text}" for step in changed if step.mark in (Mark.DONE, Mark.BROKEN)]
        return " ".join([*told, self.status()]) if told else ""

    def plain(self) -> str:
        """Write the list as plain text; the same look gives the same text."""
        lines = [f"[{self.exercise.title}] {self.status()}"]
        for step in self.listed():
            said = "" if step.mark in _ALONE else f" ({SAID[step.mark]})"
            lines.append(f"  [{_SIGNS[step.mark]}] {step.text}{said}")
        return "\n".join(lines)
