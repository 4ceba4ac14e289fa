"""EXPOSE is taken for publishing: the server runs, and no port of the computer leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.evidence.ports import listening
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --detach",)
_READY, _OLD = 0.3, 12.0
"""Seconds from which on, and until which, a container is looked at."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """An image of one's own names the port, a program listens there, and the usual network leads nobody to it."""
    found = made_containers.background(ran, asked, scene) if asked.verb == "run" else None
    if found is None or not found["State"]["Running"] or not _READY <= made_containers.age(found, scene) < _OLD:
        return None
    ports = _exposed(found, scene) if _is_shut(found) else []
    if not ports:
        return None
    open_now = {socket.port for socket in listening(scene, found) or () if not socket.inside_only}
    port = next((port for port in ports if port in open_now), 0)
    return _explanation(name_of(found), port) if port else None


def _is_shut(found: dict[str, Any]) -> bool:
    """Return whether neither the computer nor a container, by name, can get in."""
    host = found["HostConfig"]
    return (
        not host.get("PortBindings")
        and not host.get("PublishAllPorts")
        and host.get("NetworkMode") in ("default", "bridge")
        and set(found["NetworkSettings"].get("Networks") or {}) <= {"bridge"}
    )


def _exposed(found: dict[str, Any], scene: Scene) -> list[int]:
    """Return the TCP ports that the image names, where it was built here: those of Hub's are for many uses."""
    image = scene.image(str(found["Image"])) or {}
    if image.get("RepoDigests"):
        return []
    ports = (image.get("Config") or {}).get("ExposedPorts") or {}
    return sorted(int(port.partition("/")[0]) for port in ports if port.endswith("/tcp"))


def _explanation(name: str, port: int) -> Explanation:
    return Explanation(
        id="exposed-only",
        what=say("`{name}`{은} 실행 중이지만, 내 컴퓨터의 어느 포트와도 연결되지 않았어요. `-p`가 없어요.", name=name),
        why=say("Dockerfile의 `EXPOSE {port}`{은} 그 포트를 쓴다고 적어 두기만 하고, 밖으로 열어 주지는 않아요."
            " 그래서 `localhost:{port}`{으로} 들어갈 수 없어요.", port=port),
        next=(
            say("들어가려면 컨테이너를 지우고, `-p`에 `컴퓨터의 포트:{port}`{을} 적어 다시 만들어요.", port=port),
            "컨테이너 안에서만 쓰는 서버라면 그대로 두면 돼요.",
        ),
    )  # fmt: skip
