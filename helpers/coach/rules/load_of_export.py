"""`docker load` of what holds no image: a tar that `docker export` made, or no tar at all."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.dockerdata import tarfiles
from helpers.text.josa import say
from helpers.world.other_computer import OtherPath

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_SAID = re.compile(r"docker-import-\d+/([^/\s]+)/json: no such file")
_NO_TAR = re.compile(r"invalid tar header|unexpected EOF|unrecognized image format|not a tar", re.IGNORECASE)
_ROOT = frozenset(("bin", "boot", "dev", "etc", "home", "lib", "lib64", "opt", "proc", "root", "usr", "var"))
"""The folders at the top of a Linux file system."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The tar is at hand and is an exported one; where it is not at hand, the engine names a folder of Linux's root."""
    if asked.verb not in ("load", ""):
        return None
    name = asked.option("--input")
    said = _SAID.search(ran.words)
    kind = _kind(scene.path(name)) if name else ""
    if kind in ("text", "other", "empty") and _NO_TAR.search(ran.words):
        return _no_tar(name, kind)
    exported = kind == "export" if name else bool(said and said[1] in _ROOT)
    return _explanation(name) if exported else None


def _kind(file: Place) -> str:
    """Return what a file is (`tarfiles.tar_fact`); empty where it is not there."""
    if isinstance(file, OtherPath):
        return "export" if tarfiles.exported(file.tar_names()) else ""
    try:
        with file.open("rb") as stream:
            return str(json.loads(tarfiles.tar_fact(stream, file.stat().st_size).text)["kind"])
    except OSError:
        return ""


def _no_tar(name: str, kind: str) -> Explanation:
    return Explanation(
        id="load-of-export",
        what=say("`{name}`{은} tar 파일이 아니라서 `docker load`가 읽지 못했어요.", name=name),
        why={
            "empty": "파일이 비어 있어요. 저장하던 명령이 실패했거나, 옮기다가 끊겼을 때 이렇게 돼요.",
            "text": "안에는 글이 들어 있어요. 이름이 `.tar`로 끝나도 내용이 tar가 아니면 읽을 수 없어요.",
        }.get(kind, "파일의 내용이 깨졌거나, 다른 형식으로 묶은 파일(zip 등)이에요. 이름만 `.tar`일 수도 있어요."),
        next=(
            "원래 컴퓨터에서 `docker save -o`로 다시 저장해서 가져와요.",
            "옮긴 파일이라면 두 컴퓨터에서 `sha256sum`으로 같은 파일인지 비교해요.",
        ),
    )


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
