"""A typing error: `docekr`, a command that docker has not, an option that the command has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import mistypings
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
UNKNOWN = 127
"""What a shell exits with where there is no such program."""
_FLAG = re.compile(r"unknown (?:shorthand )?flag: (?:'.' in )?(-\S+)")

_ALIKE = 0.75
"""Options are short words, many of them: only one that is so alike is taken for the one that was meant."""
_MEANT = {
    "--port": "--publish",
    "--ports": "--publish",
    "--background": "--detach",
    "--environment": "--env",
    "--folder": "--volume",
    "--remove": "--rm",
    "--delete": "--rm",
    "--directory": "--workdir",
    "-y": "--force",
    "--yes": "--force",
}
"""Options that Docker has not, and those that do what their names say."""
_WISHES = {
    "ls": ("`docker ps`", "`docker images`"),
    "list": ("`docker ps`", "`docker images`"),
    "delete": ("`docker rm`", "`docker rmi`"),
    "remove": ("`docker rm`", "`docker rmi`"),
    "up": ("`docker compose up`", ""),
    "down": ("`docker compose down`", ""),
}
"""Commands that Docker has not: what does that for containers or services, and what for images."""
_MADE = frozenset({"start", "restart", "exec", "unpause", "attach"})
"""Commands on a container that is made."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The program, then the command, then the option."""
    if ran.argv[0] != "docker":
        return _program(ran) if ran.code == UNKNOWN else None
    words = _command_words(ran, asked)
    for length in range(1, len(words) + 1):
        if not mistypings.knows(words[:length]):
            return _command(ran, words[: length - 1], words[length - 1])
    return _option(ran, words)


def _command_words(ran: FinishedCommand, asked: Command) -> tuple[str, ...]:
    """Return the command as it was typed: `("container", "lss")`; nothing where there is none."""
    if not asked.verb:
        return ()
    last = asked.verb.split()[-1]
    place = ran.argv.index(last) if last in ran.argv else 1
    group = ran.argv[place - 1]
    return (
        (group, ran.argv[place])
        if place > 1 and mistypings.known_commands((group,)) - mistypings.known_commands()
        else (ran.argv[place],)
    )


def _program(ran: FinishedCommand) -> Explanation | None:
    if mistypings.HANGUL.search(ran.argv[0]):
        right = mistypings.english(ran.argv[0])
        return _hangul(ran.argv, 0) if mistypings.nearest(right, ["docker"]) else None
    if ran.argv[:2] == ("sudo", "docker"):
        return _sudo(ran)
    typed = ran.argv[0].lower()
    joined = re.fullmatch(r"docker[-_]?([a-z]+)", typed)
    known = joined and joined[1] in mistypings.known_commands()
    meant = f"docker {joined[1]}" if joined and known else mistypings.nearest(typed, ["docker"])
    if not meant:
        return None
    return Explanation(
        id="mistyped",
        what=say(
            "`{typed}`{이라는} 프로그램은 없어요. `{meant}`{을} 잘못 친 것 같아요.", typed=ran.argv[0], meant=meant
        ),
        why="셸은 첫 단어를 프로그램의 이름으로 읽어요. 글자 하나만 달라도 다른 프로그램을 찾아요.",
        next=(
            _again(meant, ran.argv[1:]),
            "터미널에서는 앞 글자만 치고 Tab 키를 누르면 나머지가 채워져요.",
        ),
    )


def _hangul(argv: Sequence[str], place: int) -> Explanation:
    wrong = [at == place or (place == 0 and "=" not in word) for at, word in enumerate(argv)]
    right = [mistypings.english(word) if slip else word for word, slip in zip(argv, wrong, strict=True)]
    return Explanation(
        id="mistyped",
        what=say(
            "한글 자판인 채로 `{right}`{을} 쳐서 `{typed}`라고 입력됐어요.", right=right[place], typed=argv[place]
        ),
        why="자판이 한글로 되어 있으면 같은 자리의 한글이 입력돼요. 셸과 도커는 영어로 적은 명령만 알아요.",
        next=("한/영 키를 눌러 영어 자판으로 바꿔요.", _again(right[0], right[1:])),
    )


def _sudo(ran: FinishedCommand) -> Explanation:
    return Explanation(
        id="mistyped",
        what="이 컴퓨터에는 `sudo`가 없어요. `docker`는 `sudo` 없이 실행해요.",
        why="`sudo`는 관리자(root) 권한으로 실행해 달라는 말이에요. 그 권한이 있어야 도커를 쓸 수 있는 컴퓨터도 있지만,"
        " 여기서는 지금 사용자가 이미 도커 엔진을 쓸 수 있어요.",
        next=(_again(ran.argv[1], ran.argv[2:]),),
    )


def _command(ran: FinishedCommand, group: tuple[str, ...], word: str) -> Explanation:
    if mistypings.english(word) in mistypings.known_commands(group) and mistypings.HANGUL.search(word):
        return _hangul(ran.argv, ran.argv.index(word))
    before = " ".join(("docker", *group))
    lacks = say("`{before}`에는 `{word}`{이라는} 명령이 없어요.", before=before, word=word)
    every = f"어떤 명령이 있는지는 `{before} --help`가 보여 줘요."
    if not group and word in _WISHES:
        return _wish(word, lacks, every)
    near = mistypings.nearest(word, mistypings.known_commands(group))
    if not near:
        return Explanation(id="mistyped", what=lacks, why="도커가 아는 명령 가운데 비슷한 것도 없어요.", next=(every,))
    rest = ran.argv[ran.argv.index(word) + 1 :]
    return Explanation(
        id="mistyped",
        what=f"{lacks} {say('`{near}`{을} 잘못 친 것 같아요.', near=near)}",
        why="도커는 모르는 단어를 만나면 아무것도 하지 않고 멈춰요.",
        next=(_again(f"{before} {near}", rest), every),
    )


def _wish(word: str, lacks: str, every: str) -> Explanation:
    one, other = _WISHES[word]
    return Explanation(
        id="mistyped",
        what=lacks,
        why="도커는 무엇을 다루는지에 따라 명령이 달라요."
        + (
            f" 컨테이너라면 {one}, 이미지라면 {other}예요."
            if other
            else f" 여러 컨테이너를 함께 다루는 것은 {one}이에요."
        ),
        next=(f"컨테이너인지 이미지인지에 따라 {one} 또는 {other}를 써요." if other else f"{one}을 써요.", every),
    )


def _again(right: str, rest: Sequence[str]) -> str:
    return say("`{line}`{으로} 고쳐서 다시 실행해요.", line=f"{right} {phrases.line(rest)}".strip())


def _option(ran: FinishedCommand, words: tuple[str, ...]) -> Explanation | None:
    found = _FLAG.search(ran.words)
    if not found:
        return None
    typed = found[1].partition("=")[0]
    before = " ".join(("docker", *words))
    known = mistypings.known_options(words)
    if words[0] in _MADE and typed in mistypings.known_options(("run",)):
        return _of_run(before, typed)
    group = words[:-1]
    if group in (("compose",), ()) and typed in mistypings.known_options(group):
        return _of_group(before, group, typed)
    single = re.fullmatch(r"-\w{2,}", typed)
    near = f"-{typed}" if f"-{typed}" in known else mistypings.nearest(typed, [*known, *_MEANT], _ALIKE)
    guess = say(" `{meant}`{을} 잘못 친 것 같아요.", meant=near) if near else ""
    if _MEANT.get(near, near) != near:
        guess = say(" 그 일을 하는 옵션은 `{meant}`{이에요}.", meant=_MEANT[near]) if _MEANT[near] in known else ""
    return Explanation(
        id="mistyped",
        what=say("`{before}`에는 `{typed}`{이라는} 옵션이 없어요.", before=before, typed=typed) + guess,
        why=f"`-`가 하나면 도커는 뒤의 글자를 하나씩 떼어 옵션으로 읽어요. `{typed}`도 그렇게 읽었어요."
        " 이름이 긴 옵션은 `--`로 시작해요."
        if single
        else "도커는 모르는 옵션을 만나면 아무것도 하지 않고 멈춰요.",
        next=(f"어떤 옵션이 있는지는 `{before} --help`가 보여 줘요.",),
    )


def _of_group(before: str, group: tuple[str, ...], typed: str) -> Explanation:
    whole, verb = " ".join(("docker", *group)), before.rpartition(" ")[2]
    return Explanation(
        id="mistyped",
        what=say("`{typed}`{은} `{verb}` 앞에 적는 옵션인데 뒤에 적었어요.", typed=typed, verb=verb),
        why=say("`{typed}`{은} `{whole}` 자신의 옵션이라", typed=typed, whole=whole)
        + say(" `{verb}`보다 먼저 와야 해요. 뒤에 적으면 `{before}`의 옵션으로 읽어요.", verb=verb, before=before),
        next=(say("`{whole} {typed} … {verb} …`처럼 옮겨 적어요.", whole=whole, typed=typed, verb=verb),),
    )


def _of_run(before: str, typed: str) -> Explanation:
    return Explanation(
        id="mistyped",
        what=say(
            "`{before}`에는 `{typed}`{이라는} 옵션이 없어요. `docker run`의 옵션이에요.", before=before, typed=typed
        ),
        why="그런 것은 컨테이너를 만들 때 정해지고, 만든 뒤에는 그대로예요.",
        next=(
            say("`{typed}`{을} 빼고 다시 실행해요.", typed=typed)
            + (" 시작하면서 화면을 연결하려면 `docker start -ai`를 써요." if before == "docker start" else ""),
            say("`{typed}`{을} 꼭 바꿔야 하면 컨테이너를 지우고 `docker run`으로 다시 만들어요.", typed=typed),
        ),
    )
