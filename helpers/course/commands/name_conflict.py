"""commands.name-conflict: free a taken name without losing the data of the container that holds it."""

from helpers.course.commands.container_checks import SERVE, calm, container_holds
from helpers.dockerdata.types import World
from helpers.exercise.checks import Near, container_kept, container_running
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Owned, Way


def _still(world: World) -> bool:
    """Return whether the first container keeps its name."""
    found = find_container(world, "cashbox")
    return found is not None and found.id in world.baseline.containers


def _freed(world: World) -> bool:
    return find_container(world, "cashbox") is None and find_container(world, "cashbox-old") is not None


EXERCISE = Exercise(
    id="commands.name-conflict",
    title="이름이 겹쳤을 때",
    prompt=f"""\
계산대 프로그램을 새것으로 바꾸는 날이에요. 새 컨테이너도 꼭 `cashbox`라는 이름이어야 해요. 그런데 멈춰 있는 옛 컨테이너가 그 이름을 쥐고 있어요. 옛 컨테이너의 `/sales.txt`에는 지난달 매출이 들어 있어서 잃어버리면 안 돼요.

1. 옛 컨테이너는 **`cashbox-old`라는 이름으로 남겨** 두세요.
2. 그리고 `busybox` 이미지로 새 **`cashbox`** 컨테이너를 뒤에서 실행하세요. 안에서 실행할 명령은 이것이에요: `sh -c '{SERVE}'`""",
    owns=Owned(containers=("cashbox", "cashbox-old", "cashbox-new")),
    setup="docker run --name cashbox busybox sh -c 'echo \"지난달 매출: 3,120,000원\" > /sales.txt'\n",
    checks=(
        calm(
            container_kept(
                "old",
                "cashbox-old",
                was="cashbox",
                near=(
                    Near(
                        when=_still,
                        observed="옛 컨테이너가 아직 `cashbox`라는 이름을 쥐고 있습니다.",
                        advice="컨테이너를 지우지 않고 이름만 바꾸는 명령이 있습니다.",
                    ),
                    Near(
                        when=lambda world: find_container(world, "cashbox-old") is None,
                        observed="옛 컨테이너가 지워졌습니다. 안에 있던 매출도 함께 사라졌습니다.",
                        advice="처음 상태로 되돌리고, 지우지 않고 이름만 비우는 길을 찾아보세요.",
                    ),
                ),
            )
        ),
        container_holds("sales", "cashbox-old", "/sales.txt", "지난달 매출: 3,120,000원", requires=("old",)),
        container_running(
            "new",
            "cashbox",
            requires=("old",),
            near=(
                Near(
                    when=_freed,
                    observed="`cashbox`라는 이름을 비웠지만, 새 `cashbox` 컨테이너가 아직 없습니다.",
                    advice="이제 그 이름으로 새 컨테이너를 실행할 차례입니다.",
                ),
            ),
        ),
    ),
    hints=(
        "컨테이너의 이름은 나중에 바꿀 수 있어요. ‘이름을 다시 짓다’라는 뜻의 영어 낱말을 떠올려 보세요.",
        "`docker --help`의 목록에서 이름을 바꾸는 명령을 찾아보세요. 뒤에는 옛 이름과 새 이름이 차례로 와요.",
        "이름이 비었다면 이제 새 컨테이너를 실행하면 돼요. `-d`와 `--name`을 기억하죠?",
    ),
    solution=Way(
        script=f"docker rename cashbox cashbox-old\ndocker run -d --name cashbox busybox sh -c '{SERVE}'",
    ),
    alternatives=(
        Way(
            script=f"""\
docker run -d --name cashbox-new busybox sh -c '{SERVE}'
docker container rename cashbox cashbox-old
docker rename cashbox-new cashbox""",
            why="the new one made first, under another name",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker rm cashbox\ndocker run -d --name cashbox busybox sh -c '{SERVE}'"),
            fails="old",
            says="옛 컨테이너가 지워졌습니다",
        ),
        Mistake(
            way=Way(script=f"docker run -d --name cashbox-new busybox sh -c '{SERVE}'"),
            fails="old",
            says="옛 컨테이너가 아직 `cashbox`라는 이름을 쥐고 있습니다",
        ),
        Mistake(
            way=Way(script="docker rename cashbox cashbox-old"),
            fails="new",
            says="새 `cashbox` 컨테이너가 아직 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"""\
docker rm cashbox
docker run --name cashbox-old busybox true
docker run -d --name cashbox busybox sh -c '{SERVE}'"""
            ),
            fails="old",
            says="`cashbox-old` 컨테이너가 처음의 것이 아니라 새로 만든 것입니다",
        ),
    ),
)
