"""How much room there is, and what takes it: the engine's own account, and this computer's disks."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.computers import in_lab

if TYPE_CHECKING:
    from helpers.coach.scene import Scene

_STEP = 1000
_FINE = 10


def size(count: float) -> str:
    """Bytes as `docker` writes them: `78.5MB`, `2GB`."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < _STEP:
            return f"{count:.1f}{unit}" if unit != "B" and count < _STEP / _FINE and count % 1 else f"{count:.0f}{unit}"
        count /= _STEP
    return f"{count:.1f}TB"


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one sort of things takes, in bytes; `idle` of them are in nobody's use and take `spare`."""

    name: str
    number: int
    bytes: int
    idle: int
    spare: int
    remedy: str

    def said(self) -> str:
        """`이미지 5개 412MB(쓰지 않는 것 3개)`."""
        idle = f"(쓰지 않는 것 {self.idle}개)" if self.idle else ""
        return f"{self.name} {self.number}개 {size(self.bytes)}{idle}"


def shares(scene: Scene) -> tuple[Share, ...]:
    """The engine's account (`docker system df`), the largest first; sorts of which there are none left out."""
    return account(scene.engine.get("/system/df"))


def account(df: dict[str, Any]) -> tuple[Share, ...]:
    """Likewise from the engine's JSON."""
    images, containers = df.get("Images") or [], df.get("Containers") or []
    volumes, cache = df.get("Volumes") or [], df.get("BuildCache") or []
    found = (
        _share("이미지", images, [i["Size"] for i in images], [not i["Containers"] for i in images],
               "`docker image prune`", whole=int(df.get("LayersSize", 0))),
        _share("컨테이너", containers, [c.get("SizeRw", 0) for c in containers],
               [c["State"] in ("exited", "created", "dead") for c in containers], "`docker container prune`"),
        _share("볼륨", volumes, [(v.get("UsageData") or {}).get("Size", 0) for v in volumes],
               [(v.get("UsageData") or {}).get("RefCount", 1) == 0 for v in volumes], ""),
        _share("빌드 캐시", cache, [b.get("Size", 0) for b in cache], [not b.get("InUse") for b in cache],
               "`docker builder prune`"),
    )  # fmt: skip
    return tuple(sorted((share for share in found if share.number), key=lambda share: -share.bytes))


def _share(name: str, things: list[Any], sizes: list[int], idle: list[bool], remedy: str, *, whole: int = 0) -> Share:
    return Share(
        name=name, number=len(things), bytes=whole or sum(sizes), idle=sum(idle),
        spare=sum(taken for taken, free in zip(sizes, idle, strict=True) if free), remedy=remedy,
    )  # fmt: skip


def left_for_engine(scene: Scene) -> int | None:
    """Bytes free on the disk of the engine's data; None where that disk is not in sight.

    The lab keeps the learner's home on the same disk as the engine's data.
    """
    root = Path.home() if in_lab() else Path(str(scene.engine.get("/info")["DockerRootDir"]))
    return left(root) if in_lab() or root.exists() else None


def left(path: Path) -> int | None:
    """Bytes free where a file of this path would stand; None where that cannot be told."""
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None
