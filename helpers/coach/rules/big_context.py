"""`COPY .` that takes something large along which was hardly meant: data, a virtual environment, node_modules."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.dockerdata import dockerfile, units
from helpers.text.josa import say
from helpers.world.other_computer import OtherPath

if TYPE_CHECKING:
    from helpers.coach.evidence.build_context import Build
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = True
HEARD = ("build",)
_LARGE = 100_000_000
"""Bytes from which on a part of the folder is spoken of."""
_MOST = 20_000
"""Files that are looked at, at most: what is found by then is too small rather than too large."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The whole folder is copied, and one thing in it is large and not left out by .dockerignore."""
    del ran
    build = build_context.of(asked, scene)
    if build is None or isinstance(build.context, OtherPath) or not build_context.whole_folder(build):
        return None
    name, size = _largest(build)
    return _explanation(name, size, folder=(build.context / name).is_dir()) if size >= _LARGE else None


def _largest(build: Build) -> tuple[str, int]:
    """Return the entry of the folder that holds the most, and how many bytes."""
    ignored, sizes, looked = build.ignore_lines(), Counter[str](), 0
    for place, folders, files in os.walk(build.context):
        inside = Path(place).relative_to(build.context)
        folders[:] = [name for name in folders if not dockerfile.excluded_by(str(inside / name), ignored)]
        for name in files:
            path = inside / name
            if not dockerfile.excluded_by(str(path), ignored):
                sizes[path.parts[0]] += _size(build.context / path)
        looked += len(files)
        if looked > _MOST:
            break
    return max(sizes.items(), key=lambda entry: entry[1], default=("", 0))


def _size(path: Place) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def _explanation(name: str, size: int, *, folder: bool) -> Explanation:
    shown = f"{name}/" if folder else name
    return Explanation(
        id="big-context",
        what=f"`{shown}`(약 {units.size(size)})까지 `COPY .`으로 이미지에 들어갔어요.",
        why="`.`은 그 폴더 전체예요. 큰 것까지 들어가면 이미지가 그만큼 커지고, 빌드할 때 엔진에 보내느라 느려져요.",
        next=(
            say("이미지에 필요 없다면 `.dockerignore` 파일에 `{shown}`{을} 한 줄로 적어요.", shown=shown),
            "또는 `COPY .` 대신 필요한 파일만 골라 적어요.",
        ),
    )
