"""`-v /no/such:/data`: the engine made an empty folder where a full one was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files, made_containers
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest
from helpers.coach.rules import mount_covers
from helpers.text.josa import say
from helpers.world.other_computer import entries

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run", "create")
_FILLED = 5.0
"""Seconds in which a program that is to fill the folder, as a database, has made its first file."""
_BY_THEN = 3.0
"""The same where the image has files at that place, and hardly wants to be without them."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A folder of this computer that was to be mounted was not there, and is empty still."""
    if asked.verb not in ("run", "create"):
        return None
    empty = [path for path in ran.missing if not entries(scene.path(path))]
    return explanation(empty[0], scene) if empty and not _may_be_filled(ran, asked, scene) else None


def _may_be_filled(ran: FinishedCommand, asked: Command, scene: Scene) -> bool:
    """Return whether a program in the background may be about to write there."""
    if not made_containers.is_younger(_FILLED, ran, asked, scene):
        return False
    with container_files.of(ran, asked, scene) as inside:
        covers = inside is not None and any(mount_covers.covered(inside))
    return not covers or made_containers.is_younger(_BY_THEN, ran, asked, scene)


def explanation(written: str, scene: Scene) -> Explanation:
    """Explain one folder; what is like it beside it is named."""
    path = scene.path(written)
    near = likeliest(path.name, entries(path.parent))
    right = path.parent / near
    return Explanation(
        id="mount-made-empty",
        what=say(
            "`{written}`{은} 없던 폴더라서, 도커 엔진이 빈 폴더를 새로 만들어 연결(마운트)했어요.", written=written
        ),
        why=f"`-v`의 왼쪽 경로가 {scene.computer}에 없으면 도커는 오류 없이 빈 폴더를 만들어요."
        " 그래서 컨테이너 안에서도 비어 보여요."
        + (say(" 같은 곳에 이름이 비슷한 `{near}`{이} 있어요.", near=near) if near else ""),
        next=(
            say(
                "있는 폴더를 연결하려던 것이면 경로를 `{near}`{으로} 고쳐 컨테이너를 다시 만들어요.",
                near=right,
            )
            if near
            else "있는 폴더를 연결하려던 것이면 `ls`로 경로를 확인하고 컨테이너를 다시 만들어요.",
            "일부러 새 폴더를 쓰려던 것이면 그대로 두면 돼요.",
            "`-v` 대신 `--mount type=bind`를 쓰면, 없는 경로일 때 도커가 만들지 않고 알려 줘요.",
        ),
    )
