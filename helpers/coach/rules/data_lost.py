"""`docker rm` of a container that had made files which stood nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = BEFORE = ("rm",)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The coach saw them before the command ran, and the container is gone."""
    del asked
    name = next((name for name, _ in ran.lost if scene.container(name) is None), "")
    return _explanation(name, [path for of, path in ran.lost if of == name]) if name else None


def _explanation(name: str, paths: list[str]) -> Explanation:
    return Explanation(
        id="data-lost",
        what=say(
            "컨테이너 `{name}`{과} 함께, 그 안에만 있던 파일 {paths}{이} 사라졌어요.", name=name, paths=one_of(paths)
        ),
        why="컨테이너 안에서 만든 파일은 그 컨테이너에만 있어요."
        " 볼륨이나 내 컴퓨터의 폴더에 쓴 것이 아니면 컨테이너를 지울 때 데이터도 지워지고, 되살릴 수 없어요.",
        next=(
            "남겨야 하는 데이터는 볼륨에 둬요. `docker run`의 `-v`로 `볼륨 이름:그 데이터의 폴더`를 적으면 돼요.",
            "지우기 전에는 `docker cp`로 파일을 꺼내 둘 수 있어요.",
        ),
    )  # fmt: skip
