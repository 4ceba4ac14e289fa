"""Write the first draft of an exercise or of a coach rule: a file that fails until its author has filled it in.

    python -m helpers.authoring.scaffold exercise images.copy
    python -m helpers.authoring.scaffold rule no-network-yet

What is still to do stands after the mark `할 일:` in the file itself: `./lab prove` and a unit test list it. Needs the
standard library only, because `./lab new` runs it with the computer's own Python.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
RULES = ROOT / "helpers" / "coach" / "rules"
MARK = "할 일:"
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ORDER_ENDS = ')\n"""The modules by name'
_COUNTED = re.compile(r"문제[는가]? (?:\d+|[가-힣]+) ?(?:개|이고|이에요)")
_PLACED = re.compile(r"^```\{exercise\}.*\n(?:.*\n)*?```\n", re.MULTILINE)

_EXERCISE = '''\
"""{id}: 할 일: say here, in a line of English, what is practised."""

from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE = "{slug}:1.0"  # 할 일: 문제에 나오는 이름으로 바꾸세요

EXERCISE = Exercise(
    id="{id}",
    title="할 일: 제목",
    prompt=f"""\\
할 일: 어떤 일을 왜 하는지, 무엇이 되어 있으면 되는지 해요체로 쓰세요. 이름은 `{{_IMAGE}}`처럼 글자 그대로 보여 주세요.
""",
    files={{"Dockerfile": "FROM busybox:latest\\n"}},  # 할 일: 연습 폴더에 놓을 파일. 없으면 이 줄을 지우세요
    setup="",  # 할 일: 시작할 때 차려 둘 컨테이너나 이미지를 만드는 Bash. 없으면 이 줄을 지우세요
    owns=Owned(images=(_IMAGE,)),  # 할 일: 이 문제가 만드는 것의 이름. `reset`은 여기 적힌 이름을 지웁니다
    checks=(
        checks.image_new("built", _IMAGE),  # 할 일: 결과를 묻는 확인. 맨 앞의 것이 ‘아직 시작 전’을 정합니다
    ),
    hints=(
        "할 일: 첫 힌트. 어디를 보면 되는지 알려 줘요.",
        "할 일: 둘째 힌트. 풀이의 명령을 그대로 쓰지는 않아요.",
    ),
    solution=Way(script="false  # 할 일: 풀이"),
    alternatives=(Way(script="false  # 할 일: 다른 풀이", why="할 일: what is different"),),
    mistakes=(
        Mistake(
            way=Way(script="true  # 할 일: 흔한 실수", why="할 일: what is wrong"),
            fails="built",
            says="할 일: 나와야 하는 문장",
        ),
        Mistake(
            way=Way(script="true  # 할 일: 흔한 실수", why="할 일: what is wrong"),
            fails="built",
            says="할 일: 나와야 하는 문장",
        ),
        Mistake(
            way=Way(script="true  # 할 일: 흔한 실수", why="할 일: what is wrong"),
            fails="built",
            says="할 일: 나와야 하는 문장",
        ),
    ),
)
'''

_RULE = '''\
"""할 일: say here, in a line of English, what goes wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False  # 할 일: 종료 코드가 0인데도 잘못된 명령이면 True
_WORDS = re.compile(r"할 일: 도커가 한 말")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """할 일: say what stands on the engine then: `scene` asks it, words come last."""
    if asked.verb != "run" or not _WORDS.search(ran.words) or scene.container("할 일: 이름") is None:
        return None
    return Explanation(
        id="{name}",
        what="할 일: 무슨 일이 있었는지. 배우는 사람이 쓴 이름으로, 해요체로",
        why="할 일: 왜 그런지",
        next=("할 일: 다음에 할 일. 보는 명령은 그대로, 바꾸는 명령은 부분만 써요.",),
    )
'''


class DraftError(Exception):
    """Nothing was written; the message says why, in Korean."""


def file_of(exercise: str) -> Path:
    """Return where the exercise with this id stands, or would stand."""
    chapter, _, slug = exercise.partition(".")
    return course.FOLDER / chapter / f"{slug.replace('-', '_')}.py"


def unfinished(text: str) -> list[str]:
    """List what a draft says is still to do, each with its line's number."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{number}번째 줄: {_told(line)}" for number, line in lines if MARK in line]


def _told(line: str) -> str:
    """Return what stands after the mark, up to the end of the text or the comment that it stands in."""
    return line.partition(MARK)[2].partition('"')[0].strip()


def new_exercise(exercise: str) -> tuple[Path, Path]:
    """Draft an exercise and place it after the last one of its chapter's text; both files. Raises DraftError."""
    chapter, dot, slug = exercise.partition(".")
    if chapter not in course.chapters():
        raise DraftError(f"`{chapter}` 장은 없습니다. 있는 장: {', '.join(course.chapters())}")
    if not dot or not _SLUG.fullmatch(slug):
        raise DraftError(f"문제의 이름은 `{chapter}.copy-twice`처럼 영어 소문자와 숫자를 `-`로 이어 짓습니다.")
    file, text = file_of(exercise), course.FOLDER / chapter / f"{chapter}.md"
    if exercise in course.ids():
        raise DraftError(f"`{exercise}` 문제는 이미 있습니다.")
    _write_new(file, _EXERCISE.format(id=exercise, slug=slug))
    text.write_text(_placed(text.read_text(encoding="utf-8"), exercise), encoding="utf-8")
    return file, text


def new_rule(name: str) -> tuple[Path, Path]:
    """Draft a coach rule and put it last in the rules' order; both files. Raises DraftError."""
    module = name.replace("-", "_")
    file, order = RULES / f"{module}.py", RULES / "__init__.py"
    if not _SLUG.fullmatch(name):
        raise DraftError("규칙의 이름은 `no-network`처럼 영어 소문자와 숫자를 `-`로 이어 짓습니다.")
    before, end, after = order.read_text(encoding="utf-8").partition(_ORDER_ENDS)
    _write_new(file, _RULE.format(name=name))
    order.write_text(f'{before}    "{module}",\n{end}{after}', encoding="utf-8")
    return file, order


def counted(text: str) -> list[str]:
    """List where a chapter's text says how many exercises it has, each with its line's number."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{number}번째 줄: {found[0]}" for number, line in lines for found in _COUNTED.finditer(line)]


def _placed(text: str, exercise: str) -> str:
    """Return a chapter's text with the exercise after its last one."""
    end = max((found.end() for found in _PLACED.finditer(text)), default=len(text))
    return f"{text[:end]}\n```{{exercise}} {exercise}\n```\n{text[end:]}"


def _write_new(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise DraftError(f"{_shown(file)} 파일이 이미 있어서 쓰지 않았습니다.") from None


def _shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a draft and say what comes next; 2 where nothing was written."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring.scaffold")
    parser.add_argument("kind", choices=("exercise", "rule"))
    parser.add_argument("name")
    asked = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # whatever the locale says
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        said = _exercise(asked.name) if asked.kind == "exercise" else _rule(asked.name)
    except DraftError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{said}\n")
    return 0


def _exercise(name: str) -> str:
    file, text = new_exercise(name)
    numbers = counted(text.read_text(encoding="utf-8"))
    told = f"문제의 수가 적힌 곳이 있습니다. 맞게 고치세요. {', '.join(numbers)}\n" if numbers else ""
    return (
        f"{_shown(file)}를 썼습니다. `{MARK}`이라고 적힌 곳을 채우세요.\n"
        f"{_shown(text)}의 마지막 문제 다음에 놓았습니다. 자리는 글에서 옮길 수 있습니다.\n"
        f"{told}"
        f"채우면서 ./lab prove {name}, 다 되면 ./lab build --only {name}"
    )


def _rule(name: str) -> str:
    file, order = new_rule(name)
    return (
        f"{_shown(file)}를 썼습니다. `{MARK}`이라고 적힌 곳을 채우세요.\n"
        f"{_shown(order)}의 차례에서 맨 뒤에 놓았습니다. 다른 규칙이 먼저 나서면 그 앞으로 옮기세요.\n"
        "실수를 진짜로 저질러 보는 시험을 tests/lab/에 더하고 ./lab test --only lab -k 이름 으로 돌리세요."
    )


if __name__ == "__main__":
    sys.exit(main())
