"""commands.network: two containers that find each other by name."""

from helpers.course.commands.container_checks import SERVE, in_stock
from helpers.dockerdata.types import World
from helpers.exercise.checks import Miss, Near, assemble, container_running, nothing
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

STREET = "bread-street"


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
    if find_container(world, "till") and find_container(world, "guest"):
        return Miss(
            observed=f"`{STREET}` 네트워크가 없습니다. 두 컨테이너는 기본 네트워크에만 있습니다.",
            advice="기본 네트워크 bridge에서는 서로를 이름으로 찾지 못합니다. 네트워크를 따로 만들어야 합니다.",
        )
    return nothing(f"`{STREET}` 네트워크가 없습니다.", "네트워크를 만드는 명령부터 찾아보세요.")


def _joined(id: str, name: str) -> Check:
    def look(world: World) -> Miss | None:
        container = find_container(world, name)
        networks = tuple(container.networks) if container else ()
        if STREET in networks:
            return None
        where = ", ".join(f"`{network}`" for network in networks) or "어느 네트워크에도 없음"
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


def _runs(id: str, name: str, *, requires: tuple[str, ...] = ()) -> Check:
    def never(world: World) -> bool:
        return find_container(world, name) is None

    return container_running(
        f"{id}-running",
        name,
        requires=requires,
        near=(
            Near(
                when=never,
                observed=f"`{name}` 컨테이너가 없습니다.",
                advice="문제에 적힌 이름과 이미지와 명령으로 뒤에서 실행해 보세요.",
            ),
        ),
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
        _runs("till", "till"),
        _runs("guest", "guest", requires=("till-running",)),
        _joined("till", "till"),
        _joined("guest", "guest"),
    ),
    hints=(
        "네트워크는 컨테이너보다 먼저 만들어 두면 편해요. 만드는 명령은 `docker network`로 시작해요.",
        "컨테이너를 실행할 때 어느 네트워크에 들어갈지 정하는 옵션이 있어요. 옵션이니까 이미지 이름보다 앞에 적어요.",
        "이미 실행 중인 컨테이너라면 `docker network --help`에서 ‘잇다’라는 뜻의 명령을 찾아보세요. 네트워크 이름이 먼저, 컨테이너 이름이 나중이에요.",
    ),
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
            way=Way(script=f"docker network create {STREET}"), fails="till-running", says="`till` 컨테이너가 없습니다"
        ),
    ),
)
