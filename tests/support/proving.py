"""The six proofs of an exercise, on the real lab: what the tests run, and what authors run while they write.

    python -m tests.support.proving images.first [images.copy …] [--only solution|alternatives|mistakes]

Each case starts the exercise, goes one way through it, and resets it, with bystanders beside it on both computers and
on the disk:

1. after the start the check says that nothing was attempted;
2. before each step of the solution it still does not;
3. after the solution it does;
4. after each alternative it does;
5. each mistake fails exactly its check and gets its sentence;
6. after the reset both computers, the Hub and the files are as before, and every bystander survived every step.
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
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.exercise.model import Exercise, Feedback, Mistake, Verdict, Way
from helpers.lesson.exercise_folder import KEPT, folder_of
from helpers.lesson.lesson import Lesson
from helpers.ui import feedback as messages
from helpers.world import hub
from helpers.world.computers import Computers
from tests.support.scene import Bystanders, picture, present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 300
"""A way that takes longer than this is stuck."""
LOOKS = re.compile(
    r"^(?:ssh other )?(?:docker (?:images|ps|image ls|container ls|logs|inspect|image inspect|history|version|info|port"
    r"|volume ls|network ls)|cat|ls|echo|printf|grep|head|tail|true|test|\[|curl|cd|sort|wc|tr|cut|sed)\b"
)
"""Steps that only look; the check may have passed before them."""


class Unproved(AssertionError):  # noqa: N818 - what it says
    """A proof that failed; the text says what happened, for authors."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One way through one exercise; `name` is solution, alternative-1, mistake-1 and so on."""

    exercise: str
    name: str

    def __str__(self) -> str:
        return f"{self.exercise}:{self.name}"


def cases(exercise: Exercise) -> list[Case]:
    """All ways of an exercise, the solution first."""
    names = ["solution"]
    names += [f"alternative-{number}" for number, _ in enumerate(exercise.alternatives, 1)]
    names += [f"mistake-{number}" for number, _ in enumerate(exercise.mistakes, 1)]
    return [Case(exercise=exercise.id, name=name) for name in names]


def prove(
    case: Case, computers: Computers, bystanders: Bystanders, say: Callable[[str], None] = lambda _line: None
) -> None:
    """Go one way through its exercise, from the start to the reset. Raises `Unproved`."""
    exercise = course.exercise(case.exercise)
    kind, _, number = case.name.partition("-")
    lesson = Lesson(computers=computers)
    lesson.reset(exercise.id)  # what an interrupted proof left
    with bystanders.stand(folder_of(exercise).parent):
        before = picture(computers, exercise)
        try:
            _started(exercise, lesson)
            bystanders.survive("start")
            if kind == "mistake":
                _wrong(exercise, exercise.mistakes[int(number) - 1], lesson, say)
            else:
                way = exercise.solution if kind == "solution" else exercise.alternatives[int(number) - 1]
                _right(exercise, way, lesson, say, stepwise=kind == "solution")
            bystanders.survive(case.name)
        finally:
            with _nothing_kept(exercise):
                note = lesson.reset(exercise.id)
        if note.kind != "done":
            raise Unproved(f"reset: {note.plain}")
        bystanders.survive("reset")
        changed = before.differs(picture(computers, exercise))
        if changed:
            raise Unproved("after the reset not all is as before:\n" + "\n".join(changed))


@contextmanager
def _nothing_kept(exercise: Exercise) -> Iterator[None]:
    """Throw away what the reset within puts aside: it is no learner's, and archives are large."""
    kept = folder_of(exercise).parent / KEPT
    before = set(kept.glob("*/*"))
    yield
    for folder in set(kept.glob("*/*")) - before:
        shutil.rmtree(folder)
    for folder in (kept / exercise.slug, kept):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _started(exercise: Exercise, lesson: Lesson) -> None:
    note = lesson.start(exercise.id)
    if note.kind != "done":
        raise Unproved(f"start: {note.plain}")
    feedback = lesson.check(exercise.id, settle=0)
    if feedback.verdict is not Verdict.NOT_ATTEMPTED:
        raise Unproved(f"after the start the check says {feedback.verdict}:\n{messages.text(feedback)}")


def _not_passed(feedback: Feedback, when: str) -> None:
    if feedback.verdict in (Verdict.PASSED, Verdict.BROKEN):
        raise Unproved(f"{when} the check says {feedback.verdict}:\n{messages.text(feedback)}")


def _right(exercise: Exercise, way: Way, lesson: Lesson, say: Callable[[str], None], *, stepwise: bool) -> None:
    def ask(command: str) -> None:
        feedback = lesson.check(exercise.id, settle=0)
        if not LOOKS.match(command):
            _not_passed(feedback, f"before the step `{command}`")

    said = _run(exercise, way.script, ask if stepwise else None)
    say(said)
    answer = None
    if way.answer is not None:
        _not_passed(lesson.check(exercise.id, settle=0), "before the answer")
        answer = _run(exercise, way.answer, None, errors=False)
        say(f"answer: {answer.strip()}")
    feedback = lesson.check(exercise.id, answer)
    if feedback.verdict is not Verdict.PASSED:
        raise Unproved(f"the way does not pass ({way.why or way.script}).\n{said}\n{messages.text(feedback)}")


def _wrong(exercise: Exercise, mistake: Mistake, lesson: Lesson, say: Callable[[str], None]) -> None:
    said = _run(exercise, mistake.way.script, None)
    say(said)
    answer = None if mistake.way.answer is None else _run(exercise, mistake.way.answer, None, errors=False)
    feedback = lesson.check(exercise.id, answer)
    text = messages.text(feedback)
    say(text)
    context = f"\n{said}\n{text}"
    _not_passed(feedback, f"after the mistake ({mistake.way.why or mistake.way.script})\n{said}\n")
    failed = [name for name, _ in feedback.findings]
    if failed != [mistake.fails]:
        raise Unproved(f"the mistake fails {failed}, not exactly {mistake.fails!r}.{context}")
    if hub.fill_in(mistake.says) not in text:
        raise Unproved(f"the mistake does not get its sentence {mistake.says!r}.{context}")


def _run(exercise: Exercise, script: str, ask: Callable[[str], None] | None, *, errors: bool = True) -> str:
    """What a script writes, run as a learner's cell in the exercise's folder; `ask` is called before each step."""
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
    try:
        done = subprocess.run(
            ["bash", "-c", script], cwd=folder, env=os.environ | more, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if errors else subprocess.DEVNULL, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unproved(f"still running after {SECONDS} s:\n{script}") from error
    return done.stdout.decode(errors="replace")


_TRAP = 'trap \'printf "%s\\0" "$BASH_COMMAND" >"$LAB_STEP_SAID"; read -r _lab_step <"$LAB_STEP_HEARD"\' DEBUG\n'
"""Bash's own way to stop before each command: it says the command and waits for an answer."""


@contextmanager
def _steps(ask: Callable[[str], None]) -> Iterator[tuple[dict[str, str], list[Unproved]]]:
    """Call `ask` with each command that a script with `_TRAP` is about to run; what it raises is collected."""
    raised: list[Unproved] = []
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
                except Unproved as error:
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


def main() -> int:
    """The authors' command; the exit code is the number of failed proofs, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.proving")
    parser.add_argument("names", nargs="+", metavar="EXERCISE", help="ids, or a chapter's name for all of it")
    parser.add_argument("--only", choices=("solution", "alternatives", "mistakes"))
    parser.add_argument("-v", "--verbose", action="store_true", help="show what each way wrote and what the check said")
    asked = parser.parse_args()
    ids = [found for name in asked.names for found in (course.ids(name) if "." not in name else (name,))]
    failed = 0
    computers = Computers.here()
    with alone(), present(computers) as bystanders:
        for name in ids:
            for case in cases(course.exercise(name)):
                if asked.only is None or asked.only.startswith(case.name.partition("-")[0]):
                    failed += not _report(case, computers, bystanders, verbose=asked.verbose)
    print(f"\n{failed} failed" if failed else "\nall proved")  # noqa: T201 - a command
    return min(failed, 1)


def _report(case: Case, computers: Computers, bystanders: Bystanders, *, verbose: bool) -> bool:
    began, lines = time.monotonic(), []
    try:
        prove(case, computers, bystanders, lines.append)
        error = ""
    except Unproved as unproved:
        error = str(unproved)
    took = f"{time.monotonic() - began:.1f} s"
    print(f"{'FAIL' if error else 'ok  '} {case}  {took}", flush=True)  # noqa: T201 - a command
    for text in ([*lines] if verbose else []) + ([error] if error else []):
        print("\n".join(f"     | {line}" for line in text.rstrip().split("\n")), flush=True)  # noqa: T201 - a command
    return not error


if __name__ == "__main__":
    sys.exit(main())
