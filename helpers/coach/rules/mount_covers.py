"""An empty folder of this computer, mounted over files of the image: the program finds none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files, made_containers
from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say
from helpers.world.other_computer import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.evidence.container_files import Inside, Mount
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --volume", "run --mount")
_BY_THEN = 3.0
"""Seconds after which a program that fills the folder itself has begun to."""
_TO_WRITE_IN = (
    "/tmp",  # noqa: S108 - in a container
    "/run",
    "/var/tmp",  # noqa: S108 - in a container
    "/var/run",
    "/var/log",
    "/var/cache",
    "/root",
    "/home",
    "/mnt",
    "/media",
)
"""Folders in which nobody looks for files of the image."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The folder is empty still, and the image has files at its place."""
    if asked.verb != "run" or asked.has("--interactive") or made_containers.is_younger(_BY_THEN, ran, asked, scene):
        return None
    with container_files.of(ran, asked, scene) as inside:
        found = next(covered(inside), None) if inside else None
        return _explanation(*found, inside.image) if inside and found else None


def covered(inside: Inside) -> Iterator[tuple[Mount, frozenset[str]]]:
    """Yield the empty folders that are mounted where the image has files, and what these are called."""
    empty = [mount for mount in inside.mounts if not mount.is_volume and _is_empty(mount, inside.scene)]
    if not empty:
        return
    with container_files.of_image(inside) as plain:
        for mount in empty:
            names = {name for name in plain.names(mount.target) if not name.startswith(".")} if plain else set()
            if names and not f"{mount.target}/".startswith(tuple(f"{place}/" for place in _TO_WRITE_IN)):
                yield mount, frozenset(names)


def _is_empty(mount: Mount, scene: Scene) -> bool:
    path = scene.path(mount.source)
    return path.is_dir() and not entries(path)


def _explanation(mount: Mount, names: frozenset[str], image: str) -> Explanation:
    return Explanation(
        id="mount-covers",
        what=say("빈 폴더를 `{target}`에 연결(마운트)해서, 이미지에 있던 그 폴더의 파일이 가려졌어요.",
                 target=mount.target),
        why=say("`{image}` 이미지의 `{target}`에는 {names}{이} 들어 있어요.",
                image=image, target=mount.target, names=one_of(sorted(names), 3))
        + " 폴더를 연결하면 그 자리에는 연결한 폴더의 내용만 보여요."
        + say(" 연결한 `{source}` 폴더는 비어 있어서, 컨테이너 안에서도 비어 보여요.", source=mount.source),
        next=(
            say("보여 줄 파일을 `{source}` 폴더에 넣어요. 컨테이너를 다시 만들지 않아도 바로 보여요.",
                source=mount.source),
            "이미지에 있던 파일을 쓰려던 것이면 `-v`를 빼고 컨테이너를 다시 만들어요.",
        ),
    )  # fmt: skip
