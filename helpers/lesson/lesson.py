"""One exercise's life: start, check, hint, solution, reset. Returns what to say, and never raises.

Knows the order of things; the engines, the disk and the record are asked through their own modules, and how anything
is shown is `ui`'s part.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.exercise import grading
from helpers.exercise.checklist import Steps
from helpers.exercise.model import Feedback, Verdict
from helpers.lesson.examiner import Judge, Onlooker
from helpers.lesson.exercise_folder import named, told
from helpers.lesson.input import NOTEBOOK, as_answer, filled, listed, meant
from helpers.lesson.practice import Practice, Record
from helpers.lesson.progress_log import Kind, Logbook
from helpers.lesson.stage import Stage
from helpers.text.josa import say
from helpers.text.message import Note
from helpers.world import errors
from helpers.world.computers import Computers
from helpers.world.environment import in_lab, is_graded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.exercise.model import Exercise
    from helpers.lesson.input import Typing


class Lesson:
    """The exercises on the computers that there are."""

    def __init__(
        self,
        *,
        computers: Computers | None = None,
        practice: Practice | None = None,
        logbook: Logbook | None = None,
        find: Callable[[str], Exercise] = course.exercise,
        typing: Typing = NOTEBOOK,
    ) -> None:
        self._computers = computers
        self.practice = practice or Practice()
        self._logbook = logbook or Logbook(self.practice.folder)
        self._find = find
        self._typing = typing
        self._lock = threading.RLock()
        self._answers: dict[str, str] = {}
        self.latest = ""
        """The exercise that was started last, by its id; empty where none was."""

    @property
    def computers(self) -> Computers:
        """Connect to the engines when first asked for."""
        if self._computers is None:
            self._computers = Computers.here()
        return self._computers

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.computers)

    def exercise(self, name: object) -> Exercise:
        """Find the exercise that is meant: upper case, spaces, underscores and Korean titles are understood."""
        given = str(name).strip()
        return self._find(meant(given))

    def folder(self, name: object) -> Path:
        """Return where the exercise is worked on. Raises KeyError where there is no such exercise."""
        exercise = self.exercise(name)
        return Stage.folder(self.practice.load(exercise.id), exercise)

    def answer(self, name: object, value: object) -> Note:
        """Take the value that answers this exercise, and no other, until it is started again; None takes it back."""

        def work(exercise: Exercise) -> Note:
            self._answers.pop(exercise.id, None)
            given = as_answer(value)
            if given is None:
                return Note(text="출력한 값이 없어서 아직 답이 없습니다.")
            self._answers[exercise.id] = given
            return Note(text=say("`{given}`{을} 답으로 받았습니다.", given=given))

        return self._guarded(name, work)

    def start(self, name: object) -> Note:
        """Clear the exercise's names, lay its files, run its setup, and remember what stands then.

        What was solved is left alone until it is reset.
        """

        def work(exercise: Exercise) -> Note:
            stage, last = self._stage(exercise), self.practice.load(exercise.id)
            self.latest = exercise.id
            if last.solved and not is_graded():  # whoever is marked begins anew, whatever another left here
                return self._solved(exercise)
            self._answers.pop(exercise.id, None)
            made = stage.made(last)
            record = stage.begin(last)
            try:
                self.practice.save(record)
            except OSError:
                stage.undo(record)  # what nobody remembers could never be reset
                raise
            self.practice.save(replace(record, held=self._holding(exercise, record)))
            self._logbook.note(exercise.id, Kind.START)
            own = " 아래는 여러분만의 주문서입니다." if exercise.personal else ""
            return Note(
                title=exercise.title,
                text=f"`{exercise.id}` 연습 문제를 시작합니다. "
                f"{self._typing.place(Path(record.folder))}{_cleared(made)}{_untouched(exercise, record)}{own}",
                script=listed(exercise.personal),
            )

        return self._guarded(name, work)

    def reset(self, name: object) -> Note:
        """Bring everything of the exercise back to what it was before its start."""

        def work(exercise: Exercise) -> Note:
            self._answers.pop(exercise.id, None)
            record = self.practice.load(exercise.id)
            if not record.begun:
                return self._begin_first(exercise)
            kept = self._stage(exercise).undo(record)
            self.practice.forget(exercise.id)
            self._logbook.note(exercise.id, Kind.RESET)
            return Note(
                title=exercise.title,
                text=f"`{exercise.id}` 연습 문제를 시작하기 전으로 되돌렸습니다.{told(kept)} "
                f"다시 하려면 {self._typing.call('start', exercise.id, '을')} 실행하세요.",
            )

        return self._guarded(name, work)

    def checklist(self, name: object) -> Note:
        """List the exercise's checks as they stand now."""

        def work(exercise: Exercise) -> Note:
            record = self.practice.load(exercise.id)
            if not record.begun:
                return self._begin_first(exercise)
            seen = Onlooker(self.computers, exercise).whole(record)
            if seen.feedback.verdict is Verdict.BROKEN:
                return Note(title=exercise.title, kind="broken", text=seen.feedback.trouble)
            text = Steps(exercise=exercise, held=frozenset(record.held)).seen(seen.feedback).plain()
            return Note(text=text)

        return self._guarded(name, work)

    def hint(self, name: object) -> Note:
        """Give one more hint each time, below those that were given before."""

        def work(exercise: Exercise) -> Note:
            total = len(exercise.hints)
            given = self._logbook.hint(exercise.id, total)
            seen = exercise.hints[: given + 1]
            head = f"힌트 {given + 1}/{total}" if given < total else "힌트를 모두 보았습니다. 다시 한번 읽어 보세요."
            listed = "\n".join(f"{number}. {text}" for number, text in enumerate(seen, 1))
            return Note(title=exercise.title, text=f"{head}\n{listed}")

        return self._guarded(name, work)

    def solution(self, name: object, *, show: bool = False) -> Note:
        """Show the solution, once it is asked for in earnest (`show`)."""

        def work(exercise: Exercise) -> Note:
            if not show:
                return Note(title=exercise.title, kind="refused", text=self._before_solution(exercise))
            self._logbook.note(exercise.id, Kind.SOLUTION)
            parts = (exercise.solution.script.strip(), (exercise.solution.answer or "").strip())
            script = filled("\n".join(filter(None, parts)), exercise.personal)
            return Note(title=exercise.title, text=f"`{exercise.id}` 연습 문제의 풀이입니다.", script=script)

        return self._guarded(name, work)

    def _before_solution(self, exercise: Exercise) -> str:
        """Say how to ask for the solution in earnest; hints come first as long as there are any."""
        show = f'`solution("{exercise.id}", show=True)`'
        if self.practice.load(exercise.id).solved:
            return f"이미 통과한 문제입니다. 풀이를 보려면 {show}라고 실행하세요."
        trace = self._logbook.traces().get(exercise.id)
        if trace and trace.hints >= len(exercise.hints):
            return f"힌트는 모두 보았습니다. 풀이를 보려면 {show}라고 실행하세요."
        hint = f'`hint("{exercise.id}")`'
        return f"풀이를 보기 전에 힌트를 먼저 써 보세요: {hint}. 그래도 풀이를 보려면 {show}라고 실행하세요."

    def check(self, name: object, answer: object = None, *, settle: float | None = None) -> Feedback:
        """Look at both computers and grade; waits up to the exercise's `settle` seconds for effects to show.

        Without `answer`, the one that was given to this exercise (`Lesson.answer`) counts.
        """
        try:
            with errors.ours(KeyError):
                exercise = self.exercise(name)
        except KeyError as error:
            return _unreadable(str(name), str(error), Verdict.NOT_ATTEMPTED)
        except errors.Trouble as error:
            return _unreadable(str(name), str(error), Verdict.BROKEN)
        record = self.practice.load(exercise.id)
        if not record.begun or not record.knows(exercise):
            begin = f"{self._typing.call('start', exercise.id, '으로')} 연습 문제를 먼저 시작하세요."
            return replace(grading.broken(exercise, begin), verdict=Verdict.NOT_ATTEMPTED)
        settle = exercise.settle if settle is None else settle
        try:
            with errors.ours(), self._lock:
                given = self._answers.get(exercise.id) if answer is None else as_answer(answer)
                found = self._judge.grade(exercise, record, given, settle)
        except errors.Trouble as error:
            found = grading.broken(exercise, str(error))
        if found.verdict is Verdict.PASSED and not record.solved:
            with contextlib.suppress(OSError):  # a full disk takes nobody's pass away
                self.practice.save(replace(record, solved=True))
        self._logbook.later(exercise.id, Kind.CHECK, verdict=found.verdict.value, points=found.points)
        return found

    def _holding(self, exercise: Exercise, record: Record) -> tuple[str, ...]:
        """Find the checks that pass before anything was done; none where the Hub or a road is closed."""
        with contextlib.suppress(errors.Trouble, errors.EngineRefused):
            return Onlooker(self.computers, exercise).whole(record).feedback.passed
        return ()

    def _begin_first(self, exercise: Exercise) -> Note:
        begin = self._typing.call("start", exercise.id, "으로")
        text = f"`{exercise.id}` 연습 문제는 아직 시작하지 않았습니다. {begin} 시작하세요."
        return Note(title=exercise.title, kind="refused", text=text)

    def _solved(self, exercise: Exercise) -> Note:
        reset, start = (self._typing.call(function, exercise.id, "을") for function in ("reset", "start"))
        text = (
            f"`{exercise.id}` 연습 문제는 이미 통과했습니다. 만든 것을 그대로 두었습니다. "
            f"처음부터 다시 풀려면 {reset} 실행한 다음 {start} 실행하세요."
        )
        return Note(title=exercise.title, text=text)

    def _stage(self, exercise: Exercise) -> Stage:
        return Stage(exercise=exercise, computers=self.computers, guarded=not in_lab())

    def _guarded(self, name: object, work: Callable[[Exercise], Note]) -> Note:
        try:
            with errors.ours(KeyError):
                exercise = self.exercise(name)
        except KeyError as error:
            return Note(kind="refused", text=str(error))
        except errors.Trouble as error:
            return Note(kind="broken", text=str(error))
        try:
            with errors.ours(), self._lock, self.practice.alone(exercise.id):
                return work(exercise)
        except errors.Trouble as error:
            kind = "refused" if isinstance(error, errors.NamesTaken) else "broken"
            return Note(title=exercise.title, kind=kind, text=str(error))


def _cleared(made: Sequence[str]) -> str:
    names = ", ".join(made)
    return say(" 앞서 만든 {names}{은} 지우고 처음 상태로 되돌렸습니다.", names=names) if made else ""


def _untouched(exercise: Exercise, record: Record) -> str:
    names = [name for name in exercise.files if name not in record.laid]
    return say(" {names}{은} 이미 있던 것을 그대로 두었습니다.", names=named(names)) if names else ""


def _unreadable(name: str, words: str, verdict: Verdict) -> Feedback:
    return Feedback(exercise=name, title=name, verdict=verdict, max_points=0.0, trouble=words)
