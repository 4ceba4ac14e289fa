"""Looking at both computers for an exercise and grading what stands there.

Knows how long effects may take to show, and when the other computer has to be looked at; the record is `lesson`'s part.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState, World
from helpers.exercise import grading as grade
from helpers.exercise.model import Feedback, Verdict
from helpers.lesson.stage import Stage, looks_there, since_start, uses_other
from helpers.world import errors
from helpers.world.computers import settled
from helpers.world.prober import Prober

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.exercise.model import Exercise
    from helpers.lesson.practice import Record
    from helpers.world.computers import Computers

ASK_EVERY = 0.08
"""Seconds between two looks while a check waits for effects."""


class Judge:
    """Grades on these computers; remembers what their images hold."""

    def __init__(self, computers: Computers) -> None:
        self._computers = computers
        self._prober = Prober(computers, {})

    def grade(self, exercise: Exercise, record: Record, answer: str | None, settle: float) -> Feedback:
        """Look until the exercise is passed, `settle` seconds at most. Raises `Trouble`."""
        end = time.monotonic() + settle
        # What stands on the other computer decides only in some exercises. In all others it explains a miss
        # (done there instead of here), and is only asked for then.
        both = looks_there(exercise)
        while True:
            seen = self._world(exercise, record, both=both)
            feedback = grade.grade(exercise, seen, answer)
            if feedback.verdict in (Verdict.PASSED, Verdict.BROKEN) or (both and time.monotonic() >= end):
                break
            if both:
                time.sleep(ASK_EVERY)  # effects may still come
            both = True
        forgotten = not (seen.mine.remembered and seen.other.remembered)
        if forgotten and feedback.verdict in (Verdict.FAILED, Verdict.NOT_ATTEMPTED):
            return replace(feedback, trouble=errors.HISTORY_LOST)
        return feedback

    def _world(self, exercise: Exercise, record: Record, *, both: bool) -> World:
        known = record.mine.baseline.containers | record.other.baseline.containers
        need = uses_other(exercise)
        mine, other = settled(self._computers, since_start(record), known=known, both=both, need_other=need)
        return world(exercise, record, {Computer.MINE: mine, Computer.OTHER: other}, self._prober)


def world(exercise: Exercise, record: Record, states: Mapping[Computer, DockerState], prober: Prober) -> World:
    """What an exercise's checks are asked of: both computers' states, and the facts that the checks want."""
    probes = [probe for check in exercise.checks for probe in check.probes]
    return World(
        mine=states[Computer.MINE],
        other=states[Computer.OTHER],
        baseline=record.mine.baseline,
        other_baseline=record.other.baseline,
        facts=prober.gather(probes, states, Stage.folder(record, exercise)),
    )
