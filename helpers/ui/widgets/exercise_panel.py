"""Show what stands beside an exercise in JupyterLab: its checklist, which moves by itself, and its quiz.

One checklist is at work in a kernel: the next exercise, or a reset, ends the one before. When a checklist looks again
is `lesson.tracker`'s part, what it says `exercise.checklist`'s. What is chosen in a quiz is graded at 확인, and quiz.js
writes it into the notebook's answer cell, too. The page knows nothing of what is right: for what was chosen the kernel
tells the reasons.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import anywidget
import traitlets

from helpers.course.paths import CODE_STUB, cell_id
from helpers.exercise.checklist import SAID, Steps
from helpers.exercise.model import Verdict
from helpers.lesson.examiner import Onlooker
from helpers.lesson.tracker import Tracker
from helpers.ui import files_view
from helpers.ui.display import show
from helpers.ui.feedback import as_html
from helpers.ui.published import pages_of
from helpers.ui.widgets import module, style
from helpers.world.computers import Computers
from helpers.world.engine_events import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpers.dockerdata.types import Computer, DockerState
    from helpers.exercise.model import Exercise, Feedback, Question
    from helpers.lesson.lesson import Lesson
    from helpers.lesson.practice import Record


Given: TypeAlias = "int | str"
"""What the browser tells of one question of a quiz: which choice was pressed, or what was written."""
STOPPED = '여기에서 멈췄습니다. 다시 보려면 `checklist("{exercise}")`를 실행하세요.'


class ExercisePanel:
    """The widgets of one kernel. Their connections are not the lesson's: a look never makes `check` wait."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._computers = Computers.here()
        self._watch = Watch(self._computers)
        self._lock = threading.Lock()
        self._at_work: tuple[Tracker, ChecklistWidget] | None = None

    def started(self, name: object) -> None:
        """Show what goes with an exercise that was started just now."""
        exercise = self._lesson.exercise(name)
        if exercise.files:
            show(files_view.shown(self._lesson.folder(exercise.id), exercise.files))
        if exercise.quiz:
            show(QuizWidget(exercise, partial(self._grade, exercise.id)))
        self.open(name)

    def _grade(self, exercise: str, answer: str) -> Feedback:
        """Grade what was chosen in a quiz, as `check` does; `check` finds the same answer afterwards."""
        self._lesson.answer(exercise, answer)
        found = self._lesson.check(exercise)
        self.graded(found)
        return found

    def open(self, name: object) -> bool:
        """Show the checklist of an exercise and keep it moving; False for one that is unknown, or was not started."""
        try:
            exercise = self._lesson.exercise(name)
        except KeyError:
            return False
        record = self._lesson.practice.load(exercise.id)
        if not record.begun:
            return False
        self.close(None)
        shown = ChecklistWidget(Steps(exercise=exercise, held=frozenset(record.held)))
        onlooker = Onlooker(self._computers, exercise)
        offer = partial(shown.offer, record)
        tracker = Tracker(onlooker, self._lesson.practice, self._watch, shown.show, offer)
        with self._lock:
            self._at_work = tracker, shown
        show(shown)
        tracker.begin()
        return True

    def close(self, name: object) -> None:
        """End the checklist of the exercise `name`; of whichever is at work where it is None."""
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


class ChecklistWidget(anywidget.AnyWidget):  # type: ignore[misc] # anywidget's own
    """One exercise's checklist, drawn by checklist.js; `end` leaves it as the exercise stood."""

    _esm = module("checklist.js")
    _css = style("words.css", "checklist.css")
    exercise = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    hindrance = traitlets.Unicode().tag(sync=True)
    news = traitlets.Unicode().tag(sync=True)
    whole = traitlets.Bool(default_value=False).tag(sync=True)
    ended = traitlets.Unicode().tag(sync=True)
    pages = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, steps: Steps) -> None:
        super().__init__(exercise=steps.exercise.id, title=steps.exercise.title, **_traits(steps))
        self._steps = steps

    def show(self, steps: Steps, hindrance: str = "") -> None:
        """Draw other steps, and say what has changed; `hindrance` is what keeps them from being looked at."""
        news = hindrance if hindrance != self.hindrance else ""
        with self.hold_sync():
            self.set_trait("news", news or steps.news(self._steps) or self.news)
            self.set_trait("hindrance", hindrance)
            for name, value in _traits(steps).items():
                self.set_trait(name, value)
        self._steps = steps

    def offer(self, record: Record, states: Mapping[Computer, DockerState]) -> None:
        """Link to what the exercise's containers serve; what stood there before it is none of its."""
        owned = self._steps.exercise.owns.containers
        before = record.mine.baseline.containers | record.other.baseline.containers
        found = [
            page.link()
            for state in states.values()
            for container in state.containers
            if container.name in owned or container.id not in before
            for page in pages_of(container, state.computer)
        ]
        self.set_trait("pages", found)

    def end(self, said: str) -> None:
        """Let nothing move any more; `said` says why."""
        self.set_trait("pages", [])
        self.set_trait("ended", said)

    def __repr__(self) -> str:
        return self._steps.plain()


def _traits(steps: Steps) -> dict[str, Any]:
    items = [
        {"id": step.id, "text": step.text, "mark": step.mark.value, "said": SAID[step.mark]} for step in steps.listed()
    ]
    return {"items": items, "status": steps.status(), "whole": steps.cheering}


class QuizWidget(anywidget.AnyWidget):  # type: ignore[misc] # anywidget's own
    """One exercise's quiz.

    The browser sends {"given": [0, "text", …]}, an index or what was written for each question, and is answered with
    {"told": …}: the reasons, and the feedback of `grade`.
    """

    _esm = module("quiz.js")
    _css = style("words.css", "quiz.css")
    exercise = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    cell = traitlets.Unicode().tag(sync=True)
    stub = traitlets.Unicode(CODE_STUB).tag(sync=True)
    join = traitlets.Unicode().tag(sync=True)
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, exercise: Exercise, grade: Callable[[str], Feedback]) -> None:
        if exercise.quiz is None:
            raise ValueError(exercise.id)
        self._quiz, self._grade = exercise.quiz, grade
        super().__init__(
            exercise=exercise.id,
            title=exercise.title,
            cell=cell_id(exercise.id, "answer"),
            join=exercise.quiz.join,
            questions=[
                {"text": asked.text, "choices": [{"text": c.text, "value": c.value} for c in asked.choices]}
                for asked in exercise.quiz.questions
            ],
        )
        self.on_msg(self._asked)

    def _asked(self, _widget: object, content: Any, _buffers: object) -> None:
        given = content["given"]
        feedback = self._grade(self._quiz.answer(values(self._quiz.questions, given)))
        self.send({"told": {"reasons": reasons(self._quiz.questions, given), "feedback": as_html(feedback)}})

    def __repr__(self) -> str:
        return f"[{self.title}] 고르는 문제"


def values(questions: Sequence[Question], given: Sequence[Given]) -> list[str]:
    """Return the value that each question gives to the answer."""
    return [
        one if isinstance(one, str) else asked.choices[one].value for asked, one in zip(questions, given, strict=True)
    ]


def reasons(questions: Sequence[Question], given: Sequence[Given]) -> list[dict[str, Any]]:
    """Return what is said of each choice; nothing of what was written, of which the feedback speaks."""
    return [
        {"right": None, "text": ""}
        if isinstance(one, str)
        else {"right": asked.choices[one].right, "text": asked.choices[one].reason}
        for asked, one in zip(questions, given, strict=True)
    ]
