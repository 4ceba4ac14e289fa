"""Follow one exercise while the learner works: look when something has happened, and say how the steps stand.

Knows when a look is worth taking and what it may cost the computer; what is looked at is `examiner`'s part, how it is
shown a widget's. Nothing is polled: a look has an event of an engine or of a file behind it. Only where an effect shows
later than its event (a page that opens, a list that is behind) a few more looks follow, each after a longer while.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.exercise.checklist import Steps
from helpers.lesson.stage import Stage
from helpers.world import errors, file_events, hidden_containers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.dockerdata.types import Computer, DockerState, Probe
    from helpers.lesson.examiner import Observation, Onlooker
    from helpers.lesson.practice import Practice, Record
    from helpers.world.engine_events import Watch

GATHER = 0.01
"""Seconds from an event to the look: what one command does comes as several events."""
CALM = 0.2
"""Seconds without an event before a hidden container is made where the next command could meet it."""
REST = 1.0
"""Seconds at most that are rested after a look: twice as long as it took, so that looking never fills a processor."""
PATIENCE = 60.0
"""Seconds after an event in which lists that are behind, and engines that do not answer, are asked again.

Each pause is twice the one before: some ten looks in all.
"""
_FIRST_PAUSE = 0.05
"""Seconds to the first look again; each one after it waits twice as long."""

NOT_BEGUN = "이 연습 문제는 시작 전으로 되돌려졌습니다. 다시 하려면 `start`를 실행하세요."


class Tracker:
    """One exercise's steps, from `begin` to `end`.

    `practice` has what is kept of its start, read afresh each time. `told` is called in a thread of ours with the steps
    and with what stands in the way (empty where nothing does), `saw` after each look with what stood on the computers.
    """

    def __init__(
        self,
        onlooker: Onlooker,
        practice: Practice,
        watch: Watch,
        told: Callable[[Steps, str], None],
        saw: Callable[[Mapping[Computer, DockerState]], None] = lambda _states: None,
    ) -> None:
        self._onlooker = onlooker
        self._practice = practice
        self._watch = watch
        self._told, self._saw = told, saw
        self._changed = threading.Condition()
        self._ended = False
        self._stirred = time.monotonic()
        self._due: float | None = self._stirred
        self._rest = 0.0
        self._urgent = False
        self._pause = _FIRST_PAUSE
        self._asked: set[Probe] = set()
        self._at_work: set[Probe] = set()
        self._missed: dict[Probe, str] = {}
        self._since = -1
        self._steps = Steps(exercise=onlooker.exercise)
        self._said: tuple[Steps, str] | None = None
        self._ends: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Listen, and look for the first time."""
        exercise = self._onlooker.exercise
        folder = Stage.folder(self._record(), exercise)
        probes = [probe for check in exercise.checks if not check.by_answer for probe in check.probes]
        self._ends = [
            self._watch.tell(lambda _computer, _event: self._stir()),
            *file_events.follow(probes, folder, self._stir),
            file_events.LocalFolders([self._practice.folder], self._stir, only=self._practice.file(exercise.id)).end,
        ]
        threading.Thread(target=self._run, daemon=True).start()

    def end(self) -> None:
        """Let go of everything. Nothing is told once this has returned."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        for end in self._ends:
            end()

    def graded(self) -> None:
        """Take note that `check` has given the point."""
        with self._changed:
            self._steps = replace(self._steps, graded=True)
        self._stir()

    def _stir(self) -> None:
        """Plan a look: something has happened."""
        with self._changed:
            self._stirred, self._pause = time.monotonic(), _FIRST_PAUSE
            self._asked.clear()
            self._missed.clear()
            self._plan(self._stirred + GATHER)

    def _record(self) -> Record:
        return self._practice.load(self._onlooker.exercise.id)

    def _plan(self, at: float) -> None:
        self._due = at if self._due is None else min(self._due, at)
        self._changed.notify()

    def _run(self) -> None:
        while self._wait():
            began = time.monotonic()
            record = self._record()
            seen, hindrance = self._look(record)
            with self._changed:
                self._take(record, seen, hindrance or next(iter(self._missed.values()), ""))
                now = time.monotonic()
                self._rest = now + min(2 * (now - began), REST)
                again = self._again(seen, now - self._stirred)
                if again is not None:
                    self._plan(now + again)
                if seen:
                    self._delve(seen, record, began)
                self._asked.difference_update(self._missed)  # the next look asks for it again

    def _wait(self) -> bool:
        """Wait until a look is due; False where there is none to come."""
        with self._changed:
            while not self._ended:
                at = self._due if self._due is None or self._urgent else max(self._due, self._rest)
                now = time.monotonic()
                if at is not None and at <= now:
                    self._due, self._urgent = None, False
                    return True
                self._changed.wait(None if at is None else at - now)
            return False

    def _look(self, record: Record) -> tuple[Observation | None, str]:
        """Look, and say what stood in the way."""
        if not record.begun:
            return None, NOT_BEGUN
        try:
            with errors.ours():
                seen = self._onlooker.look(record)
        except errors.Trouble as error:
            return None, str(error)
        return seen, seen.feedback.trouble or (errors.HISTORY_LOST if seen.forgotten else "")

    def _delve(self, seen: Observation, record: Record, began: float) -> None:
        """Have found what the look of `began` put off, each in a thread of its own, once until something happens.

        What could not be found is asked for again.
        """
        calm = self._stirred + CALM
        for probe in set(seen.costly) - self._asked - self._at_work:
            if not hidden_containers.takes_turns(probe.computer) and time.monotonic() < calm:
                self._plan(calm)
                continue
            if self._stirred < began:
                self._asked.add(probe)
            self._at_work.add(probe)
            threading.Thread(target=self._learn, args=(probe, seen, record), daemon=True).start()

    def _learn(self, probe: Probe, seen: Observation, record: Record) -> None:
        """Find one thing, and look again at once."""
        missed = ""
        try:
            with errors.ours():
                self._onlooker.learn([probe], seen, record)
        except errors.Trouble as error:
            missed = str(error)
        with self._changed:
            self._at_work.remove(probe)
            self._missed.pop(probe, None)
            if missed:
                self._missed[probe] = missed
            self._urgent = True
            self._plan(time.monotonic())

    def _take(self, record: Record, seen: Observation | None, hindrance: str) -> None:
        """Note what a look found, and tell it where it is news."""
        steps = self._steps
        if seen:
            since = record.mine.baseline.since
            if since != self._since:
                self._since, steps = since, Steps(exercise=steps.exercise)
            self._steps = replace(steps, held=frozenset(record.held)).seen(seen.feedback, seen.later)
        news = (self._steps, hindrance)
        if news != self._said and not self._ended:
            self._said = news
            self._told(*news)
        if seen and not self._ended:
            self._saw(seen.states)

    def _again(self, seen: Observation | None, quiet: float) -> float | None:
        """In how many seconds to look without a further event, `quiet` seconds after the last one; None: not at all."""
        patience = PATIENCE if seen is None or seen.restless or self._missed else 0.0
        if not self._steps.whole:
            patience = max(patience, self._onlooker.exercise.settle)
        if quiet > patience:
            return None
        self._pause *= 2
        return self._pause / 2
