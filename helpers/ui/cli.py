"""Run `lab` in the lab's own terminal: the notebook's functions for people who like the terminal.

Knows arguments, printing and exit codes: 0 passed or done, 1 not passed, 2 bad input, 3 broken.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shlex
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.coach import render
from helpers.coach.explain import explained, switched
from helpers.coach.mailbox import Message
from helpers.course import catalogue, commands_to_keep
from helpers.exercise.model import Verdict, learner_of
from helpers.lesson import progress
from helpers.lesson.input import Typing
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress_log import Logbook
from helpers.text.arguments import Parser
from helpers.ui import course_end, feedback, progress_view
from helpers.ui.board import board_text
from helpers.ui.layers import layers_text
from helpers.world import environment, ssh_signature
from helpers.world.errors import EngineGone, Trouble, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.exercise.model import Exercise
    from helpers.text.message import Note

PASSED, NOT_PASSED, BAD_INPUT, BROKEN = 0, 1, 2, 3
_OF_VERDICT = {
    Verdict.PASSED: PASSED,
    Verdict.FAILED: NOT_PASSED,
    Verdict.NOT_ATTEMPTED: NOT_PASSED,
    Verdict.BROKEN: BROKEN,
}
_OF_NOTE = {"done": PASSED, "refused": BAD_INPUT, "broken": BROKEN}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Whoever stands in a folder that is gone is told where to go."""
    asked = _parser().parse_args(arguments)
    lost = environment.folder_is_gone()
    code = _run(asked)
    if lost:
        place = shlex.quote(printable(_way_back(asked)))
        sys.stderr.write(f"이 터미널이 있던 폴더는 지워졌습니다. 이렇게 옮긴 뒤에 계속하세요: cd {place}\n")
    return code


def _way_back(asked: argparse.Namespace) -> Path:
    """Return the folder of the exercise that was asked for, where it is there, or else the learner's work folder."""
    with contextlib.suppress(KeyError, Trouble):
        place = Lesson(find=_find(asked)).folder(getattr(asked, "id", ""))
        if place.is_dir():
            return place
    return environment.here()


def _run(asked: argparse.Namespace) -> int:
    if asked.command in _WITHOUT_EXERCISE:
        return _WITHOUT_EXERCISE[asked.command](asked)
    lesson = _lesson(asked)
    asked.id = asked.id or lesson.practice.latest()
    if not asked.id:
        sys.stderr.write(
            f"아직 시작한 연습 문제가 없습니다. 이렇게 시작하세요: {_command()} begin 문제\n"
            f"연습 문제의 이름은 {_command()} exercises로 볼 수 있습니다.\n"
        )
        return BAD_INPUT
    try:
        exercise = lesson.exercise(asked.id)
    except KeyError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    return _work(lesson, exercise, asked)


def _work(lesson: Lesson, exercise: Exercise, asked: argparse.Namespace) -> int:
    if asked.command == "check":
        return _check(lesson, exercise.id, asked.answer, as_json=asked.json)
    if asked.command == "solution":
        return _solution(lesson, exercise, agreed=asked.yes)
    if asked.command == "begin":
        return _begin(lesson, exercise)
    said = {"checklist": lesson.checklist, "hint": lesson.hint, "reset": lesson.reset}
    return _say(said[asked.command](exercise.id))


def _lesson(asked: argparse.Namespace) -> Lesson:
    return Lesson(find=_find(asked), typing=Typing(command=_command(), outside=_command() != "lab"))


def _command() -> str:
    return environment.typed_command()


def _find(asked: argparse.Namespace) -> Callable[[str], Exercise]:
    """Return how exercises are found: as they are for whoever sits here, or for the learner that a teacher names."""
    name = getattr(asked, "learner", None)
    return partial(course.exercise, learner=replace(learner_of(os.environ), name=name)) if name else course.exercise


def _parser() -> Parser:
    parser = Parser(prog=environment.typed_command(), description="실습실의 연습 문제를 터미널에서 풉니다.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="명령")
    told = help_texts()

    def add(name: str) -> Parser:
        return commands.add_parser(name, help=told[name])

    for name in ("begin", "check", "checklist", "hint", "reset", "solution"):
        command = add(name)
        if name == "checklist":
            command.add_argument("id", nargs="?", metavar="문제", help="연습 문제의 이름, 없으면 마지막에 시작한 문제")
        else:
            command.add_argument("id", metavar="문제", help="연습 문제의 이름, 예: images.first")
        if name == "solution":
            command.add_argument("--learner", metavar="이름", help="이 사람의 값으로 풉니다")
            command.add_argument("--yes", action="store_true", help="묻지 않고 보여 줍니다")
        if name == "check":
            command.add_argument("answer", nargs="?", metavar="답", help="값을 묻는 연습 문제의 답")
            command.add_argument("--json", action="store_true", help="JSON으로 씁니다")
    add("explain").add_argument(
        "text",
        nargs="*",
        metavar="메시지",
        help="없으면 마지막으로 실패한 명령을 설명합니다, `-`면 표준 입력을 읽습니다",
    )
    add("coach").add_argument("wish", nargs="?", choices=("on", "off", "status"), default="status")
    add("board")
    layers = add("layers")
    layers.add_argument("image", metavar="이미지", help="이미지의 이름이나 ID, 예: hello-world")
    layers.add_argument("other", nargs="?", metavar="이미지", help="비교해 볼 이미지. '<none>'은 이름 없는 이미지")
    add("commands").add_argument("--html", action="store_true", help="인쇄할 수 있는 HTML로 씁니다")
    certificate = add("certificate")
    certificate.add_argument("name", nargs="?", default="", metavar="이름", help="수료증에 쓸 이름")
    certificate.add_argument("--day", help=argparse.SUPPRESS)  # from outside, where it is signed
    verify = add("verify")
    verify.add_argument("file", metavar="파일", help="수료증의 파일, `-`면 표준 입력을 읽습니다")
    verify.add_argument("--own", default="", help=argparse.SUPPRESS)
    for name in ("exercises", "progress"):
        add(name).add_argument("--json", action="store_true", help="JSON으로 씁니다")
    return parser


def help_texts() -> dict[str, str]:
    """Return what each command is for. `./lab` reads the same file, and passes on the commands of `everywhere`."""
    found = json.loads(Path(__file__).with_name("commands.json").read_text(encoding="utf-8"))
    return {**found["everywhere"], **found["inside"]}


def _exercises(asked: argparse.Namespace) -> int:
    found = course.exercises()
    if asked.json:
        listed = [{"id": e.id, "title": e.title, "chapter": e.chapter, "points": e.points} for e in found]
        _print(_json(listed))
    else:
        width = max((len(exercise.id) for exercise in found), default=0)
        _print("\n".join(f"{exercise.id:{width}}  {exercise.title}" for exercise in found))
    return PASSED


def _progress(asked: argparse.Namespace) -> int:
    found = progress.progress_of(catalogue.catalogue(), Logbook().traces())
    _print(_json(progress.as_json(found)) if asked.json else progress_view.text(found))
    return PASSED


def _commands(asked: argparse.Namespace) -> int:
    chapters = catalogue.catalogue()
    if asked.html:
        _print(course_end.commands_page(chapters))
        return PASSED
    _print(commands_to_keep.text({chapter.name: chapter.title for chapter in chapters}))
    kept = f"파일로 남기기: {_command()} commands --html > 명령.html"
    _print(f"\n강의 첫 화면의 ‘명령 모음’에서 인쇄할 수 있습니다. {kept}")
    return PASSED


def _certificate(asked: argparse.Namespace) -> int:
    """Write the page of a certificate where `./lab certificate` asks for it; else say how one gets it."""
    found = progress.progress_of(catalogue.catalogue(), Logbook().traces())
    name = asked.name.strip()
    if refused := course_end.refusal(found, name if asked.day else "이름"):
        _say(refused)
        return NOT_PASSED if course_end.left(found) else BAD_INPUT
    if asked.day:
        _print(course_end.certificate(found, name, asked.day))
        return PASSED
    typed = f"{environment.command('certificate')} {shlex.quote(name) if name else '이름'}"
    _print(f"모두 풀었습니다. 실습실을 켰던 바깥의 터미널에서 이렇게 입력하면 수료증을 받습니다: {typed}")
    return PASSED


def _verify(asked: argparse.Namespace) -> int:
    try:
        data = sys.stdin.buffer.read() if asked.file == "-" else Path(asked.file).read_bytes()
        page = data.decode()
    except OSError as error:
        sys.stderr.write(f"{printable(Path(asked.file))} 파일을 읽을 수 없습니다. {error.strerror}.\n")
        return BAD_INPUT
    except UnicodeDecodeError:
        page = ""
    parts = course_end.parted(page)
    note = course_end.verdict(page, ssh_signature.signer(*parts) if parts else "", asked.own)
    _say(note)
    return NOT_PASSED if note.kind == "broken" else _OF_NOTE[note.kind]


def _begin(lesson: Lesson, exercise: Exercise) -> int:
    """Start an exercise, and print what is to be done, what is checked and where it is worked on."""
    note = lesson.start(exercise.id)
    if note.kind != "done":
        return _say(note)
    checked = lesson.checklist(exercise.id)
    done = f"다 하면 이렇게 확인하세요: {_command()} check {exercise.id}"
    _print("\n\n".join([note.plain, _as_text(exercise.prompt), checked.text, done]))
    return PASSED


def _as_text(prompt: str) -> str:
    """Write an exercise's Markdown as a terminal shows it: without the stars, and pictures by what they show."""
    text = re.sub(r"!\[([^]]*)\]\([^)]*\)", r"(그림: \1. 노트북에서 볼 수 있습니다)", prompt.strip())
    return text.replace("**", "")


def _solution(lesson: Lesson, exercise: Exercise, *, agreed: bool) -> int:
    """Show the solution after a question; where nobody sits who could answer it, only with `--yes`."""
    if not agreed and not sys.stdin.isatty():
        sys.stderr.write(f"풀이를 정말 보려면 --yes를 붙이세요: {_command()} solution {exercise.id} --yes\n")
        return BAD_INPUT
    if not agreed and not _agreed(exercise):
        sys.stderr.write(f"보여 주지 않았습니다. 힌트는 {_command()} hint {exercise.id}\n")
        return NOT_PASSED
    return _say(lesson.solution(exercise.id, show=True))


def _agreed(exercise: Exercise) -> bool:
    try:
        said = input(f"`{exercise.title}` 문제의 풀이를 볼까요? 아직 안 본 힌트가 있다면 힌트부터 보세요. [y/N] ")
    except EOFError:
        return False
    return said.strip().lower() in {"y", "yes", "예", "네", "ㅛ"}  # ㅛ: the y key while Korean is being typed


def _check(lesson: Lesson, exercise: str, answer: str | None, *, as_json: bool) -> int:
    found = lesson.check(exercise, answer)
    _print(_json(feedback.as_json(found)) if as_json else feedback.text(found))
    return _OF_VERDICT[found.verdict]


def _explain(asked: argparse.Namespace) -> int:
    text = sys.stdin.read() if asked.text == ["-"] else " ".join(asked.text)
    found = explained(text)
    if not isinstance(found, Message):
        return _say(found)
    as_text = render.coloured if sys.stdout.isatty() else render.plain
    _print(as_text(found.explanation, found.command))
    return PASSED


def _say(note: Note) -> int:
    if note.kind == "done":
        _print(note.plain)
    else:
        sys.stderr.write(note.plain + "\n")
    return _OF_NOTE[note.kind]


def _coach(asked: argparse.Namespace) -> int:
    return _say(switched(asked.wish))


def _look(asked: argparse.Namespace) -> int:
    """Show what stands there, or what an image is made of."""
    try:
        address = environment.address() if sys.stdout.isatty() else ""
        _print(board_text(address) if asked.command == "board" else layers_text(asked.image, asked.other))
    except EngineGone as gone:
        sys.stderr.write(f"{gone}\n")
        return BROKEN
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return BAD_INPUT
    return PASSED


_WITHOUT_EXERCISE: dict[str, Callable[[argparse.Namespace], int]] = {
    "exercises": _exercises,
    "progress": _progress,
    "commands": _commands,
    "certificate": _certificate,
    "verify": _verify,
    "explain": _explain,
    "coach": _coach,
    "board": _look,
    "layers": _look,
}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
