"""`lab` in the lab's own terminal: the notebook's functions for people who like the terminal.

Knows arguments, printing and exit codes: 0 passed or done, 1 not passed, 2 bad input, 3 broken.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from helpers import course, messages
from helpers.lesson import Lesson
from helpers.model import Verdict
from helpers.personal import here

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.model import Exercise
    from helpers.wording import Note

PASSED, NOT_PASSED, BAD_INPUT, BROKEN = 0, 1, 2, 3
_OF_VERDICT = {
    Verdict.PASSED: PASSED,
    Verdict.FAILED: NOT_PASSED,
    Verdict.NOT_ATTEMPTED: NOT_PASSED,
    Verdict.BROKEN: BROKEN,
}
_OF_NOTE = {"done": PASSED, "refused": BAD_INPUT, "broken": BROKEN}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.command == "exercises":
        return _exercises(as_json=asked.json)
    lesson = Lesson(find=_find(asked))
    try:
        exercise = lesson.exercise(asked.id)
    except KeyError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    if asked.command == "check":
        return _check(lesson, exercise.id, asked.answer, as_json=asked.json)
    if asked.command == "solution":
        return _say(lesson.solution(exercise.id, show=True))
    said = {"begin": lesson.start, "checklist": lesson.checklist, "hint": lesson.hint, "reset": lesson.reset}
    return _say(said[asked.command](exercise.id))


def _find(asked: argparse.Namespace) -> Callable[[str], Exercise]:
    """How exercises are found: as they are for whoever sits here, or for the learner that a teacher names."""
    name = getattr(asked, "learner", None)
    return partial(course.exercise, learner=replace(here(), name=name)) if name else course.exercise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lab", description="실습실의 연습 문제를 터미널에서 풉니다.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="명령")
    for name, help_ in (
        ("begin", "연습 문제를 시작합니다"),
        ("check", "채점합니다"),
        ("checklist", "문제에서 확인하는 것을 목록으로 봅니다"),
        ("hint", "힌트를 하나 봅니다"),
        ("reset", "연습 문제를 시작하기 전으로 되돌립니다"),
        ("solution", "풀이를 봅니다"),
    ):
        command = commands.add_parser(name, help=help_)
        command.add_argument("id", metavar="문제", help="연습 문제의 이름, 예: images.first")
        if name == "solution":
            command.add_argument("--learner", metavar="이름", help="이 사람의 값으로 풉니다")
        if name == "check":
            command.add_argument("answer", nargs="?", metavar="답", help="값을 묻는 연습 문제의 답")
            command.add_argument("--json", action="store_true", help="JSON으로 씁니다")
    listing = commands.add_parser("exercises", help="연습 문제의 목록을 봅니다")
    listing.add_argument("--json", action="store_true", help="JSON으로 씁니다")
    return parser


def _exercises(*, as_json: bool) -> int:
    found = course.exercises()
    if as_json:
        listed = [{"id": e.id, "title": e.title, "chapter": e.chapter, "points": e.points} for e in found]
        _print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        width = max((len(exercise.id) for exercise in found), default=0)
        _print("\n".join(f"{exercise.id:{width}}  {exercise.title}" for exercise in found))
    return PASSED


def _check(lesson: Lesson, exercise: str, answer: str | None, *, as_json: bool) -> int:
    feedback = lesson.check(exercise, answer)
    _print(json.dumps(messages.as_json(feedback), ensure_ascii=False, indent=2) if as_json else messages.text(feedback))
    return _OF_VERDICT[feedback.verdict]


def _say(note: Note) -> int:
    if note.kind == "done":
        _print(note.plain)
    else:
        sys.stderr.write(note.plain + "\n")
    return _OF_NOTE[note.kind]


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
