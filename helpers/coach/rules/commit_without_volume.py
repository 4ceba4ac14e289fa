"""`docker commit` of a container with volumes: what lies in them is not in the new image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.dockerdata.names import familiar, is_drawn
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("commit",)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The container that was committed has mounts."""
    if asked.verb != "commit" or not asked.arguments:
        return None
    found = scene.container(asked.arguments[0])
    mounts = sorted(found["Mounts"], key=lambda mount: str(mount["Destination"])) if found else []
    return _explanation(asked, mounts) if mounts else None


def _explanation(asked: Command, mounts: list[dict[str, Any]]) -> Explanation:
    name = asked.arguments[0]
    image = familiar(asked.arguments[1]) if len(asked.arguments) > 1 else ""
    places = one_of(str(mount["Destination"]) for mount in mounts)
    return Explanation(
        id="commit-without-volume",
        what=say(
            "{image} 만들어졌지만, 컨테이너 `{name}`의 {places}에 든 것은 담기지 않았어요.",
            image=say("이미지 `{image}`{이}", image=image) if image else "이미지가",
            name=name,
            places=places,
        ),
        why="`docker commit`은 컨테이너 자신의 파일만 이미지로 만들어요. "
        + " ".join(_said(mount) for mount in mounts[:3])
        + " 이런 곳에 쓴 것은 컨테이너 밖에 저장돼요.",
        next=(
            f"새 이미지의 컨테이너에도 그 데이터가 필요하면 같은 볼륨이나 폴더를 {places}에 다시 연결(마운트)해요.",
            "이미지 안에 꼭 있어야 하는 파일이면 볼륨이 아닌 곳에 복사한 다음 다시 `docker commit`해요.",
        ),
    )


def _said(mount: dict[str, Any]) -> str:
    place, source = str(mount["Destination"]), str(mount.get("Name") or mount.get("Source", ""))
    if mount["Type"] != "volume":
        return say("`{place}`{은} 내 컴퓨터의 `{source}` 폴더예요.", place=place, source=source)
    return say(
        "`{place}`{은} {what}{이에요}.", place=place, what="이름 없는 볼륨" if is_drawn(source) else f"볼륨 `{source}`"
    )
