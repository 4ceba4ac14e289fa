"""A file that was to be mounted was not there: the engine made a folder of that name, and mounted it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest
from helpers.text.josa import say
from helpers.world.other_computer import entries

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_SAID = re.compile(r"is a directory|not a directory|read error|mount a directory onto a file", re.IGNORECASE)
_EXTENSION = re.compile(r"\.\w{1,5}$")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """An empty folder stands where a file was meant: by its name, or by the file that the image has there."""
    if asked.verb not in ("run", "start") or not _SAID.search(ran.said):
        return None
    with container_files.of(ran, asked, scene) as inside:
        for mount in inside.mounts if inside else ():
            path = None if mount.is_volume else scene.path(mount.source)
            if path is None or not path.is_dir() or entries(path):
                continue
            if _EXTENSION.search(posixpath.basename(mount.target)):
                return _explanation(path, mount.target)
    return None


def _explanation(path: Place, target: str) -> Explanation:
    near = likeliest(path.name, entries(path.parent))
    return Explanation(
        id="file-became-folder",
        what=say(
            "`{name}`{은} 없던 파일이라서, 도커가 같은 이름의 빈 폴더를 만들어 연결(마운트)했어요.", name=path.name
        ),
        why=say("`-v`의 왼쪽에 적은 `{path}`{이} 없으면 도커는 파일이 아니라 폴더를 만들어요.", path=path)
        + say(" 그래서 컨테이너의 `{target}`{이} 파일이 아니라 폴더가 됐어요.", target=target)
        + (say(" 같은 곳에 이름이 비슷한 `{near}`{이} 있어요.", near=near) if near else ""),
        next=(
            say("새로 생긴 빈 폴더 `{name}`{을} `rmdir`로 지워요.", name=path.name),
            say("`-v`의 왼쪽을 `{near}`{으로} 고쳐서 다시 해요.", near=near)
            if near
            else "파일을 먼저 만들거나, `-v`의 왼쪽 경로를 고쳐서 다시 해요.",
        ),
    )
