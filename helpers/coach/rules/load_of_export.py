"""`docker load` of a tar that `docker export` made: files of a container, not an image."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.dockerdata import tarfiles
from helpers.world.other_computer import OtherPath

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_SAID = re.compile(r"docker-import-\d+/([^/\s]+)/json: no such file")
_ROOT = frozenset(("bin", "boot", "dev", "etc", "home", "lib", "lib64", "opt", "proc", "root", "usr", "var"))
"""The folders at the top of a Linux file system."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The tar is at hand and is an exported one; where it is not at hand, the engine names a folder of Linux's root."""
    if asked.verb not in ("load", ""):
        return None
    name = asked.option("--input")
    said = _SAID.search(ran.words)
    exported = _exported(scene.path(name)) if name else bool(said and said[1] in _ROOT)
    return _explanation(name) if exported else None


def _exported(file: Place) -> bool:
    """Return whether a file is there and is such a tar."""
    if isinstance(file, OtherPath):
        return tarfiles.exported(file.tar_names())
    try:
        with file.open("rb") as stream:
            return bool(json.loads(tarfiles.tar_fact(stream, file.stat().st_size).text)["kind"] == "export")
    except OSError:
        return False


def _explanation(name: str) -> Explanation:
    return Explanation(
        id="load-of-export",
        what=f"{f'`{name}`' if name else '이 tar 파일'}에는 이미지가 아니라 컨테이너의 파일만 들어 있어요.",
        why="`docker export`로 만든 파일이에요. `export`는 컨테이너 안의 파일만 한 덩어리로 내보내고,"
        " `docker load`는 레이어와 설정까지 갖춘, `docker save`로 만든 파일만 읽어요.",
        next=(
            "이미지를 옮기려면 원래 컴퓨터에서 `docker save`로 다시 저장해서 가져와요.",
            "이 파일밖에 없으면 `docker import`로 새 이미지를 만들고, 실행할 때 명령을 직접 적어요.",
        ),
    )
