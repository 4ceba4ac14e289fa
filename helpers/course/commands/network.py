"""commands.network: two containers that find each other by name."""

from collections.abc import Iterable

from helpers.course.commands.container_checks import SERVE, in_stock, inspected
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import (
    Miss,
    assemble,
    container_from_given,
    container_running,
    container_runs,
    nothing,
)
from helpers.exercise.checks.base import find_container
from helpers.exercise.checks.containers import command_of
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

STREET, GREETING = "bread-street", "어서 오세요"
CALLED = probes.http_between("guest", "till")


def _made(world: World) -> Miss | None:
    names = {found.name for found in world.mine.networks}
    if STREET in names:
        return None
    new = sorted(name for name in names if name not in world.baseline.networks)
    if new:
        return Miss(
            observed=say(
                "`{street}` 네트워크는 없고, 새로 만든 `{new}` 네트워크가 있습니다.", street=STREET, new=new[0]
            ),
            advice="네트워크의 이름을 확인해 보세요.",
        )
    if any(found.name == STREET for found in world.other.networks):
        return Miss(
            observed=f"`{STREET}` 네트워크가 내 컴퓨터에는 없고 다른 컴퓨터에 있습니다.",
            advice="어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    both = [found for found in (find_container(world, "till"), find_container(world, "guest")) if found]
    if both[1:]:
        where = sorted({network for found in both for network in found.networks})
        return Miss(
            observed=f"`{STREET}` 네트워크가 없습니다. 두 컨테이너가 있는 네트워크는 {_listed(where)}입니다.",
            advice="기본 네트워크 bridge에서는 서로를 이름으로 찾지 못합니다. 네트워크를 따로 만들어야 합니다.",
        )
    return nothing(f"`{STREET}` 네트워크가 없습니다.", "네트워크를 만드는 명령부터 찾아보세요.")


def _listed(networks: Iterable[str]) -> str:
    return ", ".join(f"`{network}`" for network in networks) or "어느 네트워크에도 없음"


def _joined(id: str, name: str) -> Check:
    def look(world: World) -> Miss | None:
        container = find_container(world, name)
        networks = tuple(container.networks) if container else ()
        if STREET in networks:
            return None
        where = _listed(networks)
        return Miss(
            observed=say(
                "`{name}` 컨테이너는 `{street}`에 이어져 있지 않습니다(지금 있는 곳: {where}).",
                name=name,
                street=STREET,
                where=where,
            ),
            advice="두 컨테이너가 같은 네트워크에 있어야 서로를 이름으로 찾습니다.",
        )

    establishes = say("`{name}` 컨테이너가 `{street}` 네트워크에 이어져 있습니다.", name=name, street=STREET)
    return assemble(id, establishes, look, requires=("network", f"{id}-running"))


def _greets(world: World) -> Miss | None:
    fact = world.fact(CALLED)
    if GREETING in fact.text:
        return None
    run = command_of(inspected(world, "till"))
    if not fact.found:
        return Miss(
            observed=f"`guest`에서 `http://till/`을 부르니 대답이 없습니다. `till`이 실행하는 명령은 `{run[:100]}`입니다.",
            advice="그 명령이 80번 포트에서 기다리는 웹 서버를 띄우는지 문제와 비교해 보세요.",
        )
    said = " / ".join(fact.text.split("\n")).strip(" /")[:60] or "(빈 페이지)"
    return Miss(
        observed=say("`guest`에서 `http://till/`을 부르니 `{said}`{이라고} 대답합니다.", said=said),
        advice="계산대가 내보내는 글을 문제와 비교해 보세요.",
    )


TILL = """sh -c 'echo "어서 오세요" > /tmp/index.html; httpd -f -p 80 -h /tmp'"""
GUEST = f"sh -c '{SERVE}'"

EXERCISE = Exercise(
    id="commands.network",
    title="이름으로 서로 찾기",
    prompt=f"""\
손님 컨테이너가 계산대 컨테이너를 **이름으로** 부를 수 있게 해 주세요.

1. `{STREET}`라는 네트워크를 만드세요.
2. `busybox` 이미지로 컨테이너 둘을 뒤에서 실행하고, **둘 다 `{STREET}`에** 이어 주세요.
    - **`till`** (계산대): 안에서 실행할 명령은 `{TILL}`
    - **`guest`** (손님): 안에서 실행할 명령은 `{GUEST}`

다 되면 `docker exec guest wget -qO- http://till/`을 쳐 보세요. 계산대가 인사해요.""",
    owns=Owned(containers=("till", "guest"), networks=(STREET, "bread-road")),
    setup=in_stock("busybox"),
    checks=(
        assemble("network", f"`{STREET}` 네트워크가 있습니다.", _made),
        container_from_given("till-image", "till", "busybox"),
        container_running("till-running", "till", requires=("till-image",)),
        container_from_given("guest-image", "guest", "busybox", requires=("till-running",)),
        container_running("guest-running", "guest", requires=("guest-image",)),
        _joined("till", "till"),
        _joined("guest", "guest"),
        container_runs("guest-command", "guest", GUEST, requires=("guest-image",)),
        assemble(
            "greets",
            f"`guest`에서 `http://till/`을 부르면 `{GREETING}`라고 대답합니다.",
            _greets,
            requires=("till", "guest"),
            probes=(CALLED, probes.container_inspect("till")),
        ),
    ),
    hints=(
        "네트워크는 컨테이너보다 먼저 만들어 두면 편해요. 만드는 명령은 `docker network`로 시작해요.",
        "컨테이너를 실행할 때 어느 네트워크에 들어갈지 정하는 옵션이 있어요. 옵션이니까 이미지 이름보다 앞에 적어요.",
        "이미 실행 중인 컨테이너라면 `docker network --help`에서 ‘잇다’라는 뜻의 명령을 찾아보세요. 네트워크 이름이 먼저, 컨테이너 이름이 나중이에요.",
    ),
    settle=3.0,
    secrets=("docker network create",),
    solution=Way(
        script=f"""\
docker network create {STREET}
docker run -d --name till --network {STREET} busybox {TILL}
docker run -d --name guest --network {STREET} busybox {GUEST}"""
    ),
    alternatives=(
        Way(
            script=f"""\
docker run -d --name till busybox {TILL}
docker run -d --name guest busybox {GUEST}
docker network create {STREET}
docker network connect {STREET} till
docker network connect {STREET} guest""",
            why="joined while they run",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker run -d --name till busybox {TILL}\ndocker run -d --name guest busybox {GUEST}"),
            fails="network",
            says="기본 네트워크 bridge에서는 서로를 이름으로 찾지 못합니다",
        ),
        Mistake(
            way=Way(
                script=f"""\
docker network create {STREET}
docker run -d --name till --network {STREET} busybox {TILL}
docker run -d --name guest busybox {GUEST}"""
            ),
            fails="guest",
            says="`guest` 컨테이너는 `bread-street`에 이어져 있지 않습니다(지금 있는 곳: `bridge`)",
        ),
        Mistake(
            way=Way(
                script=f"""\
docker network create {STREET}
docker network create bread-road
docker run -d --name till --network bread-road busybox {TILL}
docker run -d --name guest --network {STREET} busybox {GUEST}"""
            ),
            fails="till",
            says="`till` 컨테이너는 `bread-street`에 이어져 있지 않습니다(지금 있는 곳: `bread-road`)",
        ),
        Mistake(
            way=Way(
                script=f"""\
docker network create {STREET}
docker run -d --name till --network {STREET} nginx {TILL}
docker run -d --name guest --network {STREET} busybox {GUEST}""",
                why="another image",
            ),
            fails="till-image",
            says="`till` 컨테이너는 `nginx:latest` 이미지로 만들어졌습니다",
        ),
        Mistake(
            way=Way(
                script=f"""\
docker network create {STREET}
docker run -d --name till --network {STREET} busybox sleep 3600
docker run -d --name guest --network {STREET} busybox {GUEST}""",
                why="found by name, but nobody serves",
            ),
            fails="greets",
            says="`till`이 실행하는 명령은 `sleep 3600`입니다",
        ),
        Mistake(
            way=Way(script=f"docker network create {STREET}"), fails="till-image", says="`till` 컨테이너가 없습니다"
        ),
    ),
)
