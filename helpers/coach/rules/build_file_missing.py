"""COPY finds nothing: outside the build context, kept out by .dockerignore, or misspelt."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest, one_of
from helpers.dockerdata.dockerfile import excluded_by, within
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.build_context import Build
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_NOT_FOUND = re.compile(
    r'"/([^"\n]*)": not found|build context[^\n]*: (?:stat )?([^:\n]+): (?:file does not|no such)'
    r"|lstat [^:\n]*/buildkit-mount\d+/([^:\n]+): no such"
)
"""The third is said of a folder above what was to be copied."""
_OTHER_STAGE = re.compile(r">>> *(?:COPY|ADD)[^\n]*--from|^ > [^\n]*(?:COPY|ADD) --from", re.MULTILINE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A source of COPY or ADD is not in what the engine got."""
    said = _NOT_FOUND.search(ran.words)
    if said is None or asked.verb not in ("build", "") or _OTHER_STAGE.search(ran.words):
        return None
    missing = within(said[1] or said[2] or said[3])
    build = build_context.of(asked, scene)
    if build is None:
        return _unseen(missing)
    written = _written(missing, build)
    return _reason(missing, written, build) if written else None


def _written(missing: str, build: Build) -> str:
    """Return the source as it stands in the Dockerfile; empty where no COPY from the context has it."""
    for instruction in build.instructions():
        if instruction.name in ("COPY", "ADD"):
            for source in instruction.copies()[0]:
                if any(f"{path}/".startswith(f"{missing}/") for path in (within(source), _clipped(source))):
                    return source
    return ""


def _clipped(source: str) -> str:
    """Return what the engine makes of a source that leaves the context: it cuts the way out off."""
    return posixpath.normpath("/" + source).lstrip("/")


def _reason(missing: str, written: str, build: Build) -> Explanation | None:
    """Explain which of the three it is; None where the file stands there after all."""
    folder = build.context.resolve()
    whole = folder / written
    if written.startswith("/") and whole.exists() and not (folder / missing).exists():
        inside = whole.resolve().is_relative_to(folder)
        return _absolute(written, folder) if inside else _outside(written, folder)
    if within(written).startswith("../"):
        return _outside(written, folder)
    if (folder / missing).exists():
        line = excluded_by(missing, build.ignore_lines())
        return _ignored(missing, line) if line else None
    files = build.files()
    same = [path for path in files if posixpath.basename(path) == posixpath.basename(missing)]
    near = same[0] if same else likeliest(missing, files)
    return _misspelt(written, near, str(folder), [path for path in files if "/" not in path])


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="build-file-missing", what=what, why=why, next=do)


def _absolute(written: str, folder: Place) -> Explanation:
    return _explanation(
        say("`COPY`에 컴퓨터의 경로 `{written}`{을} 통째로 적어서 찾지 못했어요.", written=written),
        say("`COPY`에서 맨 앞의 `/`는 컴퓨터의 맨 위가 아니라 빌드에 넘긴 폴더 `{folder}`{을} 뜻해요.", folder=folder),
        say("경로를 `{path}`{으로} 고쳐요.", path=(folder / written).resolve().relative_to(folder)),
    )


def _outside(written: str, folder: Place) -> Explanation:
    return _explanation(
        say("`{written}`{은} 빌드에 넘긴 폴더 밖에 있어서 `COPY`가 가져올 수 없어요.", written=written),
        f"`docker build`의 마지막에 적은 폴더(빌드 컨텍스트)가 `{folder}`인데, 도커 엔진은 이 폴더 안만 볼 수 있어요."
        " 그래서 `..`로 나가거나 `/`로 시작하는 컴퓨터의 경로를 적어도 닿지 않아요.",
        "필요한 파일을 그 폴더 안으로 복사해 오고 Dockerfile에는 그 안에서의 경로를 적어요.",
        "아니면 그 파일까지 든 위쪽 폴더를 빌드 컨텍스트로 넘겨요. 그러면 Dockerfile은 `-f`로 가리키고,"
        " `COPY`의 경로도 그 위쪽 폴더를 기준으로 고쳐요.",
    )


def _ignored(missing: str, line: str) -> Explanation:
    return _explanation(
        say("`{missing}`{은} 폴더에 있지만 `.dockerignore`가 빼고 보냈어요.", missing=missing),
        f"`.dockerignore`의 `{line}` 줄에 걸려서 도커 엔진에 가지 않았고, 그래서 `COPY`가 찾지 못했어요.",
        f"`.dockerignore`에서 `{line}` 줄을 지우거나, 이 파일만 다시 넣도록 `!`로 시작하는 줄을 그 아래에 더해요.",
    )


def _misspelt(written: str, near: str, folder: str, top: list[str]) -> Explanation:
    there = f"그 폴더에는 {say('{names}{이} 있어요', names=one_of(top))}." if top else "그 폴더는 비어 있어요."
    guess = say(" 혹시 `{near}`{을} 적으려던 건가요?", near=near) if near else ""
    return _explanation(
        say("Dockerfile의 `COPY`에 적은 `{written}`{이} 빌드에 넘긴 폴더에 없어요.", written=written),
        f"`COPY`의 경로는 빌드에 넘긴 폴더 `{folder}` 안에서 찾아요. {there}{guess}",
        say("`COPY` 줄의 경로를 `{near}`{으로} 고쳐요.", near=near)
        if near
        else "파일을 그 폴더 안에 만들거나, `COPY` 줄의 경로를 고쳐요.",
        "`docker build`의 마지막에 적은 폴더가 맞는지도 확인해요.",
    )


def _unseen(missing: str) -> Explanation:
    return _explanation(
        say("`COPY`가 가져올 `{missing}`{이} 도커 엔진이 받은 폴더에 없어요.", missing=missing),
        "`COPY`는 `docker build`의 마지막에 적은 폴더 안의 파일만 볼 수 있어요."
        " 철자가 다르거나, 그 폴더 밖에 있거나, `.dockerignore`가 빼 놓았을 수 있어요.",
        "그 폴더에서 `ls -a`로 파일이 있는지, 철자와 대소문자가 같은지 봐요.",
        "`.dockerignore` 파일이 있으면 그 파일을 빼는 줄이 있는지 봐요.",
    )
