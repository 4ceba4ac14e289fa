"""No space left on device: on the learner's own disk where a file was to be written, or on the engine's."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.coach.model import Explanation
from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.world.environment import in_lab
from helpers.world.other_computer import OtherPath, shown

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command


SILENT = False
_SAID = re.compile(r"no space left on device", re.IGNORECASE)
_OUTPUT = re.compile(r"write /dev/stdout", re.IGNORECASE)
_PLENTY = 2 * 10**9
"""With so many bytes free the engine's disk is not full any more."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Whose disk it is, what takes the room, and what may go."""
    if not _SAID.search(ran.said):
        return None
    if _OUTPUT.search(ran.words):
        return _redirected(asked)
    target = _target(asked)
    if target:
        return _here(target, asked, scene)
    free = left_for_engine(scene)
    # A program may say so of anything, or make it up.
    return None if ran.inside and (free is None or free > _PLENTY) else _engine(scene, free)


def _target(asked: Command) -> str:
    """Return the file on the learner's side that the command was to write; empty where it writes none there."""
    if asked.verb in ("save", "export"):
        return asked.option("--output")
    ends = asked.arguments if asked.verb == "cp" else ()
    return ends[-1] if ends and ":" in ends[0] and ":" not in ends[-1] else ""


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="no-space", what=what, why=why, next=do)


def _what_for(asked: Command, scene: Scene) -> str:
    """Say how much the images are that were to be saved."""
    images = [(name, found) for name in asked.arguments if asked.verb == "save" and (found := scene.image(name))]
    named = ", ".join(f"`{name}`({size(found['Size'])})" for name, found in images)
    return say(" 저장하려던 이미지는 {named}{이에요}.", named=named) if named else ""


def _here(target: str, asked: Command, scene: Scene) -> Explanation:
    place = scene.path(target).parent
    free = None if isinstance(place, OtherPath) else left(place)
    return _explanation(
        say(
            "`{target}`{을} 쓸 자리가 없어요. 도커 엔진의 디스크가 아니라 그 파일이 놓일 곳이 가득 찼어요.",
            target=target,
        ),
        (
            f"{shown(place)}에 지금 남은 자리는 {size(free)}예요."
            if free is not None
            else f"{shown(place)}에 남은 자리가 모자라요."
        )
        + _what_for(asked, scene),
        say("`df -h {place}`{으로} 얼마나 남았는지 봐요.", place=place),
        "쓰지 않는 파일을 그곳에서 지우거나, 자리가 넉넉한 다른 폴더에 저장해요.",
    )


def _redirected(asked: Command) -> Explanation:
    return _explanation(
        "`>`로 가리킨 파일을 쓸 자리가 없어요. 도커 엔진의 디스크가 아니라 그 파일이 놓일 곳이 가득 찼어요.",
        f"`docker {asked.verb or 'save'}`의 결과를 셸이 파일에 담다가 멈췄어요."
        " 담다 만 파일은 온전하지 않으니 쓸 수 없어요.",
        "`df -h`로 그 파일이 있는 곳에 얼마나 남았는지 봐요.",
        "담다 만 파일을 지우고, 자리가 넉넉한 다른 곳에 저장해요.",
    )


def _engine(scene: Scene, free: int | None) -> Explanation:
    found = usages(scene)
    listed = ", ".join(usage.said() for usage in found)
    why = f"도커가 지금 차지한 자리는 {listed}예요." if listed else "도커가 차지한 자리는 거의 없어요."
    if free is not None:
        why += f" 도커 엔진의 디스크에 지금 남은 자리는 {size(free)}예요."
        if free > _PLENTY:
            why += " 일이 실패하면서 다시 비워졌거나, 컨테이너에 연결(마운트)한 다른 곳이 찬 것일 수 있어요."
    spare = sorted((usage for usage in found if usage.spare and usage.remedy), key=lambda usage: -usage.spare)
    return _explanation(
        f"{scene.computer}의 도커 엔진이 쓰려던 곳에 남은 자리가 없어요.",
        why,
        "`docker system df`로 무엇이 자리를 차지하는지 봐요.",
        "더 필요 없는 것부터 지워요. "
        + (
            ", ".join(usage.remedy for usage in spare) + "으로 지울 수 있어요."
            if spare
            else "도커 밖의 큰 파일도 살펴봐요."
        ),
        "볼륨에는 데이터가 들어 있으니, 무엇이 있는지 보기 전에는 지우지 마세요.",
    )


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
