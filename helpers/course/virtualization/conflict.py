"""virtualization.conflict: two versions of one library, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss, container_from_given, container_running
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

OLD, NEW = ("tea-morning", "1.4"), ("tea-evening", "2.0")
FILE = "/usr/local/lib/libtea.version"


def _library(id: str, name: str, wanted: str, twin: str) -> Check:
    """Check that the container holds the library's version `wanted`; `twin` is the other container."""
    mine, other = probes.container_file(name, FILE), probes.container_file(twin, FILE)

    def look(world: World) -> Miss | None:
        found, beside = world.fact(mine).text.strip(), world.fact(other).text.strip()
        if found == wanted:
            return None
        advice = "이미지의 태그가 라이브러리의 버전입니다. 어느 컨테이너를 어느 이미지로 만들었는지 살펴보세요."
        if not found:
            return Miss(observed=f"`{name}` 컨테이너에는 libtea가 들어 있지 않습니다.", advice=advice)
        if found == beside:
            return Miss(observed=f"두 컨테이너에 모두 libtea {found}{_ends(found)} 들어 있습니다.", advice=advice)
        return Miss(
            observed=say("`{name}` 컨테이너에 libtea {found}{이} 들어 있습니다.", name=name, found=found), advice=advice
        )

    establishes = say("`{name}` 컨테이너에 libtea {wanted}{이} 들어 있습니다.", name=name, wanted=wanted)
    return checks.assemble(id, establishes, look, requires=("morning", "evening"), probes=(mine, other))


def _ends(version: str) -> str:
    return say("{version}{이}", version=version).removeprefix(version)


RUN_OLD = "docker run -d --name tea-morning libtea:1.4"
RUN_NEW = "docker run -d --name tea-evening libtea:2.0"

EXERCISE = Exercise(
    id="virtualization.conflict",
    title="두 버전을 나란히",
    prompt="""\
찻집 프로그램이 둘 있어요. 아침 프로그램은 라이브러리 libtea의 1.4에서만 돌고, 저녁 프로그램은 2.0에서만 돌아요. 한 컴퓨터에 libtea는 하나만 설치할 수 있어서 여태 하루에 두 번씩 바꿔 설치했대요.

두 버전이 하나씩 들어 있는 이미지 `libtea:1.4`와 `libtea:2.0`이 준비되어 있어요. 이 두 이미지로 두 컨테이너를 **동시에** 실행해 두세요.

| 컨테이너 이름 | 들어 있어야 하는 버전 |
|---|---|
| `tea-morning` | libtea 1.4 |
| `tea-evening` | libtea 2.0 |
""",
    owns=Owned(
        containers=("tea-morning", "tea-evening"),
        images=("libtea:1.4", "libtea:2.0"),
        runs_of=("libtea:1.4", "libtea:2.0"),
    ),
    files={
        "Dockerfile": """\
FROM busybox:latest
ARG VERSION
RUN mkdir -p /usr/local/lib && echo "$VERSION" > /usr/local/lib/libtea.version
CMD ["sh", "-c", "trap 'exit 0' TERM; echo libtea $(cat /usr/local/lib/libtea.version); tail -f /dev/null & wait"]
""",
    },
    setup="for version in 1.4 2.0; do docker build -q --build-arg VERSION=$version -t libtea:$version .; done\n",
    checks=(
        container_running("morning", OLD[0]),
        container_running("evening", NEW[0]),
        _library("old", *OLD, NEW[0]),
        _library("new", *NEW, OLD[0]),
        container_from_given("old-image", OLD[0], "libtea:1.4", requires=("old",)),
        container_from_given("new-image", NEW[0], "libtea:2.0", requires=("new",)),
    ),
    hints=(
        "이미지가 둘이니 `docker run`도 두 번이에요. 뒤에서 실행하는 옵션과 이름을 정하는 옵션이 필요해요.",
        "`docker ps`로 두 컨테이너가 모두 실행 중인지 보고, `docker logs 컨테이너`로 어느 버전이 들었는지 확인해 보세요.",
    ),
    solution=Way(script=f"{RUN_OLD}\n{RUN_NEW}\ndocker ps --format '{{{{.Names}}}} {{{{.Image}}}}'"),
    alternatives=(
        Way(
            script="docker create --name tea-evening libtea:2.0\ndocker create --name tea-morning libtea:1.4\n"
            "docker start tea-morning tea-evening",
            why="made first, started together",
        ),
        Way(
            script="docker run -d --name tea-morning libtea:1.4 sleep 3600\n"
            "docker run -d --name tea-evening --restart always libtea:2.0",
            why="another command, a restart policy",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"{RUN_OLD}\ndocker stop tea-morning\n{RUN_NEW}", why="one stopped"),
            fails="morning",
            says="`tea-morning` 컨테이너가 있지만 멈춰 있습니다",
        ),
        Mistake(
            way=Way(script=f"{RUN_OLD}\ndocker run -d --name tea-evening libtea:1.4", why="same version twice"),
            fails="new",
            says="두 컨테이너에 모두 libtea 1.4가 들어 있습니다",
        ),
        Mistake(
            way=Way(script=f"{RUN_NEW}\ndocker run --name tea-morning busybox true", why="ended at once"),
            fails="morning",
            says="멈춰 있습니다",
        ),
        Mistake(way=Way(script=RUN_OLD, why="one only"), fails="evening", says="`tea-evening` 컨테이너는 없고"),
        Mistake(
            way=Way(script=f"{RUN_NEW}\ndocker run -d --name tea-morning busybox sleep 3600", why="no library at all"),
            fails="old",
            says="libtea가 들어 있지 않습니다",
        ),
        Mistake(
            way=Way(
                script="docker run -d --name tea-morning libtea:2.0\n"
                f"docker exec tea-morning sh -c 'echo 1.4 > {FILE}'\n{RUN_NEW}",
                why="the number written over, the library left as it was",
            ),
            fails="old-image",
            says="`tea-morning` 컨테이너는 `libtea:2.0` 이미지로 만들어졌습니다",
        ),
    ),
)
