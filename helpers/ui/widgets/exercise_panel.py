"""What stands beside an exercise in JupyterLab: the list that moves by itself, the quiz.

Knows that there is one list at work in a kernel: the next exercise, or a reset, ends the one before.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from helpers.exercise.checklist import Steps
from helpers.exercise.model import Verdict
from helpers.lesson.examiner import Onlooker
from helpers.lesson.tracker import Tracker
from helpers.ui.display import show
from helpers.ui.widgets.checklist import Checklist
from helpers.ui.widgets.quiz import QuizView
from helpers.world.computers import Computers
from helpers.world.engine_events import Watch

if TYPE_CHECKING:
    from helpers.exercise.model import Feedback
    from helpers.lesson.lesson import Lesson

STOPPED = '여기에서 멈췄어요. 다시 보려면 `checklist("{exercise}")`를 실행하세요.'


class Beside:
    """The widgets of one kernel. Their connections are not the lesson's: a look never makes `check` wait."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._computers = Computers.here()
        self._watch = Watch(self._computers)
        self._lock = threading.Lock()
        self._at_work: tuple[Tracker, Checklist] | None = None

    def started(self, name: object) -> None:
        """Show what goes with an exercise that was started just now."""
        exercise = self._lesson.exercise(name)
        if exercise.quiz:
            show(QuizView(exercise))
        self.open(name)

    def open(self, name: object) -> bool:
        """Show the list of an exercise and keep it moving; False where there is none, or it was not started."""
        try:
            exercise = self._lesson.exercise(name)
        except KeyError:
            return False
        record = self._lesson.practice.load(exercise.id)
        if not record.begun:
            return False
        self.close(None)
        shown = Checklist(Steps(exercise=exercise, held=frozenset(record.held)))
        onlooker = Onlooker(self._computers, exercise)
        tracker = Tracker(onlooker, self._lesson.practice, self._watch, shown.show)
        with self._lock:
            self._at_work = tracker, shown
        show(shown)
        tracker.begin()
        return True

    def close(self, name: object) -> None:
        """End the list of the exercise `name`; of whichever is at work where it is None."""
        with self._lock:
            found = self._at_work
            if found is None or name not in (None, found[1].exercise):
                return
            self._at_work = None
        tracker, shown = found
        tracker.end()
        shown.end(STOPPED.format(exercise=shown.exercise))

    def graded(self, feedback: Feedback) -> None:
        """Take note of what `check` has said."""
        with self._lock:
            found = self._at_work
        if found and feedback.verdict is Verdict.PASSED and feedback.exercise == found[1].exercise:
            found[0].graded()
