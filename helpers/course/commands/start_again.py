"""commands.start-again: start a stopped container again, with its data."""

from helpers.course.commands.container_checks import SERVE, calm, container_holds, fresh, happened, status
from helpers.dockerdata.types import World
from helpers.exercise.checks import Near, container_kept
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Owned, Way


def _other_one(world: World) -> bool:
    found = find_container(world, "orderbook")
    return found is not None and not found.running and bool(fresh(world))


EXERCISE = Exercise(
    id="commands.start-again",
    title="멈춘 컨테이너를 다시 시작하기",
    prompt="""\
주문 장부 컨테이너 `orderbook`이 멈춰 있어요. 어제 받은 주문이 그 **컨테이너 안의** `/orders.txt`에 적혀 있어요.

`orderbook`을 **다시 실행 중으로** 만드세요. 어제의 주문이 그대로 있어야 해요.""",
    owns=Owned(containers=("orderbook", "orderbook-2")),
    setup=f"""\
docker run -d --name orderbook busybox sh -c '{SERVE}'
until docker logs orderbook | grep -q ready; do sleep 0.1; done
docker exec orderbook sh -c 'echo "주문 1: 소금빵 20개" > /orders.txt'
docker stop orderbook
""",
    checks=(
        calm(
            container_kept(
                "again",
                "orderbook",
                running=True,
                near=(
                    Near(
                        when=lambda world: (
                            status("orderbook", "exited")(world) and happened("start", name="orderbook")(world)
                        ),
                        observed="`orderbook` 컨테이너를 다시 시작했지만 지금은 또 멈춰 있습니다.",
                        advice="시작한 뒤에 다시 멈추지 않았는지 되짚어 보세요.",
                    ),
                    Near(
                        when=_other_one,
                        observed="새 컨테이너를 만들었고, `orderbook` 컨테이너는 여전히 멈춰 있습니다.",
                        advice="새 컨테이너에는 어제의 주문이 없습니다. 있던 컨테이너를 다시 시작하는 명령을 찾아보세요.",
                    ),
                    Near(
                        when=lambda world: status("orderbook", "exited")(world) and not world.mine.events,
                        observed="`orderbook` 컨테이너가 아직 멈춰 있습니다.",
                        advice="끝난 컨테이너까지 보이는 목록에서 찾을 수 있습니다.",
                    ),
                ),
            )
        ),
        container_holds("orders", "orderbook", "/orders.txt", "주문 1: 소금빵 20개", requires=("again",)),
    ),
    hints=(
        "새로 만드는 명령이 아니라, 있던 것을 다시 시작하는 명령이 필요해요.",
        "컨테이너의 한평생 그림에서 ‘끝남’에서 ‘실행 중’으로 가는 화살표를 찾아보세요.",
        "그 명령 뒤에는 컨테이너의 이름만 적으면 돼요. 이미지도 옵션도 필요 없어요.",
    ),
    secrets=("docker start",),
    solution=Way(script="docker start orderbook"),
    alternatives=(Way(script="docker restart orderbook", why="restart starts a stopped one too"),),
    mistakes=(
        Mistake(
            way=Way(
                script=f"docker rm orderbook\ndocker run -d --name orderbook busybox sh -c '{SERVE}'",
                variant="made-anew",
            ),
            fails="again",
            says="처음의 것이 아니라 새로 만든 것입니다",
        ),
        Mistake(
            way=Way(script=f"docker run -d --name orderbook-2 busybox sh -c '{SERVE}'"),
            fails="again",
            says="`orderbook` 컨테이너는 여전히 멈춰 있습니다",
        ),
        Mistake(
            way=Way(script="docker rename orderbook orderbook-2\ndocker start orderbook-2"),
            fails="again",
            says="`orderbook` 컨테이너의 이름이 지금은 `orderbook-2`입니다",
        ),
        Mistake(
            way=Way(script="docker start orderbook\ndocker stop -t 1 orderbook"),
            fails="again",
            says="지금은 또 멈춰 있습니다",
        ),
        Mistake(
            way=Way(script="docker start orderbook\ndocker exec orderbook rm /orders.txt"),
            fails="orders",
            says="`orderbook` 컨테이너 안에 `/orders.txt`가 없습니다",
        ),
    ),
)
