"""`docker rmi` of an image whose container runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import images
from helpers.coach.model import Explanation

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A container of the image runs."""
    found = images.kept(ran, asked, scene)
    if found is None or not found.running:
        return None
    rest = f" 돌지 않는 컨테이너도 있어요. {images.who(found.others, scene)}" if found.others else ""
    return Explanation(
        id="image-kept-running",
        what=f"`{found.image}` 이미지로 만든 컨테이너가 지금 돌고 있어서 이미지를 지우지 못했어요.",
        why=f"{images.who(found.running, scene)} 도는 컨테이너가 쓰는 이미지는 도커가 지우지 못하게 막아요.{rest}",
        next=(
            images.look(found),
            "컨테이너를 `docker stop`으로 멈추고 `docker rm`으로 지운 다음 이미지를 지워요.",
        ),
    )
