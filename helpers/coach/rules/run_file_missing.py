"""A step of a build that finds no file: it is copied below, never copied, or the `cd` of another step is forgotten."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context, failed_step
from helpers.coach.evidence.container_files import MISSING_FILE
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest
from helpers.dockerdata.dockerfile import within
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.coach.evidence.build_context import Build
    from helpers.coach.evidence.failed_step import FailedStep
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

SILENT = False
_CD = re.compile(r"(?:^|[;&|]\s*)cd\s+(\S+)\s*$")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The file that is missing is one of the build context, or the step before went into a folder."""
    step = failed_step.of(ran, asked, scene)
    found = next((said[1] for p in MISSING_FILE if step and (said := p.search(step.said))), "")
    if step is None or not found:
        return None
    build = build_context.of(asked, scene)
    if gone := next((said[1] for item in step.before if item.name == "RUN" and (said := _CD.search(item.script))), ""):
        return _forgotten(step, found, gone)
    name = posixpath.basename(found.rstrip("/"))
    there = next((path for path in build.files() if posixpath.basename(path) == name), "") if build else ""
    if not there:
        brought = [posixpath.basename(path) for path in build.files() if _copied(path, step.before)] if build else []
        near = likeliest(name, brought)
        return _misspelt(step, found, near) if near else None
    below, above = _copied(there, step.after), _copied(there, step.before)
    if below and not above:
        return _copied_below(step, found)
    return _elsewhere(step, found) if above else _never_copied(step, found, there, build)


def _copied(path: str, instructions: Iterable[Instruction]) -> bool:
    """Return whether a COPY among these brings a file of the context along."""
    return any(_brings(path, item.copies()[0]) for item in instructions if item.name in ("COPY", "ADD"))


def _brings(path: str, sources: tuple[str, ...]) -> bool:
    """Return whether COPY of these sources brings a file of the context along."""
    wanted = (within(source).rstrip("/") for source in sources)
    return any(source in (".", "", path) or path.startswith(f"{source}/") for source in wanted)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="run-file-missing", what=what, why=why, next=do)


def _what(step: FailedStep, found: str) -> str:
    return say("{where}{이} `{found}`{을} 찾지 못했어요.", where=step.where, found=found)


def _forgotten(step: FailedStep, found: str, folder: str) -> Explanation:
    return _explanation(
        f"{_what(step, found)} 위의 `RUN cd {folder}`는 그 줄에서만 통해요.",
        "`RUN`은 줄마다 셸을 새로 시작해요. 그래서 앞 줄에서 `cd`로 옮긴 폴더는 다음 줄까지 가지 않고,"
        f" 이 줄은 다시 `{step.value('WORKDIR') or '/'}`에서 시작해요.",
        f"`RUN cd {folder}` 대신 `WORKDIR {folder}`를 적어요. `WORKDIR`는 아래의 모든 줄에 통해요.",
        f"한 줄에서만 필요하면 `RUN cd {folder} && …`처럼 한 줄에 적어요.",
    )


def _misspelt(step: FailedStep, found: str, near: str) -> Explanation:
    return _explanation(
        say("{what} `COPY`로 넣은 것 가운데 이름이 비슷한 `{near}`{이} 있어요.", what=_what(step, found), near=near),
        "파일 이름은 글자 하나, 대문자와 소문자만 달라도 다른 파일이에요.",
        say("`{near}`{을} 쓰려던 것이면 이 줄의 철자를 고쳐요.", near=near),
    )


def _copied_below(step: FailedStep, found: str) -> Explanation:
    return _explanation(
        f"{_what(step, found)} 그 파일을 넣는 `COPY`가 이 줄보다 아래에 있어요.",
        "Dockerfile은 위에서 아래로 한 줄씩 실행돼요. 이 줄이 실행될 때 그 파일은 아직 이미지 안에 없었어요.",
        say("`{found}`{을} 가져오는 `COPY` 줄을 이 `RUN`보다 위로 옮겨요.", found=posixpath.basename(found)),
    )


def _elsewhere(step: FailedStep, found: str) -> Explanation:
    folder = step.value("WORKDIR") or "/"
    return _explanation(
        f"{_what(step, found)} `COPY`로 넣기는 했지만, 이 줄이 찾는 자리에 없어요.",
        f"`RUN`은 `WORKDIR`로 정한 폴더(여기서는 `{folder}`)에서 실행돼요."
        " `COPY`의 마지막에 적은 자리와 이 줄이 찾는 자리가 서로 달라요.",
        "`COPY`의 마지막에 적은 폴더를 `WORKDIR`로 정하거나, 이 줄에 `/`로 시작하는 경로를 적어요.",
    )


def _never_copied(step: FailedStep, found: str, there: str, build: Build | None) -> Explanation:
    where = f"의 `{build.context.resolve() / there}`에" if build else "에"
    return _explanation(
        f"{_what(step, found)} 내 컴퓨터에는 있지만 이미지에 넣지 않았어요.",
        f"그 파일은 내 컴퓨터{where} 있어요. `RUN`은 이미지 안에서 실행되기 때문에, `COPY`로 넣은 파일만 볼 수 있어요.",
        say("이 줄보다 위에 `{there}`{을} 가져오는 `COPY` 줄을 적어요.", there=there),
    )
