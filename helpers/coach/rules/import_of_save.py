"""`docker import` of a tar that `docker save` made: an image that holds another image's parts as plain files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence.made_containers import during
from helpers.coach.model import Explanation
from helpers.dockerdata.names import familiar
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("import",)
_PARTS = ("/manifest.json", "/oci-layout", "/repositories", "/blobs/sha256")
"""What `docker save` writes: the first always, of the others at least one."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The new image has the parts of a saved one at its top."""
    if asked.verb != "import":
        return None
    events = during(ran, scene, "image", "import")
    name = familiar(asked.arguments[1]) if len(asked.arguments) > 1 else ""
    image = scene.image(events[-1].id if events else name or "-")
    if image is None:
        return None
    found = scene.in_image(str(image["Id"]), _PARTS)
    if _PARTS[0] not in found or len(found) == 1:
        return None
    file = asked.arguments[0] if asked.arguments[0] != "-" else "그 tar 파일"
    return Explanation(
        id="import-of-save",
        what=say("`{name}` 이미지가 만들어졌지만 실행할 수 없어요.", name=name or image["Id"][7:19]),
        why=say("`{file}`{은} `docker save`로 만든 파일인데 `docker import`로 읽었어요.", file=file).replace(
            "`그 tar 파일`", "그 tar 파일"
        )
        + " `import`는 tar에 든 것을 그대로 파일 시스템으로 삼기 때문에, 프로그램 대신 `manifest.json`과 레이어 묶음이"
        " 파일로 들어갔어요. `CMD` 같은 설정도 없어요.",
        next=(
            "`docker save`로 만든 파일은 `docker load`로 읽어요. 이름과 태그까지 되살아나요.",
            "잘못 만든 이미지는 `docker rmi`로 지워요.",
        ),
    )
