"""A step of a build that may not write: `USER` stands above what only root may do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import failed_step
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_REFUSED = re.compile(
    r"permission denied|operation not permitted|are you root|requires? (?:to be )?(?:run as )?root|read-only file",
    re.IGNORECASE,
)
_ROOT = frozenset({"", "root", "0", "0:0", "root:root"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The step ran as another user than root, and was refused something."""
    step = failed_step.of(ran, asked, scene)
    if step is None or not _REFUSED.search(step.said):
        return None
    image = scene.image(step.base) if step.base else None
    own = str(((image or {}).get("Config") or {}).get("User") or "")
    user = step.value("USER") or own
    if user in _ROOT:
        return None
    line = next(line for line in step.said.splitlines() if _REFUSED.search(line))
    refused = re.sub(r"^/bin/sh: (?:\d+: )?", "", line.strip())
    whose = f"`USER {user}` 줄이 위에 있어서" if step.value("USER") else f"바탕 이미지의 사용자가 `{user}`라서"
    return Explanation(
        id="run-without-rights",
        what=say(
            "{where}{이} 권한이 없어서 실패했어요. 이 줄은 root가 아니라 `{user}` 사용자로 실행됐어요.",
            where=step.where,
            user=user,
        ),
        why=f"{whose}, 그 아래의 `RUN`은 모두 그 사용자의 권한으로 실행돼요. 거절된 것은 `{refused}`예요."
        " 패키지를 설치하거나 root의 폴더에 쓰는 일은 root만 할 수 있어요.",
        next=(
            "root가 해야 하는 `RUN`을 `USER` 줄보다 위로 옮겨요."
            if step.value("USER")
            else "이 줄 위에 `USER root`를 두고, 아래에서 다시 그 사용자로 바꿔요.",
            say("그 사용자가 써야 하는 폴더라면 `USER` 위에서 `chown`으로 주인을 `{user}`{으로} 바꿔 둬요.", user=user),
        ),
    )
