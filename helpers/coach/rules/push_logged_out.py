"""A push refused to somebody who is not logged in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.text.josa import josa, say
from helpers.world import environment

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
DENIED = re.compile(
    r"denied|no basic auth|unauthorized|authentication required|insufficient_scope|authorization failed", re.IGNORECASE
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The registry refused, and this computer keeps no login for it."""
    named = wanted_image.pushed(asked, ran.words)
    image = wanted_image.stands(named, asked, scene) if named else None
    if image is None or not DENIED.search(ran.words):
        return None
    logged_in = any(image.registry in server for server in scene.logins) if image.registry else bool(scene.login)
    if logged_in:
        return None
    place = wanted_image.place(image)
    own = environment.hub_account()
    foreign = not image.registry and bool(own) and image.namespace != own
    login = f"`docker login {image.registry}`" if image.registry else "`docker login`"
    return Explanation(
        id="push-logged-out",
        what=say("{place}에 로그인하지 않아서 `{image}`{을} 올리지 못했어요.", place=place, image=image.familiar),
        why="받기는 누구나 할 수 있어도, 올리기는 로그인한 사람만 할 수 있어요."
        + (
            say(" 이름도 고쳐야 해요. `{user}` 계정은 `{user}/`{으로} 시작하는 이름만 올릴 수 있어요.", user=own)
            if foreign
            else ""
        ),
        next=(
            josa(login, "로") + " 로그인한 뒤 다시 올려요.",
            *(("`docker tag`로 내 사용자명으로 시작하는 이름을 붙여요.",) if foreign else ()),
        ),
    )
