"""virtualization.isolation: a container with a host name of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss, Near, answer_judged, container_from_given, container_running
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

NAME, HOST = "island", "paradise"
PROBE = probes.container_inspect(NAME)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?![A-Za-z0-9._-]*\s*[:=])")
"""A name in an answer, not one that only says what comes behind it (`host: …`)."""
OPTION = "컨테이너를 만들 때 호스트 이름을 정하는 옵션이 따로 있습니다. 만든 뒤에는 바꿀 수 없습니다."
LOOK = "컨테이너 안과 밖에서 각각 `hostname` 명령을 실행해 보세요."


def _has_its_own(world: World) -> Miss | None:
    found = probes.data(world, PROBE)
    said = str((found.get("Config") or {}).get("Hostname", ""))
    if said == HOST:
        return None
    if (found.get("HostConfig") or {}).get("UTSMode") == "host":
        return Miss(observed="컨테이너가 호스트와 호스트 이름을 같이 쓰고 있습니다.", advice=OPTION)
    if str(found.get("Id", "")).startswith(said):
        return Miss(
            observed=f"`{NAME}` 컨테이너에 호스트 이름을 정해 주지 않았습니다. 도커가 ID의 앞부분으로 정해 두었습니다.",
            advice=OPTION,
        )
    if said == NAME:
        return Miss(observed=f"호스트 이름도 컨테이너의 이름과 같은 `{NAME}`입니다.", advice=OPTION)
    return Miss(observed=say("컨테이너의 호스트 이름이 `{said}`입니다.", said=said), advice=OPTION)


def _both(world: World, given: str) -> Miss | None:
    right = [HOST, world.fact(probes.HOST_NAME).text.casefold()]
    words = [word.strip(".-_").casefold() for word in _WORD.findall(given)]
    if words == right:
        return None
    if len(words) != len(right):
        said = say("`{said}`{이라고} 답했습니다. 이름 두 개가 아닙니다.", said=" ".join(words)[:80])
        return Miss(
            observed=said if words else "답에 호스트 이름이 없습니다.",
            advice="컨테이너의 것을 먼저, 호스트의 것을 나중에 적으세요.",
        )
    return Miss(observed=_instead(world, words, right), advice=LOOK)


def _instead(world: World, words: list[str], right: list[str]) -> str:
    """Return what two names are that are not the right ones."""
    if words == right[::-1]:
        return "두 호스트 이름의 차례가 바뀌었습니다. 컨테이너의 것을 먼저 적어야 합니다."
    if NAME in words:
        return say("호스트 이름이 아니라 컨테이너의 이름인 `{name}`{을} 답했습니다.", name=NAME)
    if str(probes.data(world, PROBE).get("Id", "?")).startswith(words[1]):
        return say("호스트 이름 대신 컨테이너의 ID인 `{id}`{을} 답했습니다.", id=words[1][:12])
    if words == [HOST, HOST]:
        return "두 번 모두 컨테이너의 호스트 이름을 답했습니다."
    at, wrong = next((at, word) for at, word in enumerate(words) if word != right[at])
    whose = "컨테이너" if at == 0 else "호스트"
    return say("{whose}의 호스트 이름을 `{wrong}`{이라고} 답했지만 다릅니다.", whose=whose, wrong=wrong[:60])


RUN = f"docker run -d --name {NAME} --hostname {HOST} busybox sleep 3600"
NAMES = f'echo "$(docker exec {NAME} hostname) $(hostname)"'

EXERCISE = Exercise(
    id="virtualization.isolation",
    title="이름을 따로 가진 섬",
    prompt=f"""\
컨테이너는 호스트의 커널을 같이 쓰지만, 호스트 이름은 따로 가질 수 있어요.

`busybox` 이미지로 이름이 `{NAME}`인 컨테이너를 뒤에서 실행하되, 만들 때 호스트 이름을 정해서 그 안에서 `hostname`을 실행하면 `{HOST}`가 나오게 하세요.
그리고 **컨테이너의 호스트 이름**과 **호스트의 호스트 이름**을 차례로 답하세요. `red blue`처럼 빈칸을 사이에 두고 적으면 돼요.
""",
    owns=Owned(containers=(NAME,), runs_of=("busybox:latest",)),
    setup="docker pull -q busybox:latest\n",
    checks=(
        container_running(
            "running",
            NAME,
            near=(
                Near(
                    when=lambda world: find_container(world, HOST) is not None,
                    observed=f"`{HOST}`를 호스트 이름이 아니라 컨테이너의 이름으로 정했습니다.",
                    advice="컨테이너의 이름은 도커가 부르는 말이고, 호스트 이름은 컨테이너 안의 프로그램이 보는 말입니다.",
                ),
            ),
        ),
        container_from_given("image", NAME, "busybox", requires=("running",)),
        checks.assemble(
            "hostname",
            f"`{NAME}` 컨테이너 안에서 본 호스트 이름은 `{HOST}`입니다.",
            _has_its_own,
            requires=("running",),
            probes=(PROBE,),
        ),
        answer_judged(
            "both",
            _both,
            establishes="컨테이너와 호스트의 호스트 이름을 차례로 맞게 답했습니다.",
            advice=LOOK,
            requires=("hostname",),
            probes=(probes.HOST_NAME, PROBE),
        ),
    ),
    hints=(
        "컨테이너의 이름을 정하는 `--name`과 호스트 이름을 정하는 옵션은 서로 달라요. `docker run --help`에서 host라는 말을 찾아보세요.",
        "실행 중인 컨테이너 안에서 명령을 하나 실행하려면 `docker exec 컨테이너 명령`이라고 적어요. 밖에서는 그냥 `hostname`이에요.",
    ),
    solution=Way(script=RUN, answer=NAMES),
    alternatives=(
        Way(
            script=f"docker create --name {NAME} -h {HOST} busybox tail -f /dev/null\ndocker start {NAME}",
            answer=f"echo \"$(docker inspect -f '{{{{.Config.Hostname}}}}' {NAME}), $(docker info -f '{{{{.Name}}}}')\"",
            why="short option; both names from the engine",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f"docker run -d --name {NAME} busybox sleep 3600\nhostname {HOST}",
                answer=f"echo {HOST} $(hostname)",
                why="set on no container",
            ),
            fails="hostname",
            says="호스트 이름을 정해 주지 않았습니다",
        ),
        Mistake(
            way=Way(script=f"docker run -d --name {HOST} busybox sleep 3600", answer=f"echo {HOST} $(hostname)"),
            fails="running",
            says="호스트 이름이 아니라 컨테이너의 이름으로 정했습니다",
        ),
        Mistake(
            way=Way(script=RUN, answer=f"echo {NAME} $(hostname)", why="name given instead of host name"),
            fails="both",
            says="컨테이너의 이름인 `island`를 답했습니다",
        ),
        Mistake(
            way=Way(script=f"docker run -d --name {NAME} --hostname {NAME} busybox sleep 3600", answer=NAMES),
            fails="hostname",
            says="컨테이너의 이름과 같은",
        ),
        Mistake(way=Way(script=RUN, answer=f"echo $(hostname) {HOST}"), fails="both", says="차례가 바뀌었습니다"),
        Mistake(way=Way(script=RUN, answer=f"echo {HOST}"), fails="both", says="이름 두 개가 아닙니다"),
    ),
)
