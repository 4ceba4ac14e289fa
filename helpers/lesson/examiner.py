"""Look at both computers for an exercise: grade what stands there, or see from beside which checks hold by now.

`Judge` grades: it knows how long effects may take to show. `Onlooker` knows what a look may cost: what takes a hidden
container is put off and learned on its own (`learn`), once an image. When to look is `tracker`'s part.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState, ProbeKind, World
from helpers.dockerdata.units import NANO
from helpers.exercise import checklist, grading
from helpers.exercise.model import Feedback, Verdict
from helpers.lesson.stage import Stage, looks_there, since_start
from helpers.world import errors, tried_commands
from helpers.world.computers import PATIENCE, behind, settled
from helpers.world.prober import Prober

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from helpers.dockerdata.types import Probe
    from helpers.exercise.model import Check, Exercise
    from helpers.lesson.practice import Record
    from helpers.world.computers import Computers

ASK_EVERY = 0.08
"""Seconds between two looks while a check waits for effects."""
_BY_ITSELF = frozenset(
    {
        ProbeKind.HTTP,
        ProbeKind.HTTP_BETWEEN,
        ProbeKind.CONTAINER_PAGE,
        ProbeKind.CONTAINER_LOGS,
        ProbeKind.CONTAINER_FILE,
        ProbeKind.VOLUME_FILE,
    }
)
"""What changes without an event of the engine: a page that is not served yet, a log, a file."""
CATCH_UP = 0.05
"""Seconds between two looks while an engine's lists are behind."""
HASTY = 5.0
"""Seconds that an image is run at most by an onlooker; `check` has more patience."""


class Judge:
    """Grades on these computers; remembers what their images hold."""

    def __init__(self, computers: Computers) -> None:
        self._computers = computers
        self._prober = Prober(computers)

    def grade(self, exercise: Exercise, record: Record, answer: str | None, settle: float) -> Feedback:
        """Look until the exercise is passed or nothing more can come. Raises `Trouble`.

        That is so `settle` seconds after the last event on an engine, or at once (`patience`).
        """
        began = time.monotonic()
        # What stands on the other computer decides only in some exercises. In all others it explains a miss
        # (done there instead of here), and is only asked for then.
        both = looks_there(exercise)
        while True:
            seen = self._world(exercise, record, both=both)
            feedback = grading.grade(exercise, seen, answer)
            if feedback.verdict in (Verdict.PASSED, Verdict.BROKEN):
                break
            last = max((event.time for event in (*seen.mine.events, *seen.other.events)), default=0)
            quiet = (self._computers.mine.now() - last) / NANO if both and settle else 0.0
            if both and max(quiet, time.monotonic() - began) >= patience(exercise, feedback, settle):
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
        need = exercise.needs_other
        mine, other = settled(self._computers, since_start(record), known=known, both=both, need_other=need)
        return _world(exercise, record, {Computer.MINE: mine, Computer.OTHER: other}, self._prober)


def patience(exercise: Exercise, feedback: Feedback, settle: float) -> float:
    """Return for how many seconds after the last event effects may still come.

    They come by themselves only where a failed check reads what a program in a container does (`_BY_ITSELF`).
    """
    failed = {name for name, _ in feedback.findings}
    asked = (probe.kind for check in exercise.checks if check.id in failed for probe in check.probes)
    return settle if _BY_ITSELF.intersection(asked) else 0.0


@dataclass(frozen=True, kw_only=True)
class Observation:
    """What an onlooker's look found.

    `later` are the checks that it put off, `costly` the probes that may decide them now. `restless`: the engine's
    lists are behind what has happened, and another look is due without another event. `forgotten`: an engine no longer
    knows all that happened since the start.
    """

    feedback: Feedback
    later: tuple[str, ...] = ()
    costly: tuple[Probe, ...] = ()
    restless: bool = False
    forgotten: bool = False
    states: Mapping[Computer, DockerState] = field(default_factory=dict)


class Onlooker:
    """Looks at one exercise again and again, without an answer and without waiting; remembers what its images hold."""

    def __init__(self, computers: Computers, exercise: Exercise) -> None:
        self._computers = computers
        self.exercise = exercise
        self._prober = Prober(computers, hasty=HASTY)

    def look(self, record: Record) -> Observation:
        """Look once. Raises `Trouble` where an engine, the Hub or the other computer does not answer."""
        exercise = self.exercise
        mine, other = self._computers.look(
            *since_start(record), both=looks_there(exercise), need_other=exercise.needs_other
        )
        states = {Computer.MINE: mine, Computer.OTHER: other}
        every = checklist.asked(exercise)
        costly = {p for check in every.checks for p in check.probes if self._prober.costs(p, states[p.computer])}
        now = checklist.asked(exercise, lambda check: not costly.intersection(check.probes))
        feedback = grading.grade(now, _world(now, record, states, self._prober))
        later = tuple(check for check in every.checks if check.id not in {asked.id for asked in now.checks})
        return Observation(
            feedback=feedback,
            later=tuple(check.id for check in later),
            costly=_deciding(later, feedback.passed, costly),
            restless=any(behind(self._computers, state) for state in states.values()),
            forgotten=not all(state.remembered for state in states.values()),
            states=states,
        )

    def learn(self, probes: Iterable[Probe], seen: Observation, record: Record) -> None:
        """Find some of what the look put off. The next look knows it."""
        self._prober.gather(probes, seen.states, Stage.folder(record, self.exercise))

    def whole(self, record: Record) -> Observation:
        """Look until nothing is put off any more and the engines' lists are up to date, PATIENCE seconds at most."""
        end = time.monotonic() + PATIENCE
        while True:
            seen = self.look(record)
            if not seen.costly and not (seen.restless and time.monotonic() < end):
                return seen
            if seen.costly:
                self.learn(seen.costly, seen, record)
            else:
                time.sleep(CATCH_UP)  # the engine's lists catch up in a moment


def _world(exercise: Exercise, record: Record, states: Mapping[Computer, DockerState], prober: Prober) -> World:
    """Gather what an exercise's checks are asked of: both computers' states, and the facts that the checks want."""
    probes = [probe for check in exercise.checks for probe in check.probes]
    return World(
        mine=states[Computer.MINE],
        other=states[Computer.OTHER],
        baseline=record.mine.baseline,
        other_baseline=record.other.baseline,
        facts=prober.gather(probes, states, Stage.folder(record, exercise)),
        tried=tried_commands.since(record.mine.baseline.since),
        noted=dict(record.noted),
    )


def _deciding(later: Iterable[Check], passed: Iterable[str], costly: Collection[Probe]) -> tuple[Probe, ...]:
    """Return the costly probes of those checks that were put off and have nothing before them that failed."""
    within = set(passed)
    found: list[Probe] = []
    for check in later:
        if set(check.requires) <= within:
            within.add(check.id)
            found += [probe for probe in check.probes if probe in costly]
    return tuple(dict.fromkeys(found))
