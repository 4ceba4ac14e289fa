"""A line of the Dockerfile that is no instruction, or a Dockerfile that does not begin with FROM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.dockerdata.dockerfile import INSTRUCTIONS
from helpers.dockerdata.names import similar
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.build_context import Build
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
_WORD = re.compile(r"parse error(?: on)? line (\d+): unknown instruction: (\S+)", re.IGNORECASE)
_PARTS = re.compile(r"parse error(?: on)? line (\d+): (\w+) requires ", re.IGNORECASE)
_PAIR = re.compile(r"\b(ENV|LABEL) must have two arguments")
_MARKED = re.compile(r"^ *(\d+) \| >>> ", re.MULTILINE)
_NO_STAGE = re.compile(r"no build stage in current context", re.IGNORECASE)
_EMPTY = re.compile(r"dockerfile cannot be empty|file with no instructions", re.IGNORECASE)
_CONTINUES = re.compile(r"(&&|\|\||\||;|--\w)")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Which line, and which word of it."""
    if asked.verb not in ("build", ""):
        return None
    build = build_context.of(asked, scene)
    if said := _WORD.search(ran.words):
        return _word(int(said[1]), said[2], build)
    if said := _PARTS.search(ran.words):
        return _parts(int(said[1]), said[2].upper(), build)
    if (said := _PAIR.search(ran.words)) and (line := _MARKED.search(ran.words)):
        return _parts(int(line[1]), said[1], build)
    if _NO_STAGE.search(ran.words):
        return _no_stage(build)
    return _empty(build) if _EMPTY.search(ran.words) else None


def _line(number: int, build: Build | None) -> str:
    """Return a line of the Dockerfile as it stands there now; empty where it is not at hand."""
    lines = build.text().splitlines() if build else []
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _shown(number: int, build: Build | None) -> str:
    line = _line(number, build)
    return say(" 그 줄은 지금 `{line}`{이에요}.", line=line) if line and "`" not in line else ""


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="dockerfile-word", what=what, why=why, next=do)


def _word(number: int, word: str, build: Build | None) -> Explanation:
    what = say(
        "Dockerfile {number}번째 줄의 첫 단어 `{word}`{은} 도커가 아는 명령어가 아니에요.", number=number, word=word
    )
    near = similar(word.upper(), INSTRUCTIONS)
    if near:
        return _explanation(
            what,
            f"Dockerfile의 줄은 `FROM`, `RUN`, `COPY` 같은 명령어로 시작해야 해요.{_shown(number, build)}",
            say("{number}번째 줄의 `{word}`{을} `{near}`{으로} 고쳐요.", number=number, word=word, near=near),
        )
    above = _line(number - 1, build)
    if above and not above.endswith("\\") and (_CONTINUES.match(word) or word.islower()):
        return _explanation(
            what,
            f"바로 윗줄 `{above}`의 나머지처럼 보여요. 그런데 윗줄이 `\\`로 끝나지 않아서,"
            " 도커는 여기서 새 명령어가 시작된 것으로 읽었어요.",
            f"{number - 1}번째 줄의 끝에 한 칸 띄우고 `\\`를 붙여요. 그 뒤에는 빈칸도 없어야 해요.",
        )
    return _explanation(
        what,
        f"Dockerfile의 줄은 `FROM`, `RUN`, `COPY` 같은 명령어로 시작해야 해요.{_shown(number, build)}",
        "셸에서 실행할 명령이라면 줄 앞에 `RUN`을, 설명을 적은 것이라면 줄 앞에 `#`을 붙여요.",
    )


def _parts(number: int, name: str, build: Build | None) -> Explanation:
    needs = {
        "FROM": "`FROM` 뒤에는 바탕 이미지의 이름 하나를 적어요.",
        "COPY": "`COPY` 뒤에는 가져올 것과 놓을 곳을 차례로 적어요.",
        "ADD": "`ADD` 뒤에는 가져올 것과 놓을 곳을 차례로 적어요.",
        "ENV": "`ENV` 뒤에는 `이름=값`을 적어요. 값이 비어 있으면 `이름=`이라고 적어요.",
        "LABEL": "`LABEL` 뒤에는 `이름=값`을 적어요.",
        "WORKDIR": "`WORKDIR` 뒤에는 폴더 하나를 적어요.",
    }
    return _explanation(
        f"Dockerfile {number}번째 줄의 `{name}` 뒤에 적은 단어의 수가 맞지 않아요.",
        f"{needs.get(name, f'`{name}` 뒤에 필요한 것이 빠졌거나 더 있어요.')}{_shown(number, build)}",
        f"{number}번째 줄에 빠진 것이나 남는 것이 없는지 봐요.",
    )


def _no_stage(build: Build | None) -> Explanation:
    first = next((item for item in build.instructions() if item.name != "ARG"), None) if build else None
    return _explanation(
        "Dockerfile이 `FROM`으로 시작하지 않아요.",
        "이미지는 바탕 이미지 위에 쌓아 만들기 때문에, 무엇 위에 쌓을지부터 정해야 해요."
        + (f" 지금은 `{first.name}` 줄이 먼저 나와요." if first else ""),
        "바탕 이미지를 적은 `FROM` 줄을 맨 위에 둬요. 그 앞에는 `ARG`와 주석만 올 수 있어요.",
    )


def _empty(build: Build | None) -> Explanation:
    where = f"`{build.dockerfile.resolve()}` 파일에" if build else "Dockerfile에"
    return _explanation(
        "Dockerfile이 비어 있어요.",
        f"{where} 명령어가 한 줄도 없어요. 편집기에서 저장하지 않았을 때 이렇게 될 때가 많아요.",
        "파일을 저장했는지 확인하고, `FROM` 줄부터 적어요.",
    )
