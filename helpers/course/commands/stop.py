"""commands.stop: stop one of three containers, gently."""

from helpers.course.commands.container_checks import all_kept, happened
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, nothing
from helpers.exercise.checks.base import find_container, of_start
from helpers.exercise.checks.containers import not_kept, not_running
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

KILLED = 137
PUT_OUT = "불을 끄고 마칩니다"
LOGS = probes.container_logs("oven-middle")


def _middle(world: World) -> Miss | None:
    oven, miss = find_container(world, "oven-middle"), not_kept(world, "oven-middle", was="oven-middle")
    if oven is None and of_start(world, "oven-middle") is None:
        return Miss(
            observed="`oven-middle` 컨테이너가 지워졌습니다.",
            advice="멈추는 것과 지우는 것은 다른 일입니다. 처음 상태로 되돌려, 멈추기만 해 보세요.",
        )
    if miss or oven is None:
        return miss
    if oven.running:
        again = "멈췄다가 다시 시작되어, 지금은" if happened("die", name="oven-middle")(world) else "아직"
        return nothing(
            f"`oven-middle` 컨테이너가 {again} 실행 중입니다.", "컨테이너를 멈추고 멈춘 채로 두는 명령을 찾아보세요."
        )
    return not_running(oven) if oven.status != "exited" else _ended(world, oven.exit_code or 0)


def _ended(world: World, code: int) -> Miss | None:
    """Say how the oven ended; None where it put out its fire, as the last line of its log tells."""
    if code == KILLED:
        return Miss(
            observed="`oven-middle` 컨테이너가 강제로 끝났습니다(종료 코드 137). 불을 끌 틈이 없었습니다.",
            advice="신호를 보내고 기다려 주는 명령이 따로 있습니다. 처음 상태로 되돌려 다시 해 보세요.",
        )
    if code:
        return Miss(
            observed=say(
                "`oven-middle` 컨테이너가 종료 코드 {code}{으로} 끝났습니다. 불을 끄지 못했습니다.", code=code
            ),
            advice="어떤 신호를 보냈는지 되짚어 보세요. 처음 상태로 되돌려 다시 해 보세요.",
        )
    last = next(reversed(world.fact(LOGS).text.strip().splitlines()), "")
    if last == PUT_OUT:
        return None
    return Miss(
        observed=f"`oven-middle` 컨테이너가 끝났지만 불을 끄지 못했습니다. 마지막으로 남긴 로그는 `{last}`입니다.",
        advice=f"멈추라는 신호를 받으면 `{PUT_OUT}`라고 남기고 끝납니다. 처음 상태로 되돌려 다시 해 보세요.",
    )


EXERCISE = Exercise(
    id="commands.stop",
    title="셋 중 하나만 부드럽게 멈추기",
    prompt="""\
오븐 셋이 돌아가고 있어요. `oven-left`, `oven-middle`, `oven-right`예요. 가운데 오븐을 손보아야 해서 **`oven-middle`만 멈춰** 주세요.

오븐 프로그램은 멈추라는 신호를 받으면 불을 끄고 끝나요. 그럴 틈을 주지 않고 강제로 끄면 불이 켜진 채로 남아요. **부드럽게** 멈추세요.
나머지 두 오븐은 계속 돌아가야 해요.""",
    owns=Owned(containers=("oven-left", "oven-middle", "oven-right")),
    setup=f"""\
for oven in oven-left oven-middle oven-right; do
  docker run -d --name $oven busybox sh -c 'trap "echo {PUT_OUT}; exit 0" TERM; echo 굽는 중; tail -f /dev/null & wait'
done
for oven in oven-left oven-middle oven-right; do
  until docker logs $oven | grep -q 굽는; do sleep 0.1; done
done
""",
    checks=(
        all_kept("others", ("oven-left", "oven-right")),
        assemble(
            "middle",
            "`oven-middle` 컨테이너가 스스로 불을 끄고 종료 코드 0으로 끝나 있습니다.",
            _middle,
            requires=("others",),
            probes=(LOGS,),
        ),
    ),
    hints=(
        "멈추는 명령과 강제로 끝내는 명령은 서로 달라요. `docker --help`에서 둘을 찾아 설명을 비교해 보세요.",
        "멈추는 명령 뒤에는 컨테이너의 이름이 와요. 여러 이름을 적으면 모두 멈추니 하나만 적으세요.",
        "끝난 뒤에 종료 코드를 보세요. 0이면 스스로 마친 것이고, 137이면 강제로 끝난 거예요.",
    ),
    secrets=("docker stop",),
    solution=Way(script="docker stop oven-middle"),
    alternatives=(
        Way(script="docker container stop --time 20 oven-middle", why="with more patience"),
        Way(script="docker kill --signal TERM oven-middle\ndocker wait oven-middle", why="the signal alone"),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker stop oven-left oven-middle oven-right"),
            fails="others",
            says="`oven-left`, `oven-right` 컨테이너가 멈춰 있습니다",
        ),
        Mistake(way=Way(script="docker kill oven-middle"), fails="middle", says="불을 끌 틈이 없었습니다"),
        Mistake(way=Way(script="docker stop oven-right"), fails="others", says="`oven-right` 컨테이너가 멈춰 있습니다"),
        Mistake(
            way=Way(script="docker rm -f oven-middle"), fails="middle", says="멈추는 것과 지우는 것은 다른 일입니다"
        ),
        Mistake(
            way=Way(
                script="docker rm -f oven-middle\ndocker run --name oven-middle busybox true",
                why="another container of the name, which ended well",
                variant="made-anew",
            ),
            fails="middle",
            says="`oven-middle` 컨테이너가 처음의 것이 아니라 새로 만든 것입니다",
        ),
        Mistake(
            way=Way(
                script="docker exec oven-middle killall tail\ndocker wait oven-middle",
                why="it ends, but nobody told it to stop",
            ),
            fails="middle",
            says="불을 끄지 못했습니다",
        ),
    ),
)
