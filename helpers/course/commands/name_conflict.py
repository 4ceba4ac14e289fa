"""commands.name-conflict: free a taken name without losing the data of the container that holds it."""

from helpers.course.commands.container_checks import SERVE, container_holds, fresh
from helpers.dockerdata.types import Computer, World
from helpers.exercise.checks import Miss, assemble, container_from_given, container_runs, nothing
from helpers.exercise.checks.base import find_container, of_start
from helpers.exercise.checks.containers import absent, not_kept, not_running
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

COMMAND = f"sh -c '{SERVE}'"


def _old(world: World) -> Miss | None:
    """Say what became of the first cashbox; None where it is called cashbox-old."""
    miss = not_kept(world, "cashbox-old", was="cashbox")
    first = of_start(world, "cashbox")
    if miss is None or (first and first.name != "cashbox"):
        return miss
    if first:
        return nothing(
            "옛 컨테이너가 아직 `cashbox`라는 이름을 쥐고 있습니다.",
            "컨테이너를 지우지 않고 이름만 바꾸는 명령이 있습니다.",
        )
    images = [tag for image in world.mine.images for tag in image.tags if tag not in world.baseline.images]
    if find_container(world, "cashbox-old") is None:
        kept = say(" 이미지 `{name}`{이} 있지만 이미지는 컨테이너가 아닙니다.", name=images[0]) if images else ""
        observed = f"옛 컨테이너가 지워졌습니다. `cashbox-old`라는 컨테이너는 없습니다.{kept}"
        return Miss(observed=observed, advice="처음 상태로 되돌리고, 지우지 않고 이름만 비우는 길을 찾아보세요.")
    return miss


def _new(world: World) -> Miss | None:
    """Say why no new cashbox runs: it stopped, has another name, is on the other computer, or is still to be made."""
    found = find_container(world, "cashbox")
    made = [container.name for container in fresh(world) if "_" not in container.name]
    if found:
        return not_running(found)
    if find_container(world, "cashbox", Computer.OTHER):
        return absent(world, "cashbox", Computer.MINE)
    if made:
        return Miss(
            observed=say("새로 만든 컨테이너의 이름은 `{name}`입니다. 새 `cashbox` 컨테이너는 없습니다.", name=made[0]),
            advice="새 컨테이너의 이름은 꼭 `cashbox`여야 합니다.",
        )
    return Miss(
        observed="`cashbox`라는 이름을 비웠지만, 새 `cashbox` 컨테이너가 아직 없습니다.",
        advice="이제 그 이름으로 새 컨테이너를 실행할 차례입니다.",
    )


EXERCISE = Exercise(
    id="commands.name-conflict",
    title="이름이 겹쳤을 때",
    prompt=f"""\
계산대 프로그램을 새것으로 바꾸는 날이에요. 새 컨테이너도 꼭 `cashbox`라는 이름이어야 해요. 그런데 멈춰 있는 옛 컨테이너가 그 이름을 쥐고 있어요. 옛 컨테이너의 `/sales.txt`에는 지난달 매출이 들어 있어서 잃어버리면 안 돼요.

1. 옛 컨테이너는 **`cashbox-old`라는 이름으로 남겨** 두세요.
2. 그리고 `busybox` 이미지로 새 **`cashbox`** 컨테이너를 뒤에서 실행하세요. 안에서 실행할 명령은 이것이에요: `{COMMAND}`""",
    owns=Owned(containers=("cashbox", "cashbox-old", "cashbox-new")),
    setup="docker run --name cashbox busybox sh -c 'echo \"지난달 매출: 3,120,000원\" > /sales.txt'\n",
    checks=(
        assemble("old", "처음부터 있던 `cashbox` 컨테이너의 이름이 지금은 `cashbox-old`입니다.", _old),
        container_holds("sales", "cashbox-old", "/sales.txt", "지난달 매출: 3,120,000원", requires=("old",)),
        assemble("new", "새 `cashbox` 컨테이너가 실행 중입니다.", _new, requires=("old",)),
        container_from_given("image", "cashbox", "busybox", requires=("new",)),
        container_runs("command", "cashbox", COMMAND, requires=("image",)),
    ),
    hints=(
        "컨테이너의 이름은 나중에 바꿀 수 있어요. ‘이름을 다시 짓다’라는 뜻의 영어 단어를 떠올려 보세요.",
        "`docker --help`의 목록에서 이름을 바꾸는 명령을 찾아보세요. 뒤에는 옛 이름과 새 이름이 차례로 와요.",
        "이름이 비었다면 이제 새 컨테이너를 실행하면 돼요. `-d`와 `--name`을 기억하죠?",
    ),
    secrets=("docker rename", "docker rm"),
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
docker run -d --name cashbox busybox sh -c '{SERVE}'""",
                variant="made-anew",
            ),
            fails="old",
            says="`cashbox-old` 컨테이너가 처음의 것이 아니라 새로 만든 것입니다",
        ),
    ),
)
