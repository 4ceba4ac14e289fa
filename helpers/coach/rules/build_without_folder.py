"""`docker build` without the folder: the forgotten `.`, or more words at the end than one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(r"requires (?:exactly )?1 argument|requires one argument", re.IGNORECASE)
_OF_BUILD = re.compile(r"docker (?:buildx |image |builder )?build\b")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The build got no folder at all, or several."""
    if not _SAID.search(ran.words):
        return None
    if asked.verb == "build" and len(asked.arguments) > 1:
        return _several(asked)
    if asked.verb == "build" and not asked.arguments:
        return _none(asked, scene)
    return _none(asked, scene) if asked.verb == "" and _OF_BUILD.search(ran.words) else None


def _none(asked: Command, scene: Scene) -> Explanation:
    tag = asked.option("--tag")
    swallowed = tag in (".", "..", "./") and say(
        " `-t` 뒤에는 이미지 이름이 와야 해서, 적은 `{tag}`{이} 폴더가 아니라 이름으로 읽혔어요.", tag=tag
    )
    here = (scene.folder / "Dockerfile").is_file()
    return Explanation(
        id="build-without-folder",
        what="`docker build`의 마지막에 적어야 할 폴더가 빠졌어요.",
        why="도커 엔진은 어느 폴더의 Dockerfile과 파일로 이미지를 만들지 알아야 해요."
        f"{swallowed or ''}{' 지금 있는 폴더에는 Dockerfile이 있어요.' if here and asked.verb else ''}",
        next=(
            "`-t` 뒤에 이미지 이름을 넣고, 폴더는 그 뒤에 한 칸 띄워 따로 적어요."
            if swallowed
            else "명령의 끝에 한 칸 띄우고 지금 있는 폴더를 뜻하는 `.`을 적어요.",
        ),
    )


def _several(asked: Command) -> Explanation:
    return Explanation(
        id="build-without-folder",
        what=f"`docker build`는 폴더를 하나만 받는데, {len(asked.arguments)}개로 읽혔어요.",
        why=say("옵션에 속하지 않는 단어가 {words}{이에요}.", words=one_of(asked.arguments))
        + " 이미지 이름에 빈칸이 들어갔거나, `-t`를 빠뜨렸을 때 이렇게 돼요.",
        next=("이름은 `-t` 바로 뒤에 빈칸 없이 한 단어로 적어요.", "폴더는 맨 끝에 하나만 남겨요."),
    )
