"""Words that a command needs and that are not there: an image, a program to run, a value; or words too many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
_COUNT = re.compile(
    r"[\"']docker ([\w -]+)[\"'] "
    r"(?:requires (at least|exactly|at most) (\d+)(?: and at most (\d+))? argument|accepts no arg)"
)
_USAGE = re.compile(r"Usage:\s+docker [a-z -]+ (?:\[OPTIONS\] )?(.*)")
_VALUE = re.compile(r"flag needs an argument: (?:'.' in )?(-[\w-]+)")
_BY_LIST = frozenset({"stop", "start", "restart", "kill", "rm", "rmi", "volume rm", "network rm", "image rm",
                      "container rm", "container stop"})  # fmt: skip
_EMPTY = " `$( … )`로 이름을 넣었다면, 그 안의 명령이 아무것도 찾지 못해 빈 것이에요. 그러면 할 일이 없는 거예요."
"""Commands that are given all that another one lists, and what is said where that is nothing."""
_TAG = re.compile(r"[\w][\w.-]*")
_CALLED = (
    ("SOURCE_IMAGE", "지금 있는 이미지의 이름"),
    ("TARGET_IMAGE", "새로 붙일 이름"),
    ("NEW_NAME", "새 이름"),
    ("CONTAINER:SRC_PATH", "복사할 것"),
    ("SRC_PATH", "복사할 것"),
    ("DEST_PATH", "놓을 곳"),
    ("CONTAINER:DEST_PATH", "놓을 곳"),
    ("CONTAINER", "컨테이너 이름"),
    ("IMAGE", "이미지 이름"),
    ("COMMAND", "컨테이너 안에서 실행할 명령"),
    ("NETWORK", "네트워크 이름"),
    ("VOLUME", "볼륨 이름"),
    ("NAME|ID", "살펴볼 것의 이름"),
    ("NAME", "이미지 이름"),
    ("file", "파일 이름"),
    ("TERM", "찾을 말"),
)
"""The placeholders of Docker's usage lines and what they stand for."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The client counted the words, and says how many it needs."""
    if said := _VALUE.search(ran.words):
        return _no_value(said[1])
    said, usage = _COUNT.search(ran.words), _USAGE.search(ran.words)
    if said is None or usage is None or not asked.verb:
        return None
    least = 0 if said[2] in (None, "at most") else int(said[3])
    if len(asked.arguments) < least:
        needs = [called for word in usage[1].split()[:least] if (called := _called(word))]
        return _missing(said[1], asked, needs, ran.argv) if len(needs) == least else None
    return _too_many(said[1], asked, int(said[4] or said[3] or 0))


def _called(placeholder: str) -> str:
    return next((called for name, called in _CALLED if placeholder.lstrip("[").startswith(name)), "")


def _missing(verb: str, asked: Command, needs: Sequence[str], argv: Sequence[str]) -> Explanation:
    given, lacking = asked.arguments, needs[len(asked.arguments) :]
    what = _both(lacking)
    return Explanation(
        id="words-missing",
        what=say("`docker {verb}`에 {what}{이} 빠졌어요.", verb=verb, what=what),
        why=say("`docker {verb}` 뒤에는 {needs}{을} 꼭 적어야 해요.", verb=verb, needs=_both(needs))
        + (say(" 지금은 {given}만 있어요.", given=one_of(given)) if given else "")
        + _swallowed(asked, argv)
        + (_EMPTY if (verb in _BY_LIST and not given) or verb == "exec" else ""),
        next=(
            say("{what}{을} 뒤에 적어서 다시 해요.", what=what),
            *(("컨테이너의 이름은 `docker ps -a`로 볼 수 있어요.",) if "컨테이너 이름" in lacking else ()),
            *(("어떤 이미지가 있는지는 `docker images`로 볼 수 있어요.",) if "이미지 이름" in lacking else ()),
        ),
    )


def _both(parts: Sequence[str]) -> str:
    """One thing, or two in their order."""
    return parts[0] if len(parts) == 1 else say("{first}{과} {second}", first=parts[0], second=parts[1])


def _swallowed(asked: Command, argv: Sequence[str]) -> str:
    """Return the option that took the last word as its value."""
    before, last = argv[-2:]
    if asked.arguments or not before.startswith("-") or "=" in before or last not in _values(asked):
        return ""
    return say(
        " 마지막에 적은 `{last}`{은} `{option}`의 값으로 읽었어요. `{option}` 뒤에 값이 빠졌는지 살펴봐요.",
        last=last,
        option=before,
    )


def _values(asked: Command) -> set[str]:
    return {value for values in asked.options.values() for value in values}


def _too_many(verb: str, asked: Command, most: int) -> Explanation | None:
    extra = asked.arguments[most:]
    if not extra:
        return None
    if verb == "load":
        return _no_option(extra[0])
    if verb == "pull" and _TAG.fullmatch(extra[0]) and ":" not in asked.arguments[0]:
        return _apart(*asked.arguments[:2])
    allowed = f"옵션 말고 단어를 {'하나' if most == 1 else f'{most}개'}만" if most else "옵션만"
    return Explanation(
        id="words-missing",
        what=f"`docker {verb}`에는 {allowed} 적을 수 있는데, 단어가 더 적혀 있어요.",
        why=say("옵션이 아닌 단어로 읽은 것은 {words}{이에요}.", words=one_of(asked.arguments))
        + " 빈칸이 잘못 들어갔거나, 옵션 앞의 `-`가 빠졌을 때 이렇게 돼요.",
        next=(
            say("{extra}{을} 지우거나, 앞의 단어에 붙여서 다시 해요.", extra=one_of(extra)),
            say("무엇을 적는지는 `docker {verb} --help`의 첫 줄에 나와요.", verb=verb),
        ),
    )


def _no_option(file: str) -> Explanation:
    return Explanation(
        id="words-missing",
        what=say("`docker load`에는 파일 이름을 그냥 적을 수 없어요. `{file}` 앞에 `-i`가 빠졌어요.", file=file),
        why="`docker load`는 옵션이 아닌 단어를 받지 않아요. 읽을 파일은 `-i`(input) 뒤에 적거나, `<`로 넘겨줘요.",
        next=(say("`-i {file}`처럼 적어서 다시 해요.", file=file),),
    )


def _apart(name: str, tag: str) -> Explanation:
    return Explanation(
        id="words-missing",
        what="`docker pull`에는 옵션 말고 단어를 하나만 적을 수 있는데, 단어가 둘이에요.",
        why=say("`{name}`{과} `{tag}` 사이에 빈칸이 있어서 서로 다른 이미지 이름 둘로 읽었어요.", name=name, tag=tag)
        + " 이름과 태그는 빈칸이 아니라 콜론(`:`)으로 붙여 적어요.",
        next=(
            say("`{tag}`{이} 태그라면 `{name}:{tag}`처럼 붙여서 다시 해요.", name=name, tag=tag),
            "이미지를 둘 받으려던 것이면 `docker pull`을 한 번에 하나씩 실행해요.",
        ),
    )


def _no_value(option: str) -> Explanation:
    return Explanation(
        id="words-missing",
        what=say("`{option}` 뒤에 값이 빠졌어요.", option=option),
        why=say("`{option}`{은} 바로 뒤에 값을 하나 받는 옵션인데, 명령이 거기서 끝났어요.", option=option),
        next=(say("`{option}` 다음에 한 칸 띄우고 값을 적어서 다시 해요.", option=option),),
    )
