"""`-v ./data` without a colon: a nameless volume, not the learner's folder."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence.made_containers import container
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Computer

SILENT = True
HEARD = ("run", "create")
_NAME = re.compile(r"[\w][\w.-]+")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A value of `-v` has no colon, and is not just a folder of the container (`-v /data`)."""
    if asked.verb not in ("run", "create"):
        return None
    for value in asked.options.get("--volume", ()):
        if ":" not in value and _meant_here(value, scene):
            whose = scene.computer if not _NAME.fullmatch(value) else None
            return _explanation(value, _volume(value, ran, asked, scene), whose)
    return None


def _meant_here(value: str, scene: Scene) -> bool:
    """Return whether a folder of this computer or a volume's name was meant, and not a folder of the container."""
    if not value.startswith("/"):
        return True
    path = scene.path(value)
    return path.is_relative_to(scene.path("~")) or (path.is_relative_to(scene.folder.resolve()) and path.exists())


def _volume(value: str, ran: FinishedCommand, asked: Command, scene: Scene) -> str:
    """Return the name of the volume that was made instead; empty where it is gone with its container (`--rm`)."""
    found = container(ran, asked, scene)
    place = _in_container(value)
    mounts = found["Mounts"] if found else ()
    return next(
        (
            str(mount["Name"])[:12]
            for mount in mounts
            if mount["Type"] == "volume" and _in_container(str(mount["Destination"])) == place
        ),
        "",
    )


def _in_container(path: str) -> str:
    return posixpath.normpath("/" + path.lstrip("/"))


def _explanation(value: str, volume: str, whose: Computer | None) -> Explanation:
    """`whose` folder was meant; None where a volume was."""
    place = _in_container(value)
    instead = f"이름 없는 볼륨(`{volume}…`)" if volume else "이름 없는 볼륨"
    meant = f"{whose}의 `{value}` 폴더" if whose else say("`{value}`{이라는} 이름의 볼륨", value=value)
    return Explanation(
        id="mount-without-colon",
        what=say("{meant}{이} 연결(마운트)되지 않았어요. `-v {value}`에 콜론(`:`)이 없어요.", meant=meant, value=value),
        why=f"`-v` 뒤에 콜론이 없으면 도커는 그 값을 컨테이너 안의 경로로만 읽어요. 그래서 컨테이너의 `{place}`에"
        f" {instead}을 새로 붙였고, 거기에 쓴 것은 내 폴더에 보이지 않아요.",
        next=(
            f"`{value}` 바로 뒤에 콜론을 찍고 그 뒤에 컨테이너 안의 경로를 붙여 적어서 컨테이너를 다시 만들어요.",
            "이름 없는 볼륨은 컨테이너를 `docker rm -v`로 지우면 함께 지워져요.",
        ),
    )
