"""Find out how much room a disk has and what takes it: by the engine's own account, and on this computer."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.units import size
from helpers.world.environment import in_lab

if TYPE_CHECKING:
    from helpers.coach.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What `number` things of one sort take, in `bytes`; `idle` of them are in nobody's use.

    `remedy` says what may go and by which command, and `spare` how many bytes that gives back.
    """

    name: str
    number: int
    bytes: int
    idle: int
    spare: int
    remedy: str

    def said(self) -> str:
        """Say it: `이미지 5개 412MB(쓰지 않는 것 3개)`."""
        idle = f"(쓰지 않는 것 {self.idle}개)" if self.idle else ""
        return f"{self.name} {self.number}개 {size(self.bytes)}{idle}"


def usages(scene: Scene) -> tuple[Usage, ...]:
    """Ask the engine (`docker system df`): the largest first, sorts of which there are none left out."""
    return account(scene.engine.get("/system/df"))


def account(df: dict[str, Any]) -> tuple[Usage, ...]:
    """Read them from the engine's JSON."""
    images, containers = df.get("Images") or [], df.get("Containers") or []
    volumes = [volume.get("UsageData") or {} for volume in df.get("Volumes") or []]
    cache = df.get("BuildCache") or []
    ended = [c["State"] in ("exited", "created", "dead") for c in containers]
    found = (
        replace(
            _usage("이미지", [i["Size"] for i in images], [not i["Containers"] for i in images]),
            bytes=int(df.get("LayersSize", 0)),
            spare=sum(i["Size"] for i in images if not i["Containers"] and not i.get("RepoTags")),
            remedy="이름 없는 이미지는 `docker image prune`",
        ),
        _usage("컨테이너", [c.get("SizeRw", 0) for c in containers], ended, "멈춘 컨테이너는 `docker container prune`"),
        _usage("볼륨", [used.get("Size", 0) for used in volumes], [used.get("RefCount", 1) == 0 for used in volumes]),
        _usage(
            "빌드 캐시",
            [b.get("Size", 0) for b in cache],
            [not b.get("InUse") for b in cache],
            "빌드 캐시는 `docker builder prune`",
        ),
    )
    return tuple(sorted((usage for usage in found if usage.number), key=lambda usage: -usage.bytes))


def _usage(name: str, sizes: list[int], idle: list[bool], remedy: str = "") -> Usage:
    spare = sum(taken for taken, free in zip(sizes, idle, strict=True) if free)
    return Usage(name=name, number=len(sizes), bytes=sum(sizes), idle=sum(idle), spare=spare, remedy=remedy)


def left_for_engine(scene: Scene) -> int | None:
    """Return the bytes free on the disk of the engine's data; None where that disk is not in sight.

    The lab keeps the learner's home on the same disk as the engine's data.
    """
    root = Path.home() if in_lab() else Path(str(scene.engine.get("/info")["DockerRootDir"]))
    return left(root) if in_lab() or root.exists() else None


def left(path: Path) -> int | None:
    """Return the bytes free where a file of this path would stand; None where that cannot be told."""
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None
