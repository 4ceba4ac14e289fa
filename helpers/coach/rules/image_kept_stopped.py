"""`docker rmi` of an image from which a container was made that does not run."""

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
    """Containers keep the image, and none of them runs."""
    found = images.kept(ran, asked, scene)
    if found is None or found.running:
        return None
    return Explanation(
        id="image-kept-stopped",
        what=f"`{found.image}` 이미지로 만든 컨테이너가 남아 있어서 이미지를 지우지 못했어요.",
        why=f"{images.who(found.others, scene)} 돌지 않는 컨테이너도 다시 시작하려면 그 이미지가 있어야 해요.",
        next=(
            images.look(found),
            "컨테이너가 필요 없으면 `docker rm`으로 먼저 지우고, 그다음 이미지를 지워요.",
        ),
    )
