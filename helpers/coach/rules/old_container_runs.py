"""An image was built anew under its name, and the container that runs is still that of the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.coach.phrases import since
from helpers.dockerdata.names import familiar
from helpers.text.josa import josa, say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("build", "start", "restart")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Right after the build, and where the old container is started again."""
    if asked.verb == "build":
        for tag in map(familiar, asked.options.get("--tag", ())):
            new = scene.image(tag)
            old = _running_from(tag, str(new["Id"]), scene) if new else None
            if new and old:
                return _built(tag, new, old, scene)
    if asked.verb in ("start", "restart"):
        for name in asked.arguments:
            found = scene.container(name)
            tag = familiar(str(found["Config"]["Image"])) if found else ""
            new = scene.image(tag) if found and "sha256:" not in tag else None
            if found and new and new["Id"] != found["Image"]:
                return _started(tag, new, found, scene)
    return None


def _running_from(tag: str, new: str, scene: Scene) -> dict[str, Any] | None:
    """Return a running container that was made by this name, when the name meant another image."""
    for container in scene.state.containers:
        if container.running and container.image_id != new:
            found = scene.container(container.id)
            if found and familiar(str(found["Config"]["Image"])) == tag:
                return found
    return None


def _short(id: object) -> str:
    return str(id).removeprefix("sha256:")[:12]


def _built(tag: str, new: dict[str, Any], old: dict[str, Any], scene: Scene) -> Explanation:
    what = say(
        "`{tag}`{은} 새로 만들어졌지만, 컨테이너 `{name}`{은} 아직 옛 이미지로 실행 중이에요.",
        tag=tag,
        name=name_of(old),
    )
    now = f"지금 {josa(f'`{tag}`', '라는')} 이름은 새 이미지(`{_short(new['Id'])}`)를 가리켜요."
    return _explanation(what, f"{now} 이미 만든 컨테이너는 바뀌지 않아요.", old, scene)


def _started(tag: str, new: dict[str, Any], old: dict[str, Any], scene: Scene) -> Explanation:
    what = say(
        "`{name}`{이} 다시 시작됐지만, `{tag}`{이} 바뀌기 전의 옛 이미지로 실행 중이에요.", name=name_of(old), tag=tag
    )
    now = f"지금 {josa(f'`{tag}`', '는')} 다른 이미지(`{_short(new['Id'])}`)예요."
    return _explanation(what, f"{now} 다시 시작해도 컨테이너의 이미지는 바뀌지 않아요.", old, scene)


def _explanation(what: str, now: str, old: dict[str, Any], scene: Scene) -> Explanation:
    name = name_of(old)
    return Explanation(
        id="old-container-runs",
        what=what,
        why=say(
            "`{name}`{은} {made} 옛 이미지(`{old}`)로 만든 컨테이너예요. {now}",
            name=name,
            made=since(str(old["Created"]), scene.now),
            old=_short(old["Image"]),
            now=now,
        ),
        next=(
            say("새 이미지를 쓰려면 `{name}`{을} 멈추고 지운 다음 `docker run`으로 다시 만들어요.", name=name),
            "컨테이너 안에만 있는 데이터가 있으면 지우기 전에 꺼내 둬요.",
        ),
    )
