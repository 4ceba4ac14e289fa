"""`docker volume prune` or `docker image prune` that removed nothing: what has a name stays unless all is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence.made_containers import during
from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("volume prune", "image prune")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Nothing went, and what no container uses still stands under its name."""
    if asked.has("--all") or asked.has("--filter"):
        return None
    kind = asked.verb.partition(" ")[0]
    if during(ran, scene, kind, "destroy" if kind == "volume" else "delete"):
        return None
    left = _volumes(scene) if kind == "volume" else _images(scene)
    if not left:
        return None
    word = "볼륨" if kind == "volume" else "이미지"
    what = "이름 있는 볼륨" if kind == "volume" else "이름(태그)이 있는 이미지"
    care = "볼륨을 지우면 그 안의 데이터도 사라지니" if kind == "volume" else "다시 받거나 빌드해야 하니"
    return Explanation(
        id="prune-leaves",
        what=say("지워진 {word}{이} 하나도 없어요. {what}{은} 남겨 두었어요.", word=word, what=what),
        why=say("`docker {verb}`{은} 이름 없는 것만 지워요.", verb=asked.verb)
        + say(" 컨테이너가 쓰지 않아도 {names}처럼 이름이 있으면 그대로 둬요.", names=one_of(left)),
        next=(
            say("하나만 지우려면 `docker {kind} rm`에 이름을 적어요.", kind=kind),
            say("쓰지 않는 것을 모두 지우려면 `-a`를 붙여요. {care} 목록을 먼저 봐요.", care=care),
        ),
    )


def _volumes(scene: Scene) -> list[str]:
    used = {mount for container in scene.state.containers for mount in container.mounts}
    return [found.name for found in scene.state.volumes if found.name not in used]


def _images(scene: Scene) -> list[str]:
    used = {container.image_id for container in scene.state.containers}
    return [found.tags[0] for found in scene.state.images if found.tags and found.id not in used]
