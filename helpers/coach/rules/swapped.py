"""Two names the wrong way round: `docker tag NEW OLD`, `docker network connect web net`, `docker exec sh web`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_MISSING = re.compile(
    r"no such (?:image|container)|network \S+ not found|pull access denied|unable to find image", re.IGNORECASE
)
_ORDERS = {
    "tag": ("이미지", "지금 있는 이미지를 먼저, 새로 붙일 이름을 나중에"),
    "rename": ("컨테이너", "지금의 이름을 먼저, 새 이름을 나중에"),
    "network connect": ("네트워크", "네트워크를 먼저, 컨테이너를 나중에"),
    "network disconnect": ("네트워크", "네트워크를 먼저, 컨테이너를 나중에"),
    "exec": ("컨테이너", "컨테이너의 이름을 먼저, 그 안에서 실행할 명령을 나중에"),
    "run": ("이미지", "이미지의 이름을 먼저, 컨테이너 안에서 실행할 명령을 나중에"),
    "create": ("이미지", "이미지의 이름을 먼저, 컨테이너 안에서 실행할 명령을 나중에"),
}
"""Commands that take two things, of which kind the first one is, and their order."""
_PAIR = 2
_FOLDERS = ("/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The engine has nothing of the first name's kind, and of the second one's it has."""
    if asked.verb not in _ORDERS or len(asked.arguments) < _PAIR or not _MISSING.search(ran.words):
        return None
    first, second = asked.arguments[:_PAIR]
    kind, order = _ORDERS[asked.verb]
    if _stands(first, kind, scene) or not _stands(second, kind, scene):
        return None
    if asked.verb in ("run", "create") and not scene.in_image(second, _places(first)):
        return None
    return Explanation(
        id="swapped",
        what=say("`{first}`{과} `{second}`의 차례가 바뀌었어요.", first=first, second=second)
        + say(" 지금 있는 {kind}{은} `{second}`{이에요}.", kind=kind, second=second),
        why=f"`docker {asked.verb}`에는 {order} 적어요.",
        next=("둘의 차례를 바꿔 적어서 다시 실행해요.",),
    )


def _places(program: str) -> tuple[str, ...]:
    """Return the paths at which a container finds a program."""
    return (program,) if program.startswith("/") else tuple(f"{folder}/{program}" for folder in _FOLDERS)


def _stands(name: str, kind: str, scene: Scene) -> bool:
    if kind == "네트워크":
        return name in {found.name for found in scene.state.networks}
    return (scene.image(name) if kind == "이미지" else scene.container(name)) is not None
