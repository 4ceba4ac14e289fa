"""commands.run-it: work in a shell inside a new container and leave a file there."""

from collections.abc import Callable

from helpers.course.commands.container_checks import container_holds, fresh, happened, in_stock
from helpers.dockerdata.types import Probe, World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, Near, assemble, container_from_given, container_there
from helpers.exercise.checks.base import find_container
from helpers.exercise.checks.containers import not_running
from helpers.exercise.model import Exercise, Mistake, Owned, Way

OUTSIDE, INSIDE = probes.file("memo.txt"), probes.container_file("kitchen", "/memo.txt")
ELSEWHERE = tuple(f"/{folder}/memo.txt" for folder in ("root", "home", "tmp"))


def _worked(world: World) -> Miss | None:
    """Say that the container was only made; None where it was started, ended or not."""
    found = find_container(world, "kitchen")
    return not_running(found) if found and found.status == "created" else None


def _missing(when: Callable[[World], bool], observed: str, advice: str, *more: Probe) -> Near:
    """Make a near miss that holds only where `/memo.txt` is not in the container."""
    return Near(
        when=lambda world: not world.fact(INSIDE).found and when(world),
        observed=observed,
        advice=advice,
        probes=(INSIDE, *more),
    )


def _misplaced(path: str) -> Near:
    probe = probes.container_file("kitchen", path)
    return _missing(
        lambda world: world.fact(probe).found,
        f"`kitchen` 컨테이너 안에 `/memo.txt`는 없고 `{path}`가 있습니다.",
        "컨테이너 안의 어느 폴더에 있었는지 되짚어 보세요. `/`로 시작하는 경로로 적으면 폴더와 상관없습니다.",
        probe,
    )


EXERCISE = Exercise(
    id="commands.run-it",
    title="새 컨테이너 안에서 일하기",
    prompt="""\
반죽 담당이 쉴 곳을 하나 마련해 달래요. `ubuntu:latest` 이미지로 **`kitchen`이라는 이름**의 새 컨테이너를 만들어 시작하고, **컨테이너 안의 `/memo.txt`** 파일에 `dough ready`라는 한 줄만 적어 둡시다.

**터미널**을 열고 컨테이너의 `/bin/bash`로 들어가 적은 다음 `exit`로 나오면 돼요.
컨테이너는 끝나도 괜찮지만 지워지면 안 돼요.""",
    owns=Owned(containers=("kitchen", "pantry"), runs_of=("ubuntu:latest",)),
    setup=in_stock("ubuntu:latest"),
    checks=(
        container_there(
            "there",
            "kitchen",
            near=(
                Near(
                    when=happened("create", name="kitchen"),
                    observed="`kitchen` 컨테이너가 있었지만 나오면서 지워졌습니다. 안에 적은 파일도 함께 사라졌습니다.",
                    advice="끝나면 스스로 지우라는 옵션을 붙이지 않았는지 확인해 보세요.",
                ),
            ),
        ),
        container_from_given("image", "kitchen", "ubuntu:latest", requires=("there",)),
        assemble("worked", "`kitchen` 컨테이너가 시작된 적이 있습니다.", _worked, requires=("image",)),
        container_holds(
            "memo",
            "kitchen",
            "/memo.txt",
            "dough ready",
            alone=True,
            requires=("image", "worked"),
            near=(
                *map(_misplaced, ELSEWHERE),
                _missing(
                    lambda world: world.fact(OUTSIDE).found,
                    "`memo.txt`를 컨테이너 안이 아니라 내 컴퓨터의 폴더에 만들었습니다.",
                    "컨테이너 안과 밖은 서로 다른 곳입니다. 셸 안으로 들어간 뒤에 파일을 적어 보세요.",
                    OUTSIDE,
                ),
                _missing(
                    lambda world: any(found.name != "kitchen" for found in fresh(world)),
                    "`kitchen` 컨테이너 안에는 `/memo.txt`가 없습니다. 새로 만든 컨테이너가 하나 더 있습니다.",
                    "실행할 때마다 새 컨테이너가 생깁니다. 이름이 `kitchen`인 컨테이너 안에 적어야 합니다.",
                ),
            ),
        ),
    ),
    hints=(
        "입력을 받는 옵션과 터미널처럼 보이게 하는 옵션을 함께 써요. 흔히 한 덩어리로 붙여 적어요.",
        "이미지 이름 뒤에 적은 것이 컨테이너 안에서 실행돼요. 거기에 셸의 경로를 적으면 셸이 열려요.",
        "들어간 뒤에는 `echo 글 > 파일`로 파일에 적을 수 있어요. 프롬프트가 `root@…`로 바뀌었는지 먼저 보세요.",
        "이미 `kitchen`을 만들었는데 다시 하고 싶다면 그 컨테이너를 지우고 새로 시작하세요.",
    ),
    solution=Way(
        script="""\
# 터미널에서는 -i 대신 -it를 쓰고, 한 줄씩 직접 쳐요.
docker run -i --name kitchen ubuntu:latest /bin/bash <<'EOF'
echo "dough ready" > /memo.txt
exit
EOF"""
    ),
    alternatives=(
        Way(
            script="docker run --name kitchen ubuntu:latest /bin/bash -c 'echo dough ready > /memo.txt'",
            why="one command, no shell to type in",
        ),
        Way(
            script="""\
docker run -d --name kitchen ubuntu tail -f /dev/null
docker exec kitchen sh -c 'echo "dough ready" > /memo.txt'""",
            why="started first, written into later",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="docker run -i --name kitchen ubuntu:latest /bin/bash < /dev/null\necho 'dough ready' > memo.txt"
            ),
            fails="memo",
            says="컨테이너 안이 아니라 내 컴퓨터의 폴더에 만들었습니다",
        ),
        Mistake(
            way=Way(
                script="docker run --name kitchen ubuntu:latest true\ndocker run --name pantry ubuntu:latest sh -c 'echo dough ready > /memo.txt'"
            ),
            fails="memo",
            says="새로 만든 컨테이너가 하나 더 있습니다",
        ),
        Mistake(
            way=Way(script="docker run --name kitchen ubuntu:latest bash -c 'cd; echo dough ready > memo.txt'"),
            fails="memo",
            says="`/memo.txt`는 없고 `/root/memo.txt`가 있습니다",
        ),
        Mistake(
            way=Way(script="docker run --rm --name kitchen ubuntu:latest sh -c 'echo dough ready > /memo.txt'"),
            fails="there",
            says="나오면서 지워졌습니다",
        ),
        Mistake(
            way=Way(script="docker run --name kitchen busybox sh -c 'echo dough ready > /memo.txt'"),
            fails="image",
            says="`busybox:latest` 이미지로 만들어졌습니다",
        ),
    ),
)
