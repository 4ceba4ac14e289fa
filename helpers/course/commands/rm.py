"""commands.rm: remove the containers that have ended, keep those that run."""

from helpers.course.commands.container_checks import SERVE, all_gone, all_kept
from helpers.exercise.model import Exercise, Mistake, Owned, Way

EXERCISE = Exercise(
    id="commands.rm",
    title="끝난 컨테이너만 지우기",
    prompt="""\
수요일이에요. 베이글을 굽는 컨테이너가 요일마다 하나씩 쌓였어요. `bagel-mon`, `bagel-tue`, `bagel-wed`, `bagel-thu`예요.

이 넷 가운데 **일이 끝난 것은 지우고, 실행 중인 것은 그대로** 두세요. 어느 것이 끝났는지는 직접 확인하세요.""",
    owns=Owned(containers=("bagel-mon", "bagel-tue", "bagel-wed", "bagel-thu", "bagel-old")),
    setup=f"""\
for day in mon tue; do docker run --name bagel-$day --label bagel=past busybox true; done
for day in wed thu; do docker run -d --name bagel-$day --label bagel=fresh busybox sh -c '{SERVE}'; done
""",
    checks=(
        all_kept("kept", ("bagel-wed", "bagel-thu")),
        all_gone("gone", ("bagel-mon", "bagel-tue"), requires=("kept",)),
    ),
    hints=(
        "끝난 것까지 보이는 목록을 먼저 보세요. `STATUS` 열에 `Exited`라고 나온 것이 끝난 컨테이너예요.",
        "지우는 명령은 실행 중인 컨테이너를 만나면 막아 줘요. 그러니 억지로 지우는 옵션은 붙이지 마세요.",
        "지우는 명령 뒤에는 이름을 여러 개 적을 수 있어요.",
    ),
    solution=Way(script="docker rm bagel-mon bagel-tue"),
    alternatives=(
        Way(
            script="docker rm $(docker ps -aq --filter status=exited --filter name=bagel-)",
            why="a list made by filters",
        ),
        Way(script="docker container prune -f --filter label=bagel=past", why="prune, narrowed by a label"),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker rm -f bagel-mon bagel-tue bagel-wed"),
            fails="kept",
            says="`bagel-wed` 컨테이너가 지워졌습니다",
        ),
        Mistake(
            way=Way(script="docker stop bagel-mon bagel-tue"),
            fails="gone",
            says="멈추는 것과 지우는 것은 다른 일입니다",
        ),
        Mistake(
            way=Way(script="docker stop bagel-wed bagel-thu"),
            fails="kept",
            says="`bagel-wed`, `bagel-thu` 컨테이너가 멈춰 있습니다",
        ),
        Mistake(
            way=Way(
                script="docker rename bagel-mon bagel-old\ndocker rm bagel-tue",
                why="one of them is only called otherwise",
                variant="renamed-not-removed",
            ),
            fails="gone",
            says="`bagel-mon` 컨테이너는 지워지지 않고 이름만 `bagel-old`로 바뀌었습니다",
        ),
        Mistake(
            way=Way(script="docker rm bagel-mon"),
            fails="gone",
            says="`bagel-tue` 컨테이너가 아직 멈춘 채 남아 있습니다",
        ),
    ),
)
