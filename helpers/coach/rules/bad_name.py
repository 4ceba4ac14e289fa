"""Invalid reference format: a name that no image, tag or container can have, and how it would be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.dockerdata import names
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
_WORDS = re.compile(
    r"invalid reference|must be lowercase|invalid tag|not a valid repository|parsing reference|invalid container name",
    re.IGNORECASE,
)
_OF_CONTAINER = re.compile(r"invalid container name \(([^)]*)\)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"repository name \((?:library/)?([^)]*)\)")
_LAST_TWO = frozenset({"tag", "commit", "import"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A name of the command breaks the rules."""
    if not _WORDS.search(ran.words):
        return None
    if named := _OF_CONTAINER.search(ran.words):
        name = asked.option("--name") or named[1]
        return _explanation("컨테이너", name, names.container_fault(name), names.container_mended(name))
    for name in _references(asked, ran.words):
        if fault := names.fault(name):
            if told := _file(name, asked, scene):
                return told
            return _explanation("이미지", name, fault, names.mended(name), _spread(name, asked))
    return None


def _file(name: str, asked: Command, scene: Scene) -> Explanation | None:
    """Explain a Dockerfile that was to be run; None where it is none."""
    if asked.verb not in ("run", "create") or not build_context.looks_like_one(name) or not scene.path(name).is_file():
        return None
    return Explanation(
        id="bad-name",
        what=say("`{name}`{은} 이미지의 이름이 아니라 파일이에요.", name=name),
        why="`docker run` 뒤에는 이미지 이름을 적어요. Dockerfile은 이미지를 만드는 방법을 적은 글이라, 먼저 "
        "빌드해야 이미지가"
        " 생겨요.",
        next=(
            "`docker build -t 이름 .`으로 이미지를 만들어요. 끝의 점(`.`)은 Dockerfile이 있는 지금 폴더예요.",
            "그다음 `docker run`에 그 이름을 적어요.",
        ),
    )


def _references(asked: Command, words: str) -> Iterator[str]:
    """Return the images that a command names; from the message where there is no command."""
    if asked.verb in ("run", "create"):
        yield from asked.arguments[:1]
    elif asked.verb == "build":
        yield from asked.options.get("--tag", ())
    elif asked.verb:
        yield from asked.arguments[-2:] if asked.verb in _LAST_TWO else asked.arguments
    else:
        yield from phrases.quoted(words)
        yield from _IN_BRACKETS.findall(words)


def _spread(name: str, asked: Command) -> str:
    """Say what makes something else of the image: a foreign hyphen, or a space too many in an option before it."""
    if name[:1] in names.DASHES:
        return "그 글자를 붙임표(`-`)로 고쳐서 다시 해요."
    if asked.verb in ("run", "create") and not name.strip():
        return "줄 끝에 둔 `\\` 뒤의 빈칸을 지워요. `\\` 바로 뒤에서 줄을 바꿔야 다음 줄까지 한 명령이 돼요."
    if name.startswith("/"):
        return "`$이름/…`처럼 변수로 시작했다면 그 변수가 비어 있어요. `echo`로 값을 보고, 값을 정한 뒤 다시 해요."
    if asked.verb in ("run", "create") and name.startswith(":"):
        return "이미지 이름 자리에 다른 것이 왔어요. 앞의 옵션에 빈칸이 잘못 들어가지 않았는지 살펴봐요."
    return ""


def _explanation(kind: str, name: str, fault: str, right: str, spread: str = "") -> Explanation | None:
    if not fault:
        return None
    advice = (
        say("`{right}`처럼 고쳐서 다시 해요.", right=right)
        if right
        else f"{kind} 이름을 `my-web`처럼 영어 소문자로 적어서 다시 해요."
    )
    return Explanation(
        id="bad-name",
        what=say("`{name}`{은} {kind} 이름으로 쓸 수 없어요.", name=name, kind=kind),
        why=fault,
        next=(spread or advice,),
    )
