"""A push refused because the name is another's: the part before the slash says whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.coach.rules.push_logged_out import DENIED
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Logged in to Docker Hub as one, and the image is named as another's or as an official one."""
    named = wanted_image.pushed(asked, ran.words)
    image = wanted_image.stands(named, asked, scene) if named else None
    if image is None or image.registry or not DENIED.search(ran.words):
        return None
    if not scene.login or image.namespace == scene.login:
        return None
    whose = (
        say("`/` 앞의 `{whose}`{은} 내 사용자명이 아니에요.", whose=image.namespace)
        if image.namespace
        else f"`{image.familiar}`처럼 `/` 앞에 사용자명이 없는 이름은 Docker Hub의 공식 이미지만 써요."
    )
    right = f"{scene.login}/{image.path.rpartition('/')[2]}:{image.tag}"
    return Explanation(
        id="push-elsewhere",
        what=say("`{image}`{은} 내 사용자명으로 시작하지 않아서 Docker Hub에 올리지 못했어요.", image=image.familiar),
        why=whose
        + say(
            " 지금은 `{user}`{으로} 로그인해 있고, `{user}/`{으로} 시작하는 이름만 올릴 수 있어요.", user=scene.login
        ),
        next=(
            "`docker tag`로 내 사용자명으로 시작하는 이름을 하나 더 붙여요. "
            + say("지금 이름은 `{now}`, 올릴 이름은 `{then}`{이에요}.", now=image.familiar, then=right),
            "그다음 새 이름으로 올려요.",
        ),
    )
