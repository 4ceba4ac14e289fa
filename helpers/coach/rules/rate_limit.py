"""Too many requests: the registry has counted this address's pulls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import wanted_image
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"toomanyrequests|too many requests|rate limit", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The registry refuses by number, not by name."""
    image = wanted_image.fetched(asked, ran.words)
    if not _WORDS.search(ran.words) or (image is None and asked.verb):
        return None
    place = wanted_image.place(image) if image else "Docker Hub"
    limit = (
        say(" Docker Hub에는 `{user}`{으로} 로그인해 있어요.", user=scene.login)
        if scene.login
        else " Docker Hub는 로그인하지 않으면 한 인터넷 주소에서 6시간에 100번까지만 받게 해 줘요."
        " 교실처럼 여럿이 한 주소를 쓰면 모두의 횟수를 함께 세요."
    )
    name = say("`{image}` ", image=image.familiar) if image else ""
    return Explanation(
        id="rate-limit",
        what=f"{place}에서 이미지를 너무 많이 받아서, 지금은 {name}이미지를 내주지 않아요.",
        why=f"이미지 이름이 틀린 것은 아니에요.{limit}",
        next=(
            "시간이 지나면 다시 받을 수 있어요.",
            *(() if scene.login else ("`docker login`으로 로그인하면 횟수를 따로 세고 더 많이 받을 수 있어요.",)),
            "여럿이 함께 쓸 때는 미러를 두면 Docker Hub에서 한 번만 받아 나눠 써요. 이 실습실에도 미러가 있어요.",
        ),
    )
