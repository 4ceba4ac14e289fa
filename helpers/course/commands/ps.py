"""commands.ps: count the containers that run and those that exist."""

import re

from helpers.course.commands.container_checks import SERVE
from helpers.dockerdata.types import World
from helpers.exercise import checks
from helpers.exercise.checks import Miss
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

ADVICE = "실행 중인 것만 보는 목록과 모두 보는 목록을 따로 세어 보세요. 제목 줄은 컨테이너가 아닙니다."


def _counted(world: World, given: str) -> Miss | None:
    numbers = tuple(int(number) for number in re.findall(r"\d+", given))
    exist = len(world.mine.containers)
    run = sum(found.running for found in world.mine.containers)
    right = (run, exist)
    if numbers == right:
        return None
    if len(numbers) != len(right):
        return Miss(
            observed=say("`{given}`{이라고} 답했습니다. 숫자 두 개가 필요합니다.", given=given[:40]),
            advice="실행 중인 수를 먼저, 전체의 수를 나중에 적으세요.",
        )
    foreseen: dict[tuple[int, ...], str] = {
        (run, exist - run): "둘째 수가 전체가 아니라 끝난 컨테이너만 센 것입니다.",
        (run, run): "두 수가 모두 실행 중인 컨테이너의 수입니다. 끝난 컨테이너를 세지 않았습니다.",
        (exist, exist): "두 수가 모두 전체의 수입니다. 실행 중인 것만 따로 세지 않았습니다.",
        (exist, run): "두 수의 순서가 바뀌었습니다.",
        (run + 1, exist + 1): "두 수가 모두 하나씩 많습니다. 제목 줄까지 세었습니다.",
    }
    return Miss(
        observed=foreseen.get(numbers, say("`{given}`{이라고} 답했지만 실제와 다릅니다.", given=given[:40])),
        advice=ADVICE,
    )


RUNNING = "docker ps -q | wc -l"
ALL = "docker ps -aq | wc -l"

EXERCISE = Exercise(
    id="commands.ps",
    title="실행 중인 것과 있는 것 세기",
    prompt="""\
사장님이 물어요. “우리 서버, 지금 몇 개나 돌고 있어요? 꺼진 것까지 다 하면 몇 개예요?”

내 컴퓨터에 **실행 중인 컨테이너의 수**와 **있는 컨테이너 전체의 수**를 차례로 답하세요. `1 2`처럼 빈칸을 사이에 두고 적으면 돼요.
다른 연습 문제에서 남은 것까지, 내 컴퓨터에 있는 컨테이너를 모두 세면 돼요.""",
    owns=Owned(containers=("morning-1", "morning-2", "morning-3", "morning-4", "morning-5")),
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
            says="제목 줄까지 세었습니다",
        ),
        Mistake(way=Way(answer=f'echo "$({ALL}) $({RUNNING})"'), fails="counts", says="두 수의 순서가 바뀌었습니다"),
        Mistake(way=Way(answer=RUNNING), fails="counts", says="숫자 두 개가 필요합니다"),
    ),
)
