"""A volume or a network that cannot be removed, and the containers that use it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container

SILENT = False
_VOLUME = re.compile(r"remove ([\w.-]+): volume is in use|volume ([\w.-]+) is in use", re.IGNORECASE)
_OWN = ("bridge", "host", "none")
"""Docker's own networks, which are never removed."""
_NETWORK = re.compile(r"network ([\w.-]+)(?: id \w+)? has active endpoints", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The first of the named things that stands there and is used."""
    if asked.verb in ("volume rm", ""):
        said = _VOLUME.search(ran.words)
        for name in asked.arguments or ((said[1] or said[2],) if said else ()):
            users = [found for found in scene.state.containers if _mounts(found, name)]
            if users:
                return _volume(name, users)
    if asked.verb in ("network rm", ""):
        said = _NETWORK.search(ran.words)
        for name in asked.arguments or ((said[1],) if said else ()):
            joined = [found for found in scene.state.containers if found.running and name in found.networks]
            if joined and name not in _OWN:
                return _network(name, joined)
    return None


def _mounts(container: Container, volume: str) -> bool:
    return any(mount.partition(":")[0] == volume for mount in container.mounts)


def _volume(name: str, users: list[Container]) -> Explanation:
    running = [found.name for found in users if found.running]
    stopped = [found.name for found in users if not found.running]
    parts = [say("실행 중인 컨테이너 {names}{이} 지금 쓰고 있어요.", names=one_of(running))] if running else []
    if stopped:
        parts.append(
            say("멈춘 컨테이너 {names}도 이 볼륨을 붙들고 있어요.", names=one_of(stopped))
            + " 멈춘 것도 다시 시작할 수 있으니 쓰는 것으로 쳐요."
        )
    return Explanation(
        id="still-in-use",
        what=say("볼륨 `{name}`{을} 쓰는 컨테이너가 있어서 지울 수 없어요.", name=name),
        why=" ".join(parts),
        next=(
            say("{names}{이} 더 필요 없으면 그 컨테이너부터 `docker rm`으로 지워요.", names=one_of(running + stopped))
            + (" 실행 중인 것은 먼저 멈춰야 해요." if running else ""),
            "볼륨을 지우면 그 안의 데이터도 함께 사라져요. 필요한 것이 있는지 먼저 봐요.",
        ),
    )


def _network(name: str, joined: list[Container]) -> Explanation:
    names = one_of(found.name for found in joined)
    return Explanation(
        id="still-in-use",
        what=say("네트워크 `{name}`에 연결된 컨테이너가 있어서 지울 수 없어요.", name=name),
        why=say("실행 중인 {names}{이} 이 네트워크에 연결되어 있어요.", names=names),
        next=(
            say("{names}{을} 멈추거나 지운 뒤에 네트워크를 지워요.", names=names),
            f"컨테이너를 살려 두려면 `docker network disconnect`로 `{name}`에서 떼어 내요.",
        ),
    )
