"""Prove exercises on a real lab: every way through one ends as the exercise says, and nothing else is touched.

    python -m helpers.authoring.proving images.first [images …] [--only solution|alternatives|mistakes|variants]

Each case starts the exercise, goes one way through it, and resets it, with bystanders beside it on both computers and
on the disk:

1. after the start the check says that nothing was attempted;
2. before each step of the solution it still does not pass;
3. after the solution it does;
4. after each alternative it does;
5. each mistake fails exactly its check and gets its sentence;
6. after the reset both computers, the Hub and the files are as before, and every bystander survived every step.

The general variants of the solution (`helpers.authoring.variants`) are tried one after the other on one stage: a right
one passes, a wrong one does not.

Proofs remove things, and therefore run only where `LAB_TEST=1` says that nobody's work is at stake.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring import clean_lab, variants
from helpers.authoring.bystanders import Bystanders, ProofError, present
from helpers.authoring.scaffold import file_of, unfinished
from helpers.dockerdata import api
from helpers.dockerdata.types import Computer
from helpers.exercise.model import Exercise, Feedback, Mistake, Verdict, Way
from helpers.lesson import cleanup
from helpers.lesson.exercise_folder import KEPT, folder_of
from helpers.lesson.lesson import Lesson
from helpers.lesson.practice import ComputerRecord
from helpers.world import environment, hub
from helpers.world.computers import Computers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from helpers.authoring.variants import Variant

SECONDS = 300
"""A way that takes longer than this is stuck."""
KINDS = ("solution", "alternatives", "mistakes", "variants")
LOOKS = re.compile(
    r"^(?:ssh other )?(?:docker (?:images|ps|image ls|container ls|logs|inspect|image inspect|history|version|info|port"
    r"|volume ls|network ls)|cat|ls|echo|printf|grep|head|tail|true|test|\[|curl|cd|sort|wc|tr|cut|sed)\b"
)
"""Steps that only look; the check may have passed before them."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One way through one exercise; `name` is solution, alternative-1, mistake-1 and so on."""

    exercise: str
    name: str

    def __str__(self) -> str:
        return f"{self.exercise}:{self.name}"


def cases(exercise: Exercise) -> list[Case]:
    """Return all ways through an exercise, the solution first."""
    names = ["solution"]
    names += [f"alternative-{number}" for number, _ in enumerate(exercise.alternatives, 1)]
    names += [f"mistake-{number}" for number, _ in enumerate(exercise.mistakes, 1)]
    return [Case(exercise=exercise.id, name=name) for name in names]


class Proved:
    """Tells each proof that held, with the seconds since the one before."""

    def __init__(self, tell: Callable[[str, float], None] = lambda _what, _seconds: None) -> None:
        self._tell = tell
        self._last = time.monotonic()

    def __call__(self, what: str) -> None:
        """Tell that `what` holds."""
        now = time.monotonic()
        self._tell(what, now - self._last)
        self._last = now


def prove(
    case: Case,
    computers: Computers,
    bystanders: Bystanders,
    proved: Proved | None = None,
    *,
    gone: Callable[[], None] = lambda: None,
) -> str:
    """Go one way through its exercise, from the start to the reset, and return what it answered, empty without answer.

    `gone` is called when a mistake was made, before it is checked. Raises ProofError where a proof fails.
    """
    proved = proved or Proved()
    exercise = course.exercise(case.exercise)
    lesson = Lesson(computers=computers)
    lesson.reset(exercise.id)  # what an interrupted proof left
    with bystanders.stand(folder_of(exercise).parent), bystanders.unchanged(exercise):
        try:
            _started(exercise, lesson, proved)
            bystanders.survive("start")
            answer = _go(case.name, exercise, lesson, proved, gone)
            bystanders.survive(case.name)
        finally:
            with nothing_kept(exercise):
                note = lesson.reset(exercise.id)
        if note.kind != "done":
            raise ProofError(f"reset: {note.plain}")
        bystanders.survive("reset")
    proved("되돌리면 처음과 같고, 상관없는 것은 그대로")
    return (answer or "").strip()


def prove_variants(exercise: Exercise, computers: Computers, proved: Proved | None = None) -> None:
    """Try all variants that run by themselves, those of one visit at once. Raises ProofError with all that failed."""
    proved = proved or Proved()
    lesson = Lesson(computers=computers)
    failed: list[str] = []
    with nothing_kept(exercise), _cleared_after(exercise, computers):
        try:
            for group in variants.visits(exercise):
                wrong = _tried(exercise, group, lesson)
                if wrong and group[1:]:
                    wrong = "".join(_tried(exercise, (variant,), lesson) for variant in group) or wrong
                failed += filter(None, [wrong])
                proved(f"{', '.join(variant.name for variant in group)}: {'다름' if wrong else '바라던 대로'}")
        finally:
            lesson.reset(exercise.id)
            _bash(variants.CLEAN, folder_of(exercise).parent, {}, errors=False)
    if failed:
        raise ProofError("바라던 것과 다르게 채점한 변형이 있습니다.\n" + "\n".join(failed))


@contextmanager
def _cleared_after(exercise: Exercise, computers: Computers) -> Iterator[None]:
    """Clear what no start clears: a variant does on the other computer what belongs here, or runs another image."""
    stood = {computer: api.baseline(engine.snapshot(), engine.now()) for computer, engine in computers.engines.items()}
    yield
    for computer, engine in computers.engines.items():
        for container in engine.snapshot().containers:
            if container.id not in stood[computer].containers:
                engine.api.remove_container(container.id, force=True, v=True)
    other = computers.engines[Computer.OTHER]
    cleanup.clear(other, cleanup.names_on(exercise, Computer.MINE), ComputerRecord(before=stood[Computer.OTHER]))


def _tried(exercise: Exercise, group: Sequence[Variant], lesson: Lesson) -> str:
    """Try variants at once; says what went otherwise than it must, and nothing where all is well."""
    lesson.reset(exercise.id)
    note = lesson.start(exercise.id)
    if note.kind != "done":
        return f"start: {note.plain}\n"
    way = variants.way(exercise, group)
    said = _run(exercise, way.script, None)
    answer = None if way.answer is None else _run(exercise, way.answer, None, errors=False)
    feedback = lesson.check(exercise.id, answer, settle=None if group[0].right else 0)
    wanted = (Verdict.PASSED,) if group[0].right else (Verdict.FAILED, Verdict.NOT_ATTEMPTED)
    if feedback.verdict in wanted:
        return ""
    names = ", ".join(f"{variant.name} ({variant.says})" for variant in group)
    return f"{names}\n{_told(feedback)}\n{said}{answer or ''}"


@contextmanager
def nothing_kept(exercise: Exercise) -> Iterator[None]:
    """Throw away what the reset within puts aside: it is no learner's, and archives are large."""
    kept = folder_of(exercise).parent / KEPT
    before = set(kept.glob("*/*"))
    yield
    for folder in set(kept.glob("*/*")) - before:
        shutil.rmtree(folder)
    for folder in (kept / exercise.slug, kept):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _started(exercise: Exercise, lesson: Lesson, proved: Proved) -> None:
    note = lesson.start(exercise.id)
    if note.kind != "done":
        raise ProofError(f"start: {note.plain}")
    feedback = lesson.check(exercise.id, settle=0)
    if feedback.verdict is not Verdict.NOT_ATTEMPTED:
        raise ProofError(
            "시작만 했는데 not_attempted가 아닙니다. 맨 처음 걸리는 확인이 not_attempted를 정합니다.\n"
            + _told(feedback)
        )
    proved("시작하고 손대지 않으면 not_attempted")


def _go(name: str, exercise: Exercise, lesson: Lesson, proved: Proved, gone: Callable[[], None]) -> str | None:
    kind, _, number = name.partition("-")
    if kind == "mistake":
        return _wrong(exercise, exercise.mistakes[int(number) - 1], lesson, proved, gone)
    if kind == "alternative":
        return _right(exercise, exercise.alternatives[int(number) - 1], lesson, proved, stepwise=False)
    return _right(exercise, exercise.solution, lesson, proved, stepwise=True)


def _told(feedback: Feedback) -> str:
    """Feedback for an author: the verdict, and each finding with its check's id."""
    found = (
        f"  {name}: {one.observed}\n    바라는 모습: {one.expected}\n    살펴볼 것: {one.advice}"
        for name, one in feedback.findings
    )
    return "\n".join(filter(None, (f"  {feedback.verdict}", *found, feedback.trouble)))


def _not_passed(feedback: Feedback, when: str) -> None:
    if feedback.verdict in (Verdict.PASSED, Verdict.BROKEN):
        raise ProofError(f"{when} 채점이 {feedback.verdict}입니다.\n{_told(feedback)}")


def _right(exercise: Exercise, way: Way, lesson: Lesson, proved: Proved, *, stepwise: bool) -> str | None:
    def ask(command: str) -> None:
        feedback = lesson.check(exercise.id, settle=0)
        if not LOOKS.match(command):
            _not_passed(feedback, f"`{command}` 앞에서")
            proved(f"`{_first_line(command)}` 앞에서는 아직 통과가 아님")

    said = _run(exercise, way.script, ask if stepwise else None)
    answer = None
    if way.answer is not None:
        _not_passed(lesson.check(exercise.id, settle=0), "답을 넘기기 전에")
        answer = _run(exercise, way.answer, None, errors=False)
        proved("답을 넘기기 전에는 아직 통과가 아님")
    feedback = lesson.check(exercise.id, answer)
    if feedback.verdict is not Verdict.PASSED:
        raise ProofError(f"통과하지 못합니다 ({way.why or way.script}).\n{_told(feedback)}\n{said}{answer or ''}")
    proved("다 하면 통과")
    return answer


def _first_line(command: str) -> str:
    head, _, rest = command.partition("\n")
    return f"{head} …" if rest else head


def _wrong(
    exercise: Exercise, mistake: Mistake, lesson: Lesson, proved: Proved, gone: Callable[[], None]
) -> str | None:
    said = _run(exercise, mistake.way.script, None)
    answer = None if mistake.way.answer is None else _run(exercise, mistake.way.answer, None, errors=False)
    gone()
    feedback = lesson.check(exercise.id, answer)
    told = _told(feedback)
    _not_passed(feedback, f"실수를 했는데 ({mistake.way.why or mistake.way.script})")
    failed = [name for name, _ in feedback.findings]
    if failed != [mistake.fails]:
        raise ProofError(f"{mistake.fails}에서만 걸려야 하는데 {', '.join(failed)}에서 걸립니다.\n{told}\n{said}")
    if hub.fill_in(mistake.says) not in told:
        raise ProofError(f"정해 둔 문장이 나오지 않습니다: {mistake.says}\n{told}\n{said}")
    proved(f"{mistake.fails}에 걸림: {feedback.findings[0][1].observed}")
    return answer


def _run(exercise: Exercise, script: str, ask: Callable[[str], None] | None, *, errors: bool = True) -> str:
    """Run a script as a learner's cell in the exercise's folder; `ask` is called before each step."""
    if not script.strip():
        return ""
    folder = folder_of(exercise)
    if ask is None:
        return _bash(script, folder, {}, errors=errors)
    with _steps(ask) as (pipes, raised):
        said = _bash(_TRAP + script, folder, pipes, errors=errors)
    if raised:
        raise raised[0]
    return said


def _bash(script: str, folder: Path, more: dict[str, str], *, errors: bool) -> str:
    said = subprocess.STDOUT if errors else subprocess.DEVNULL
    try:
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env=os.environ | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProofError(f"{SECONDS}초가 지나도 끝나지 않습니다:\n{script}") from error
    return done.stdout.decode(errors="replace")


_TRAP = 'trap \'printf "%s\\0" "$BASH_COMMAND" >"$LAB_STEP_SAID"; read -r _lab_step <"$LAB_STEP_HEARD"\' DEBUG\n'
"""Bash's own way to stop before each command: it says the command and waits for an answer."""


@contextmanager
def _steps(ask: Callable[[str], None]) -> Iterator[tuple[dict[str, str], list[ProofError]]]:
    """Call `ask` with each command that a script with `_TRAP` is about to run; what it raises is collected."""
    raised: list[ProofError] = []
    with tempfile.TemporaryDirectory() as folder:
        said, heard = Path(folder) / "said", Path(folder) / "heard"
        os.mkfifo(said)
        os.mkfifo(heard)

        def listen() -> None:
            while True:
                command = said.read_bytes().decode(errors="replace").rstrip("\0")
                if command == _END:
                    return
                try:
                    if not raised:
                        ask(command)
                except ProofError as error:
                    raised.append(error)
                heard.write_text("go\n")

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            yield {"LAB_STEP_SAID": str(said), "LAB_STEP_HEARD": str(heard)}, raised
        finally:
            said.write_text(_END)
            listener.join(timeout=SECONDS)


_END = "\x04"


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else proves in this lab: proofs compare whole engines."""
    folder = Path.home() / ".lab"
    folder.mkdir(exist_ok=True)
    with (folder / "proving.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove what is named and print each proof; 0 where all held, 1 where one failed, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring.proving")
    parser.add_argument("names", nargs="+", metavar="EXERCISE", help="ids, or a chapter's name for all of it")
    parser.add_argument("--only", choices=KINDS)
    asked = parser.parse_args(arguments)
    if not environment.is_disposable():
        sys.stderr.write("LAB_TEST=1 이 아니어서 증명하지 않았습니다. ./lab prove로 실행하세요.\n")
        return 2
    try:
        found = [course.exercise(id) for name in asked.names for id in course.meant(name)]
    except course.UnknownExercise as error:
        sys.stderr.write(f"{error}\n")
        return 2
    failed = _prove_all(found, asked.only or "")
    _say(f"\n{failed}가지가 증명되지 않았습니다." if failed else "\n모두 증명했습니다.")
    return min(failed, 1)


def _prove_all(exercises: Sequence[Exercise], kinds: str) -> int:
    """Prove each exercise and return how many cases failed. What a failed run may have left is removed by the next."""
    doubt = Path.home() / ".lab" / "proofs-failed"
    if doubt.exists():
        clean_lab.fresh()
    failed = 0
    computers = Computers.here()
    with alone(), present(computers) as bystanders:
        doubt.touch()
        for exercise in exercises:
            _say(f"\n{exercise.id}: {exercise.title}")
            failed += _finished(exercise)
            for case in cases(exercise):
                if kinds.startswith(case.name.partition("-")[0]) or not kinds:
                    failed += not _holds(case, exercise, computers, bystanders)
            if "variants".startswith(kinds):
                _say(" 변형")
                failed += not _all_hold(partial(prove_variants, exercise, computers))
        if not failed:
            doubt.unlink()
    return failed


def _finished(exercise: Exercise) -> int:
    """Say what is still to do in the exercise's file; 1 where something is."""
    todo = unfinished(file_of(exercise.id).read_text(encoding="utf-8"))
    for line in todo:
        _say(f"  실패        {line}")
    return min(1, len(todo))


def _holds(case: Case, exercise: Exercise, computers: Computers, bystanders: Bystanders) -> bool:
    _say(f" {_title(case, exercise)}")
    return _all_hold(lambda proved: prove(case, computers, bystanders, proved))


def _all_hold(work: Callable[[Proved], object]) -> bool:
    try:
        work(Proved(lambda what, seconds: _say(f"  통과 {seconds:5.1f}초 {what}")))
    except ProofError as error:
        first, *rest = str(error).rstrip().split("\n")
        _say("\n".join([f"  실패        {first}", *(f"   | {line}" for line in rest)]))
        return False
    return True


def _title(case: Case, exercise: Exercise) -> str:
    """Name a case for its author: 풀이, 다른 풀이 1 (why), 실수 2 (why)."""
    kind, _, number = case.name.partition("-")
    if kind == "solution":
        return "풀이"
    if kind == "alternative":
        return f"다른 풀이 {number} ({exercise.alternatives[int(number) - 1].why})"
    return f"실수 {number} ({exercise.mistakes[int(number) - 1].way.why})"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
