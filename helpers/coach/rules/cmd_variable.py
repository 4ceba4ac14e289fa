"""`$NAME` in CMD that nobody fills in: the exec form has no shell, and an ARG is gone when the container runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

SILENT = True
HEARD = ("build", "run")
_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)[^}]*\})")
_READS_IT = re.compile(r"(?:.*/)?(?:env|\w*sh|busybox|awk|gawk|mawk|perl|sed|grep|jq|php|ruby|node|python[\d.]*)")
"""Programs that fill in a `$NAME` themselves, or mean something else by it."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """After a build the Dockerfile says it; after a run the words that the container was given."""
    del ran
    if asked.verb == "build":
        build = build_context.of(asked, scene)
        return _of_file(build.instructions()) if build else None
    if asked.verb != "run" or not asked.arguments:
        return None
    config = (scene.image(asked.arguments[0]) or {}).get("Config") or {}
    first = [asked.option("--entrypoint")] if asked.has("--entrypoint") else config.get("Entrypoint") or []
    words = [*first, *(asked.arguments[1:] or (() if asked.has("--entrypoint") else config.get("Cmd") or ()))]
    known = {entry.partition("=")[0] for entry in (*(config.get("Env") or ()), *asked.options.get("--env", ()))}
    name = _left_over(words, known)
    return _no_shell(name, " ".join(words)) if name else None


def _of_file(instructions: Sequence[Instruction]) -> Explanation | None:
    start = max((at for at, item in enumerate(instructions) if item.name == "FROM"), default=0)
    stage = instructions[start:]
    given, kept = set(_named(stage, "ARG")), set(_named(stage, "ENV"))
    last = {item.name: item for item in stage if item.name in ("CMD", "ENTRYPOINT")}
    whole = [word for name in ("ENTRYPOINT", "CMD") if name in last for word in last[name].exec_form or ()]
    if name := _left_over(whole, given | kept):
        return _no_shell(name, " ".join(whole))
    for item in last.values():
        shell = item.exec_form is None or _READS_IT.fullmatch(item.exec_form[0])
        used = {found[1] or found[2] for found in _VARIABLE.finditer(item.argument)}
        if shell and (gone := sorted(used & given - kept)):
            return _argument(item, gone[0])
    return None


def _named(stage: Iterable[Instruction], kind: str) -> list[str]:
    """Return the names that ARG or ENV of a stage give."""
    words = (word for item in stage if item.name == kind for word in _words(item, kind))
    return [word.partition("=")[0] for word in words]


def _words(item: Instruction, kind: str) -> Sequence[str]:
    return item.words if kind == "ARG" or "=" in item.words[0] else item.words[:1]


def _left_over(words: Sequence[str], known: set[str]) -> str:
    """Return a variable that stands in the words of a program that does not fill it in; empty where none does."""
    if not words or _READS_IT.fullmatch(words[0]):
        return ""
    used = (found[1] or found[2] for word in words[1:] for found in _VARIABLE.finditer(word))
    return next((name for name in used if name in known), "")


def _no_shell(name: str, words: str) -> Explanation:
    return Explanation(
        id="cmd-variable",
        what=say("`{words}`의 `${name}`{이} 값으로 바뀌지 않고 글자 그대로 쓰여요.", words=words, name=name),
        why="`$이름`을 값으로 바꾸는 것은 셸이에요. 그런데 대괄호로 적은 `CMD`·`ENTRYPOINT`(exec form)와"
        " 이미지 이름 뒤의 명령은 셸을 거치지 않고 바로 실행돼요.",
        next=(
            f"값으로 바꾸려면 셸을 시켜요. 명령이라면 `sh -c '… ${name} …'`처럼 적어요.",
            'Dockerfile이라면 대괄호 없이 적거나 `["sh", "-c", "…"]`처럼 적어요.',
        ),
    )


def _argument(item: Instruction, name: str) -> Explanation:
    return Explanation(
        id="cmd-variable",
        what=say("`{kind}`에 쓴 `${name}`{은} 컨테이너를 실행할 때 비어 있어요. `ARG`는 빌드하는 동안에만 있어요.",
                 kind=item.name, name=name),
        why=say("`{name}`{은} `ARG`로만 정해져 있어요.", name=name)
        + say(" `{kind}`{은} 컨테이너가 시작될 때 실행되는데, 그때는 `ARG`의 값이 남아 있지 않아요.", kind=item.name),
        next=(
            f"실행할 때도 쓰려면 `ARG` 아래에 `ENV {name}=${name}`을 적어 값을 이미지에 남겨요.",
            "실행할 때마다 다른 값을 주려면 `docker run`의 `-e`를 써요.",
        ),
    )  # fmt: skip
