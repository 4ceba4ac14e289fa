"""commands.inspect: say a container's address and the command that it was started with."""

import re
import unicodedata
from typing import Any

from helpers.course.commands.container_checks import inspected
from helpers.dockerdata.types import World
from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

EXAMPLE = "10.0.0.9"
NAME, NETWORK, COMMAND = "wall-clock", "clock-tower", "httpd -f -p 8000 -h /tmp"
ADDRESS = re.compile(r"(?<![\d.])\d+\.\d+\.\d+\.\d+(?:/\d+)?(?!\d|\.\d)")
LABELS = re.compile(
    r"[가-힣]+|\b(?:ip(?:v4)?|ipaddress|address|cmd|command|path|args?)\s*(?=[:=])|\b(?:ip|cmd)\b|(?<!\S)[/|](?!\S)|[:=,]",
    re.IGNORECASE,
)
"""What people write around the two values: names for them, particles, signs."""
ADVICE = "이미지가 아니라 컨테이너를 속속들이 살펴보세요. 네트워크마다 주소가 하나씩 있습니다."


def _known(world: World, given: str) -> Miss | None:
    given = unicodedata.normalize("NFKC", given)
    addresses = list(dict.fromkeys(found.partition("/")[0] for found in ADDRESS.findall(given)))
    said = _words(ADDRESS.sub(" ", given))
    if not addresses:
        return Miss(observed=say("`{given}`{이라고} 답했습니다. IP 주소가 없습니다.", given=given[:60]), advice=ADVICE)
    if len(addresses) > 1:
        every = ", ".join(f"`{address}`" for address in addresses)
        return Miss(observed=f"IP 주소를 여럿 답했습니다: {every}.", advice="컨테이너의 주소 하나만 적으세요.")
    if not said:
        return Miss(
            observed="IP 주소만 답했습니다. 시작 명령이 없습니다.",
            advice="주소를 먼저 적고, 빈칸을 두고 시작 명령을 적으세요.",
        )
    return _other_address(world, addresses[0]) or _other_command(said)


def _other_address(world: World, number: str) -> Miss | None:
    settings: Any = inspected(world, NAME).get("NetworkSettings") or {}
    networks = {name: joined or {} for name, joined in (settings.get("Networks") or {}).items()}
    if number in {joined.get("IPAddress") for joined in networks.values()}:
        return None
    if number in {joined.get("Gateway") for joined in networks.values()}:
        return Miss(observed=say("`{number}`{은} 게이트웨이의 주소입니다.", number=number), advice=ADVICE)
    if number == EXAMPLE:
        return Miss(observed=say("`{number}`{은} 문제의 보기에 나온 주소입니다.", number=number), advice=ADVICE)
    if number.startswith("127."):
        what = "`{number}`{은} 어느 컨테이너에서나 자기 자신을 가리키는 주소입니다."
        return Miss(observed=say(what, number=number), advice=ADVICE)
    others = [found.name for found in world.mine.containers if number in found.networks.values()]
    if others:
        what = say("`{number}`{은} `{other}` 컨테이너의 주소입니다.", number=number, other=others[0])
        return Miss(observed=what, advice=ADVICE)
    return Miss(observed=say("주소를 `{number}`{이라고} 답했지만 다릅니다.", number=number), advice=ADVICE)


def _other_command(said: str) -> Miss | None:
    if said.casefold() == COMMAND:
        return None
    if said.casefold() in ("sh", "/bin/sh"):
        return Miss(
            observed="이미지의 시작 명령을 답했습니다. 이 컨테이너는 다른 명령으로 시작했습니다.", advice=ADVICE
        )
    cut = "…" in said or "..." in said
    return Miss(
        observed=say("시작 명령을 `{said}`{이라고} 답했지만 다릅니다.", said=said[:60]),
        advice="목록에서는 긴 명령이 잘려 나옵니다." if cut else "인자까지 빠짐없이, 있는 것만 적었는지 확인해 보세요.",
    )


def _words(said: str) -> str:
    """Return a command as plain words, whether it was told as text, in a sentence, as a list of Go or as JSON."""
    return " ".join(re.sub(r"""[\[\]"'`]""", " ", LABELS.sub(" ", said)).split())


IP = "docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' wall-clock"

EXERCISE = Exercise(
    id="commands.inspect",
    title="컨테이너의 속사정",
    prompt=f"""\
벽시계 컨테이너 `wall-clock`이 어떤 주소에서 무엇을 실행하고 있는지 적어 둔 쪽지가 없어졌어요.

`wall-clock` 컨테이너의 **IP 주소**와 **시작 명령**(인자까지 모두)을 답하세요. `{EXAMPLE} nginx -g daemon`처럼 주소를 먼저 적고 빈칸을 두고 명령을 적으면 돼요.""",
    owns=Owned(containers=(NAME,), networks=(NETWORK,)),
    setup=f"docker network create {NETWORK}\ndocker run -d --name {NAME} --network {NETWORK} busybox {COMMAND}\n",
    checks=(
        checks.container_kept("kept", NAME, running=True),
        checks.answer_judged(
            "facts",
            establishes="`wall-clock` 컨테이너의 IP 주소와 시작 명령을 차례로 맞게 답했습니다.",
            advice=ADVICE,
            judge=_known,
            requires=("kept",),
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
            says="게이트웨이의 주소입니다",
        ),
        Mistake(
            way=Way(answer=f'echo "$({IP}) 10.0.0.9 {COMMAND}"', why="two addresses, one of them right"),
            fails="facts",
            says="IP 주소를 여럿 답했습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker rm -f {NAME}\ndocker run -d --name {NAME} --network {NETWORK} busybox {COMMAND}",
                answer=f'echo "$({IP}) {COMMAND}"',
                why="another container under its name",
                variant="made-anew",
            ),
            fails="kept",
            says="처음의 것이 아니라 새로 만든 것입니다",
        ),
        Mistake(way=Way(answer=IP), fails="facts", says="IP 주소만 답했습니다"),
        Mistake(
            way=Way(answer=f'echo "$({IP}) httpd"'), fails="facts", says="시작 명령을 `httpd`라고 답했지만 다릅니다"
        ),
        Mistake(way=Way(answer="echo 'wall-clock httpd'"), fails="facts", says="IP 주소가 없습니다"),
    ),
)
