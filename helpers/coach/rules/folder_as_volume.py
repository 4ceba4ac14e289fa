"""`-v html:/path` beside a folder `html`: without `./` it is a volume's name, and the volume is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.dockerdata.units import nanoseconds
from helpers.text.josa import say
from helpers.world.other_computer import entries

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --volume", "create --volume")
_SECOND = 1_000_000_000


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The volume was made by this command, and a folder of that name is right here and not empty."""
    for value in asked.options.get("--volume", ()):
        name, colon, _ = value.partition(":")
        if not colon or "/" in name or name in (".", ".."):
            continue
        folder = scene.path(name)
        volume = scene.volume(name) if folder.is_dir() and entries(folder) else None
        if volume and nanoseconds(str(volume["CreatedAt"])) >= ran.began - _SECOND:  # the engine gives whole seconds
            return _explanation(name)
    return None


def _explanation(name: str) -> Explanation:
    return Explanation(
        id="folder-as-volume",
        what=say("지금 폴더의 `{name}` 폴더가 아니라, `{name}`{이라는} 새 볼륨이 연결(마운트)되었어요.", name=name),
        why="`-v`의 왼쪽이 `/`나 `./`로 시작해야 도커가 내 컴퓨터의 폴더로 읽어요. 아니면 볼륨의 이름이에요."
        " 그래서 폴더의 파일은 컨테이너에 보이지 않아요.",
        next=(
            say("폴더를 연결하려면 `-v ./{name}:…`처럼 앞에 `./`를 붙여 컨테이너를 다시 만들어요.", name=name),
            say("새로 생긴 볼륨 `{name}`{이} 필요 없으면 컨테이너를 지운 뒤 `docker volume rm`으로 지워요.", name=name),
        ),
    )
