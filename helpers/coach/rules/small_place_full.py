"""`No space left on device` in a place of a container that has a size of its own: a tmpfs, a sized volume."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence.made_containers import container
from helpers.coach.model import Explanation
from helpers.text.josa import josa, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(r"^[^\n]*no space left on device", re.IGNORECASE | re.MULTILINE)
_VOLUME = re.compile(r"/volumes/([^/\s]+)/_data")
_SIZE = re.compile(r"size=(\w+)")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The place that is full has a size of its own; the computer's disk has not to do with it."""
    line = _SAID.search(ran.said)
    out_of_it = asked.verb == "cp" and ":" not in asked.arguments[-1]
    if line is None or asked.verb not in ("run", "start", "exec", "cp") or out_of_it:
        return None
    if of_volume := _VOLUME.search(line[0]):
        size = _volume_size(of_volume[1], scene)
        return _explanation(f"볼륨 `{of_volume[1]}`", size) if size else None
    for path, what, size in _places(ran, asked, scene):
        if re.search(rf"{re.escape(path.rstrip('/'))}(?=[/'\"’:\s]|$)", line[0]):
            return _explanation(what, size)
    return None


def _places(ran: FinishedCommand, asked: Command, scene: Scene) -> Iterator[tuple[str, str, str]]:
    """Yield each place of the container that has a size of its own: its path, what it is, how large."""
    for value in asked.options.get("--tmpfs", ()):
        path, _, options = value.partition(":")
        yield path, f"메모리에 만든 `{path}`", _size(options)
    for value in asked.options.get("--volume", ()):
        name, _, path = value.partition(":")
        if size := _volume_size(name, scene):
            yield path.partition(":")[0], f"볼륨 `{name}`", size
    found = container(ran, asked, scene) or _named(asked, scene)
    for mount in found["Mounts"] if found else ():
        if mount["Type"] == "volume" and (size := _volume_size(mount["Name"], scene)):
            yield mount["Destination"], f"볼륨 `{mount['Name']}`", size
    for path, options in ((found["HostConfig"].get("Tmpfs") or {}) if found else {}).items():
        yield path, f"메모리에 만든 `{path}`", _size(options)
    yield "/dev/shm", "프로그램끼리 나눠 쓰는 메모리 `/dev/shm`", asked.option("--shm-size") or "64m"  # noqa: S108 - a path in the container


def _named(asked: Command, scene: Scene) -> dict[str, Any] | None:
    """Return the container that `exec`, `start` or `cp` is about."""
    for word in asked.arguments:
        name, colon, _ = word.partition(":")
        if (asked.verb != "cp" or colon) and (found := scene.container(name)):
            return found
    return None


def _size(options: str) -> str:
    found = _SIZE.search(options)
    return found[1] if found else ""


def _shown(size: str) -> str:
    """Write a size as people read it: `1MB` for `1m`."""
    found = re.fullmatch(r"(\d+)([kmg])b?", size, re.IGNORECASE)
    return f"{found[1]}{found[2].upper()}B" if found else size


def _volume_size(name: str, scene: Scene) -> str:
    found = scene.volume(name)
    return _size(str((found.get("Options") or {}).get("o", ""))) if found else ""


def _explanation(what: str, size: str) -> Explanation:
    return Explanation(
        id="small-place-full",
        what=say("{what}{이} 가득 찼어요. 컴퓨터의 디스크가 찬 것이 아니에요.", what=what),
        why=f"이곳은 크기가 {josa(_shown(size), '로') + ' ' if size else ''}정해져 있어요."
        " 디스크에 자리가 남아 있어도 그보다 많이 쓸 수 없어요.",
        next=("더 써야 하면 크기를 늘려서 다시 만들어요.", "큰 파일은 크기를 정하지 않은 볼륨에 둬요."),
    )
