"""commands.inspect: say a container's address and the command that it was started with."""

import re
from typing import Any

from helpers.course.commands.container_checks import inspected
from helpers.dockerdata.types import World
from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

NAME, NETWORK, COMMAND = "wall-clock", "clock-tower", "httpd -f -p 8000 -h /tmp"
ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+(/\d+)?")
ADVICE = "이미지가 아니라 컨테이너를 속속들이 살펴보세요. 네트워크마다 주소가 하나씩 있습니다."


def _known(world: World, given: str) -> Miss | None:
    address, said = ADDRESS.search(given), _words(ADDRESS.sub("", given))
    if address is None:
        return Miss(observed=say("`{given}`{이라고} 답했습니다. IP 주소가 없습니다.", given=given[:60]), advice=ADVICE)
    if not said:
        return Miss(
            observed="IP 주소만 답했습니다. 시작 명령이 없습니다.",
            advice="주소를 먼저 적고, 빈칸을 두고 시작 명령을 적으세요.",
        )
    wanted, gateway = _addresses(world)
    number = address.group().partition("/")[0]
    if number != wanted:
        what = (
            "게이트웨이의 주소를 답했습니다."
            if number == gateway
            else say("주소를 `{number}`{이라고} 답했지만 다릅니다.", number=number)
        )
        return Miss(observed=what, advice=ADVICE)
    if said == COMMAND:
        return None
    if said == "sh":
        return Miss(
            observed="이미지의 시작 명령을 답했습니다. 이 컨테이너는 다른 명령으로 시작했습니다.", advice=ADVICE
        )
    return Miss(
        observed=say("시작 명령을 `{said}`{이라고} 답했지만 다릅니다.", said=said[:60]),
        advice="인자까지 빠짐없이 적었는지 확인해 보세요.",
    )


def _words(said: str) -> str:
    """Return a command as plain words, whether it was told as text, as a list of Go or as JSON."""
    return " ".join(re.sub(r"""[\[\]",'`]""", " ", said).split())


def _addresses(world: World) -> tuple[str, str]:
    """Return the container's address in its network, and that of the network's gateway."""
    settings: Any = inspected(world, NAME).get("NetworkSettings") or {}
    joined: Any = settings.get("Networks", {}).get(NETWORK) or {}
    return joined.get("IPAddress", ""), joined.get("Gateway", "")


IP = "docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' wall-clock"

EXERCISE = Exercise(
    id="commands.inspect",
    title="컨테이너의 속사정",
    prompt="""\
벽시계 컨테이너 `wall-clock`이 어떤 주소에서 무엇을 실행하고 있는지 적어 둔 쪽지가 없어졌어요.

`wall-clock` 컨테이너의 **IP 주소**와 **시작 명령**(인자까지 모두)을 답하세요. `10.0.0.9 nginx -g daemon`처럼 주소를 먼저 적고 빈칸을 두고 명령을 적으면 돼요.""",
    owns=Owned(containers=(NAME,), networks=(NETWORK,)),
    setup=f"docker network create {NETWORK}\ndocker run -d --name {NAME} --network {NETWORK} busybox {COMMAND}\n",
    checks=(
        checks.answer_judged(
            "facts",
            establishes="`wall-clock` 컨테이너의 IP 주소와 시작 명령을 차례로 맞게 답했습니다.",
            advice=ADVICE,
            judge=_known,
            probes=(probes.container_inspect(NAME),),
        ),
    ),
    hints=(
        "도커가 컨테이너에 대해 아는 것을 모두 보여 주는 명령이 있어요. 뒤에 이미지 이름이 아니라 컨테이너 이름을 적으세요.",
        "주소는 `NetworkSettings` 아래의 `Networks` 안에 있어요. `IPAddress`를 찾으세요. `Gateway`는 다른 것이에요.",
        "시작 명령은 `Path`와 `Args`, 또는 `Config` 아래의 `Cmd`에 있어요.",
    ),
    solution=Way(
        answer=f'echo "$({IP}) $(docker inspect --format \'{{{{.Path}}}} {{{{join .Args " "}}}}\' wall-clock)"',
    ),
    alternatives=(
        Way(
            answer=f"echo \"$({IP}), $(docker inspect --format '{{{{json .Config.Cmd}}}}' wall-clock)\"",
            why="the command as JSON",
        ),
        Way(
            answer="docker inspect --format '{{(index .NetworkSettings.Networks \"clock-tower\").IPAddress}} {{.Config.Cmd}}' wall-clock",
            why="the command as Go prints a list",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                answer=f"echo \"$({IP}) $(docker inspect --format '{{{{join .Config.Cmd \" \"}}}}' busybox | sed 's/.*sh$/sh/')\""
            ),
            fails="facts",
            says="이미지의 시작 명령을 답했습니다",
        ),
        Mistake(
            way=Way(
                answer="docker inspect --format '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}} {{.Config.Cmd}}' wall-clock"
            ),
            fails="facts",
            says="게이트웨이의 주소를 답했습니다",
        ),
        Mistake(way=Way(answer=IP), fails="facts", says="IP 주소만 답했습니다"),
        Mistake(
            way=Way(answer=f'echo "$({IP}) httpd"'), fails="facts", says="시작 명령을 `httpd`라고 답했지만 다릅니다"
        ),
        Mistake(way=Way(answer="echo 'wall-clock httpd'"), fails="facts", says="IP 주소가 없습니다"),
    ),
)
