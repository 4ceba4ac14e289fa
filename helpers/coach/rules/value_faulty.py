"""A value that its option cannot take: a port that is none, a path that is not whole, a size that is no number."""

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
ELSEWHERE = True
_PORT = "`-p`에는 `컴퓨터의 포트:컨테이너의 포트`를 적어요. 둘 다 1부터 65535까지의 수예요."
_VOLUME = "`-v`에는 `컴퓨터의 경로나 볼륨 이름:컨테이너 안의 경로`를 적어요."
_FAULTS = tuple(
    (re.compile(pattern, re.IGNORECASE), option, what, rule)
    for pattern, option, what, rule in (
        (r"invalid containerport: ([^\s]+)", "--publish", "오른쪽에 적은 `{value}`{은} 포트 번호가 아니에요", _PORT),
        (r"invalid hostport: ([^\s]+)", "--publish", "왼쪽에 적은 `{value}`{은} 포트 번호가 아니에요", _PORT),
        (r"no port specified: (\S*?)<empty>", "--publish", "`{value}` 뒤에 컨테이너의 포트가 빠졌어요", _PORT),
        (
            r"invalid ip address: ([^\s]+)",
            "--publish",
            "맨 앞의 `{value}`{은} IP 주소가 아니에요",
            f"{_PORT} 콜론이 두 개면 맨 앞의 것을 컴퓨터의 IP 주소로 읽어요.",
        ),
        (
            r"invalid proto: ([^\s]+)",
            "--publish",
            "`/` 뒤의 `{value}`{은} 도커가 아는 것이 아니에요",
            f"{_PORT} `/` 뒤에는 `tcp`나 `udp`만 올 수 있어요.",
        ),
        (r"invalid spec: (\S+): empty section", "--volume", "`{value}`에서 콜론의 한쪽이 비었어요", _VOLUME),
        (
            r"\"([^\"]+)\" includes invalid characters for a local volume name",
            "--volume",
            "`{value}`{은} 볼륨 이름으로 읽혔는데, 볼륨 이름에는 쓸 수 없는 글자가 있어요",
            "`-v`의 왼쪽이 `/`나 `./`로 시작해야 도커가 컴퓨터의 폴더로 읽어요. 아니면 볼륨의 이름이에요.",
        ),
        (
            r"invalid mount path: '([^']+)' mount path must be absolute",
            "--volume",
            "컨테이너 안의 경로 `{value}`{이} `/`로 시작하지 않아요",
            f"{_VOLUME} 오른쪽은 `/`로 시작하는 경로여야 해요.",
        ),
        (
            r"invalid mode: ([^\s]+)",
            "--volume",
            "두 번째 콜론 뒤의 `{value}`{은} 쓸 수 없는 말이에요",
            f"{_VOLUME} 그 뒤에는 `ro`(읽기 전용) 같은 말만 올 수 있어요.",
        ),
        (
            r"invalid environment variable: (\S+)",
            "--env",
            "`{value}`에 변수의 이름이 없어요",
            "`-e`에는 `이름=값`을 빈칸 없이 적어요.",
        ),
        (
            r"invalid size: '([^']*)'",
            "--memory",
            "`{value}`{은} 크기가 아니에요",
            "메모리는 `512m`이나 `1g`처럼 수 바로 뒤에 단위를 붙여 적어요.",
        ),
        (
            r"(minimum memory limit) allowed is",
            "--memory",
            "`{written}`{은} 너무 작아요. 단위 없는 수는 바이트(byte)예요",
            "메모리는 `512m`이나 `1g`처럼 수 바로 뒤에 단위를 붙여 적고, 6MB보다 커야 해요.",
        ),
        (
            r"range of cpus is from [\d.]+ to ([\d.]+)",
            "--cpus",
            "이 컴퓨터의 CPU는 {value}개까지인데 `{written}`{을} 달라고 했어요",
            "`--cpus`에는 0.01부터 컴퓨터의 CPU 수까지의 수를 적어요. `0.5`처럼 소수도 돼요.",
        ),
        (
            r"working directory '([^']+)' is invalid",
            "--workdir",
            "`{value}`{이} `/`로 시작하지 않아요",
            "`-w`에는 컨테이너 안의 폴더를 `/`부터 적어요.",
        ),
        (
            r"bad format for add-host: \"?([^\s\"]+)",
            "--add-host",
            "`{value}`에 주소가 없어요",
            "`--add-host`에는 `이름:IP주소`를 적어요.",
        ),
        (
            r"invalid filter '([^']+)'",
            "--filter",
            "`{value}`{은} 이 명령이 고를 수 있는 것이 아니에요",
            "`prune`은 `until=시간`이나 `label=이름=값`으로, `ps`와 `images`는 `name=`, `status=` 등으로도 골라요.",
        ),
        (
            r"invalid restart policy: unknown policy '([^']+)'",
            "--restart",
            "`{value}`{은} 도커가 아는 말이 아니에요",
            "`--restart`에는 `no`, `always`, `on-failure`, `unless-stopped` 가운데 하나를 적어요.",
        ),
    )
)
"""What the client or the engine says, the option, what is wrong with its value, and how it should be."""

_SHORT = {"--publish": "-p", "--volume": "-v", "--env": "-e", "--memory": "-m", "--workdir": "-w"}


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The option was given with such a value, and just that value is refused."""
    for pattern, option, what, rule in _FAULTS:
        said = pattern.search(ran.words)
        value = said[1].rstrip(".") if said else ""
        given = asked.options.get(option, ()) if value else ()
        written = next((one for one in given if "{written}" in what or value.strip("/") in one), "")
        if written:
            return Explanation(
                id="value-faulty",
                what=f"`{_SHORT.get(option, option)}`에 적은 값이 맞지 않아요."
                f" {say(what, value=value, written=written)}.",
                why=rule,
                next=(say("`{written}`{을} 이 모양에 맞게 고쳐서 다시 해요.", written=written),),
            )
    return None
