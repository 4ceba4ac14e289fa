"""commands.ps: count the containers that run and those that exist."""

import re

from helpers.course.commands.container_checks import SERVE
from helpers.dockerdata.types import World
from helpers.exercise import checks
from helpers.exercise.checks import Miss
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

OURS = tuple(f"morning-{number}" for number in range(1, 6))
LISTED = ("running", "paused", "restarting")
"""What `docker ps` lists."""
ADVICE = "실행 중인 것만 보는 목록과 모두 보는 목록을 따로 세어 보세요. 제목 줄은 컨테이너가 아닙니다."


def _counted(world: World, given: str) -> Miss | None:
    numbers = tuple(int(number) for number in re.findall(r"\d+", given))
    if len(numbers) != len(("running", "all")):
        return Miss(
            observed=say("`{given}`{이라고} 답했습니다. 숫자 두 개가 필요합니다.", given=given[:40]),
            advice="실행 중인 수를 먼저, 전체의 수를 나중에 적으세요.",
        )
    every = world.mine.containers
    runs = [sum(found.running for found in every), sum(found.status in LISTED for found in every)]
    if numbers[0] in runs and numbers[1] == len(every):
        return None
    said = _alike(numbers, runs[0], world) or _apart(numbers, runs[0], len(every))
    given = f"{numbers[0]} {numbers[1]}"
    return Miss(observed=say("`{given}`{이라고} 답했습니다. {said}", given=given, said=said), advice=ADVICE)


def _alike(numbers: tuple[int, ...], run: int, world: World) -> str:
    """Say what else two wrong numbers are the numbers of; empty where they are those of nothing foreseen."""
    every = world.mine.containers
    ours = [found for found in every if found.name in OURS]
    foreseen = {
        (run, len(every) - run): "둘째 수는 끝난 컨테이너만 센 수와 같습니다.",
        (run, run): "두 수가 모두 실행 중인 컨테이너의 수입니다. 끝난 컨테이너를 세지 않았습니다.",
        (len(every), len(every)): "두 수가 모두 전체의 수입니다. 실행 중인 것만 따로 세지 않았습니다.",
        (len(every), run): "두 수의 순서가 바뀌었습니다.",
        (run + 1, len(every) + 1): "두 수가 모두 실제보다 하나씩 많습니다.",
        (sum(found.running for found in ours), len(ours)): "`morning-`으로 시작하는 컨테이너만 센 수와 같습니다.",
    }
    return foreseen.get((numbers[0], numbers[1]), "")


def _apart(numbers: tuple[int, ...], run: int, exist: int) -> str:
    """Say which of two numbers is wrong, and to which side; not what is right."""
    told = []
    for name, number, right in zip(("첫째 수", "둘째 수"), numbers, (run, exist), strict=True):
        side = "맞습니다" if number == right else f"실제보다 {'많' if number > right else '적'}습니다"
        told.append(say("{name} `{number}`{은} {side}.", name=name, number=number, side=side))
    return " ".join(told)


RUNNING = "docker ps -q | wc -l"
ALL = "docker ps -aq | wc -l"

EXERCISE = Exercise(
    id="commands.ps",
    title="실행 중인 것과 있는 것 세기",
    prompt="""\
사장님이 물어요. “우리 서버, 지금 몇 개나 돌고 있어요? 꺼진 것까지 다 하면 몇 개예요?”

내 컴퓨터에 **실행 중인 컨테이너의 수**와 **있는 컨테이너 전체의 수**를 차례로 답하세요. `1 2`처럼 빈칸을 사이에 두고 적으면 돼요.
다른 연습 문제에서 남은 것까지, 내 컴퓨터에 있는 컨테이너를 모두 세면 돼요.""",
    owns=Owned(containers=OURS),
    setup=f"""\
for n in 1 2 3; do docker run -d --name morning-$n busybox sh -c '{SERVE}'; done
for n in 4 5; do docker run --name morning-$n busybox true; done
""",
    checks=(
        checks.answer_judged(
            "counts",
            establishes="실행 중인 컨테이너의 수와 전체 컨테이너의 수를 차례로 맞게 답했습니다.",
            advice=ADVICE,
            judge=_counted,
        ),
    ),
    hints=(
        "아무것도 붙이지 않은 목록에는 실행 중인 컨테이너만 나와요. 끝난 것까지 보려면 옵션 하나를 더해야 해요.",
        "줄을 세는 명령은 `wc -l`이에요. 제목 줄이 함께 세어지지 않게, ID만 보여 주는 옵션을 찾아보세요.",
    ),
    solution=Way(answer=f'echo "$({RUNNING}) $({ALL})"'),
    alternatives=(
        Way(
            answer="echo \"$(docker ps --format '{{.Names}}' | grep -c .) / $(docker container ls --all --format '{{.Names}}' | grep -c .)\"",
            why="counted by names, with another separator",
        ),
        Way(answer="docker info --format '{{.ContainersRunning}}, {{.Containers}}'", why="asked the engine itself"),
    ),
    mistakes=(
        Mistake(
            way=Way(answer=f'echo "$({RUNNING}) $({RUNNING})"'), fails="counts", says="끝난 컨테이너를 세지 않았습니다"
        ),
        Mistake(
            way=Way(answer='echo "$(docker ps | wc -l) $(docker ps -a | wc -l)"'),
            fails="counts",
            says="두 수가 모두 실제보다 하나씩 많습니다",
        ),
        Mistake(way=Way(answer=f'echo "$({ALL}) $({RUNNING})"'), fails="counts", says="두 수의 순서가 바뀌었습니다"),
        Mistake(way=Way(answer=RUNNING), fails="counts", says="숫자 두 개가 필요합니다"),
    ),
)
