"""A folder or volume that is mounted over the image's own folder, and hides the file that was to be run or read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.container_files import Mount
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The file is in the image, and at its place there is a mount that does not hold it."""
    written = container_files.missing(ran.said) if asked.verb in ("run", "start") else ""
    if not written:
        return None
    with container_files.of(ran, asked, scene) as inside:
        if inside is None:
            return None
        path = inside.absolute(written)
        mount = inside.mount_of(path)
        if mount is None or mount.target == path or inside.entry(path):
            return None
        with container_files.of_image(inside) as plain:
            return _explanation(path, mount, inside.image) if plain and plain.entry(path) else None


def _explanation(path: str, mount: Mount, image: str) -> Explanation:
    return Explanation(
        id="mount-hides",
        what=say(
            "연결(마운트)한 것이 이미지의 `{target}` 폴더를 가려서 `{path}`{을} 찾지 못했어요.",
            target=mount.target,
            path=path,
        ),
        why=say("`{path}`{은} `{image}` 이미지에 들어 있어요.", path=path, image=image)
        + say(" 그런데 그 자리에 {shown}{을} 연결했고, 거기에는 그 파일이 없어요.", shown=mount.shown)
        + " 폴더를 연결하면 이미지에 있던 그 폴더의 내용은 보이지 않고, 연결한 것의 내용만 보여요.",
        next=(
            say("연결하는 자리를 `{target}` 말고 다른 빈 폴더로 바꿔요. 예: `{target}/data`", target=mount.target),
            *(
                ()
                if mount.is_volume
                else (say("그 파일이 든 폴더를 연결하려던 것이면 `{source}`의 경로를 살펴봐요.", source=mount.source),)
            ),
        ),
    )
