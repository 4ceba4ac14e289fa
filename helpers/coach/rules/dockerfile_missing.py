"""No Dockerfile where the build looks for one: the wrong folder, another name, or `dockerfile.txt`."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest
from helpers.text.josa import josa, say
from helpers.world.other_computer import BEYOND, OtherPath, entries, shown

if TYPE_CHECKING:
    from helpers.coach.evidence.build_context import Build
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_NO_FOLDER = re.compile(r"not found|no such file|unable to prepare", re.IGNORECASE)
_SAID = re.compile(
    r"(?:failed to read dockerfile|symlinks in dockerfile path|dockerfile)[^\n]*?(?:open|lstat) ([^\n:]+): no such"
    r"|cannot locate (?:specified )?dockerfile|resolve : lstat [^\n:]+: no such",
    re.IGNORECASE,
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The Dockerfile, or the folder itself, does not exist."""
    if asked.verb == "":
        said = _SAID.search(ran.words)
        return _unseen(PurePath(said[1] or "Dockerfile").name) if said else None
    build = build_context.of(asked, scene)
    if build is None:
        return None
    if not build.context.exists() and _NO_FOLDER.search(ran.words):
        return _no_folder(asked.arguments[0], build)
    if build.dockerfile.exists() or not build.context.is_dir() or not _SAID.search(ran.words):
        return None
    if inside := _in_context(asked, build):
        return _from_here(asked.option("--file"), asked.arguments[0], inside)
    return _no_file(build, scene.folder.resolve(), named=asked.has("--file"))


def _in_context(asked: Command, build: Build) -> str:
    """Return the Dockerfile as one writes it from here, where `-f` names it from the folder that is built."""
    written = asked.option("--file")
    if not written or not (build.context / written).is_file():
        return ""
    return str(PurePath(asked.arguments[0]) / written)


def _from_here(written: str, folder: str, right: str) -> Explanation:
    return Explanation(
        id="dockerfile-missing",
        what=say("`-f`에 적은 `{written}`{이라는} 파일이 지금 있는 폴더에 없어요.", written=written),
        why=say("`-f` 뒤의 경로는 마지막에 적은 폴더(`{folder}`)가 아니라 지금 있는 폴더를 기준으로 읽어요.",
                folder=folder)
        + say(" 그 파일은 여기서 보면 `{right}`에 있어요.", right=right),
        next=(say("`-f` 뒤를 `{right}`{으로} 고쳐서 다시 해요.", right=right),),
    )  # fmt: skip


def _no_folder(written: str, build: Build) -> Explanation:
    near = likeliest(
        build.context.name, [name for name, is_folder in entries(build.context.parent).items() if is_folder]
    )
    return Explanation(
        id="dockerfile-missing",
        what=say("`docker build`의 마지막에 적은 `{written}`{이라는} 폴더가 없어요.", written=written),
        why="명령의 마지막에는 Dockerfile과 파일이 든 폴더를 적어요."
        + say(" 찾아본 곳은 {place}{이에요}.", place=shown(build.context.parent))
        + (say(" 그 안에는 이름이 비슷한 `{near}` 폴더가 있어요.", near=near) if near else ""),
        next=(
            say("폴더 이름을 `{near}`{으로} 고쳐요.", near=near) if near else "`ls`로 폴더의 이름을 확인해요.",
            "지금 있는 폴더를 가리키려면 `.`을 적어요.",
        ),
    )


def _no_file(build: Build, folder: Place, *, named: bool) -> Explanation:
    place, name = build.dockerfile.parent.resolve(), build.dockerfile.name
    beside = [entry for entry, is_folder in entries(place).items() if not is_folder]
    near = next((file for file in beside if build_context.looks_like_one(file)), "") or likeliest(name, beside)
    what = say("{place} 폴더에 `{name}`{이라는} 파일이 없어요.", place=shown(place), name=name)
    if near:
        return _other_name(what, name, near, named=named)
    there = _elsewhere(build.context.resolve(), folder)
    return Explanation(
        id="dockerfile-missing",
        what=what,
        why=(
            "`-f` 뒤의 경로는 지금 있는 폴더를 기준으로 적어요."
            if named
            else "`docker build`는 마지막에 적은 폴더에서 `Dockerfile`을 찾아요."
        )
        + (f" Dockerfile은 {there}에 있어요." if there else "")
        + (BEYOND if isinstance(place, OtherPath) else ""),
        next=(
            say(
                "마지막에 적는 폴더를 Dockerfile이 있는 {there}{으로} 바꾸거나, `cd`로 그 폴더에 가서 다시 해요.",
                there=there,
            )
            if there
            else "`cd`로 Dockerfile이 있는 폴더에 가서 다시 하거나, 마지막에 그 폴더를 적어요.",
            "`ls -a`로 그 폴더에 무엇이 있는지 봐요.",
        ),
    )


def _elsewhere(context: Place, folder: Place) -> str:
    """Return the nearest folder with a Dockerfile, as the learner would write it; empty where none is."""
    for root in (context, folder, folder.parent):
        for path in build_context.dockerfiles(root):
            found = (root / path).parent
            if (root / path).name == "Dockerfile" and found != context:
                return f"`{found.relative_to(folder)}`" if found.is_relative_to(folder) else f"`{found}`"
    return ""


def _other_name(what: str, name: str, near: str, *, named: bool) -> Explanation:
    ending = PurePath(near).suffix
    reason = (
        f" 편집기가 이름 뒤에 {josa(f'`{ending}`', '를')} 붙였을 수 있어요."
        if near.lower() == f"dockerfile{ending}" and ending
        else ""
    )
    return Explanation(
        id="dockerfile-missing",
        what=what,
        why=say("같은 폴더에 이름이 비슷한 `{near}`{이} 있어요.", near=near)
        + (" 파일 이름은 대소문자와 확장자까지 같아야 해요." if not named else " `-f` 뒤의 철자를 확인해요.")
        + reason,
        next=(
            say("`mv`로 파일 이름을 `{near}`에서 `{name}`{으로} 바꿔요.", near=near, name=name),
            say("이름을 그대로 두려면 `-f` 뒤에 `{near}`{을} 적어요.", near=near),
        ),
    )


def _unseen(name: str) -> Explanation:
    return Explanation(
        id="dockerfile-missing",
        what=say("빌드에 넘긴 폴더에 `{name}`{이라는} 파일이 없어요.", name=name),
        why="`docker build`는 마지막에 적은 폴더에서 `Dockerfile`을 찾아요. 다른 폴더에서 실행했거나,"
        " 파일 이름이 `dockerfile.txt`처럼 조금 다를 수 있어요.",
        next=("`pwd`와 `ls -a`로 지금 어느 폴더에 있고 무엇이 있는지 봐요.", "파일 이름이 다르면 `-f`로 알려 줘요."),
    )
