"""A dash, a quote or a blank that only looks like the plain one: copied from a slide, a document, a chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import mistypings
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
_REFUSED = re.compile(
    r"invalid reference format|accepts no arguments|requires (?:exactly|at most|at least) \d|not a docker command"
    r"|no such (?:container|image|object)|command not found",
    re.IGNORECASE,
)
_FOR_CONTAINER = frozenset({"run", "create", "exec"})
_DASHED = re.compile(r"-+([A-Za-z][\w-]*)(.*)", re.DOTALL)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Docker or the shell refused the very word in which it stands."""
    for word in _read_by_docker(ran, asked):
        letter = mistypings.odd(word)
        if letter and (letter in ran.words or (_REFUSED.search(ran.words) and word in _words(ran, asked))):
            return _explanation(word, letter, _right(word, asked))
    return None


def _read_by_docker(ran: FinishedCommand, asked: Command) -> Iterable[str]:
    """Return the words that are not for a program in the container."""
    inside = asked.arguments[1:] if asked.verb in _FOR_CONTAINER else ()
    return ran.argv[: len(ran.argv) - len(inside)]


def _words(ran: FinishedCommand, asked: Command) -> tuple[str, ...]:
    """Return the words that stand where a name or a command does: what is odd in one of these is refused."""
    if ran.argv[0] != "docker":
        return ran.argv[:1]
    return (*asked.verb.split(), *(asked.arguments[:1] if asked.verb in _FOR_CONTAINER else asked.arguments))


def _right(word: str, asked: Command) -> str:
    right = mistypings.plain(word)
    dashed = _DASHED.fullmatch(right)
    if not dashed:
        return right if right.isascii() else ""
    name, rest = dashed.groups()
    long = f"--{name}" in mistypings.known_options(tuple(asked.verb.split()))
    return f"{'--' if long else '-'}{name}{rest}"


def _explanation(word: str, letter: str, right: str) -> Explanation:
    if letter.isprintable() and not letter.isspace():
        what = say("`{word}`의 `{letter}`{은} 키보드로 친 글자와 닮았지만 다른 글자예요.", word=word, letter=letter)
    else:
        what = say(
            "`{word}`에 눈으로는 구별되지 않는 다른 빈칸(U+{code})이 들어 있어요.", word=word, code=f"{ord(letter):04X}"
        )
    return Explanation(
        id="lookalike",
        what=what,
        why="문서나 슬라이드, 메신저에 적힌 명령을 복사하면 붙임표나 따옴표, 빈칸이 모양만 닮은 다른 글자로"
        " 바뀌어 있을 때가 많아요. 셸과 도커는 그것을 옵션이나 따옴표, 빈칸으로 읽지 않아요.",
        next=(
            say("`{word}`{을} `{right}`{으로} 고쳐서 다시 해요.", word=word, right=right)
            if right
            else "그 글자를 지우고 키보드로 다시 쳐요.",
        ),
    )
