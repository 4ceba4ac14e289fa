"""`docker rm` of a container that has not ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.model import Explanation
from helpers.dockerdata.names import is_drawn
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container

SILENT = False
_ALIVE = frozenset({"running", "paused", "restarting"})
_WORDS = re.compile(r"\bremove\b.*\b(?:running|paused|restarting)\b", re.IGNORECASE | re.DOTALL)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A container that was to be removed without force is alive."""
    found = _alive(ran, asked, scene)
    if found is None:
        return None
    inspected = scene.container(found.id)
    if inspected is None:
        return None
    lost = "실행 중이던 프로세스가 바로 끊기고, 컨테이너 안에서 새로 만들거나 고친 파일이 함께 사라져요"
    return Explanation(
        id="removing-running",
        what=say("컨테이너 `{name}`{이} 아직 실행 중이라서 지우지 못했어요.", name=found.name),
        why=say("`{name}`{은} {portrait}. ", name=found.name, portrait=phrases.portrait(inspected, scene.now))
        + f"도커는 실행 중인 컨테이너를 실수로 지우지 않도록 막아요. `-f`로 억지로 지우면 {lost}.{_kept(found)}",
        next=(
            say("`docker diff {name}`{으로} 안에서 바뀐 파일을 볼 수 있어요.", name=found.name),
            "먼저 `docker stop`으로 멈추고, 그다음 `docker rm`으로 지워요.",
        ),
    )


def _alive(ran: FinishedCommand, asked: Command, scene: Scene) -> Container | None:
    if asked.verb == "rm" and not asked.has("--force"):
        by_id = {found.id: found for found in scene.state.containers if found.status in _ALIVE}
        ids = (inspected["Id"] for name in asked.arguments if (inspected := scene.container(name)))
        return next((by_id[id] for id in ids if id in by_id), None)
    if not asked.verb and _WORDS.search(ran.words):
        found = phrases.mentioned(ran.words, scene.state)
        return found if found and found.status in _ALIVE else None
    return None


def _kept(found: Container) -> str:
    """Say what stays although the container goes: its named volumes and the computer's folders."""
    sources = [mount.partition(":")[0] for mount in found.mounts]
    volumes = [source for source in sources if not source.startswith("/") and not is_drawn(source)]
    return say(" 볼륨 {names}의 내용은 남아요.", names=phrases.one_of(volumes)) if volumes else ""
