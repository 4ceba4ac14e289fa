"""Options that docker does not take together: `--rm` and `--restart`, `-p` and `--network container:…`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
ELSEWHERE = True
_WORDS = re.compile(r"conflicting options: ([^\n]+)", re.IGNORECASE)
_PAIRS = (
    (
        re.compile(r"--restart and --rm"),
        "`--rm`과 `--restart`는 함께 쓸 수 없어요.",
        "`--rm`은 끝나면 컨테이너를 지우라는 것이고, `--restart`는 끝나면 다시 시작하라는 것이라 서로 어긋나요.",
        "한 번 쓰고 버릴 것이면 `--restart`를, 늘 켜 둘 것이면 `--rm`을 빼요.",
    ),
    (
        re.compile(r"(?:port publishing|port exposing) and the container type network mode"),
        "다른 컨테이너의 네트워크를 쓰는 컨테이너에는 `-p`를 적을 수 없어요.",
        "`--network container:이름`은 그 컨테이너의 네트워크를 함께 써요. 포트는 그 네트워크의 주인에만 열 수 있어요.",
        "`-p`를 빼고, 네트워크를 빌려주는 컨테이너를 만들 때 `-p`를 적어요.",
    ),
    (
        re.compile(r"hostname and the network mode|hostname and the UTS mode"),
        "이 네트워크에서는 `--hostname`을 정할 수 없어요.",
        "호스트나 다른 컨테이너의 네트워크를 함께 쓰면 호스트 이름도 그쪽의 것을 써요.",
        "`--hostname`을 빼거나 `--network`를 바꿔요.",
    ),
    (
        re.compile(r"-[ad]\b.* and .*-[ad]\b|detach"),
        "`-d`는 그 옵션과 함께 쓸 수 없어요.",
        "`-d`는 출력을 보지 않고 뒤에서 실행하라는 옵션이라, 컨테이너에 붙어 보겠다는 옵션과 어긋나요.",
        "뒤에서 실행하려면 다른 쪽을, 출력을 바로 보려면 `-d`를 빼요.",
    ),
)  # fmt: skip


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Docker names the two, of which some are known with their why."""
    del asked, scene
    said = _WORDS.search(ran.words)
    for pattern, what, why, step in _PAIRS if said else ():
        if said and pattern.search(said[1]):
            return Explanation(id="options-conflict", what=what, why=why, next=(step,))
    return None
