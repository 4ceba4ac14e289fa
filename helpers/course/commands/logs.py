"""commands.logs: find the container that failed, and the line that it wrote."""

from helpers.exercise.checks import answer_is
from helpers.exercise.model import Exercise, Mistake, Owned, Way

LINE = "오류: 3번 칸의 문이 열려 있습니다"
OTHER = "오류: 설탕이 모자랍니다. 창고에서 가져옵니다"

EXERCISE = Exercise(
    id="commands.logs",
    title="꺼진 컨테이너가 남긴 한 줄",
    prompt=f"""\
화요일 아침, 간밤에 컨테이너 셋이 끝나 있어요. `dough-mixer`, `egg-fridge`, `cream-whip`이에요. 둘은 일을 잘 마쳤고, **하나는 일이 잘못되어 꺼졌어요.**

잘못된 컨테이너를 찾아서, 그 컨테이너가 남긴 **오류 한 줄**을 그대로 답하세요.

`오류:`로 시작하는 줄이 한 곳에만 있는 것은 아니에요. `{OTHER.partition(" ")[0]}`라는 글자보다 **종료 코드**를 먼저 믿으세요.""",
    owns=Owned(containers=("dough-mixer", "egg-fridge", "cream-whip")),
    setup=f"""\
docker run --name dough-mixer busybox sh -c 'echo "반죽을 시작합니다"; echo "반죽이 끝났습니다"'
docker run --name egg-fridge busybox sh -c 'echo "냉장고를 켭니다"; echo "{LINE}" >&2; exit 4' || true
docker run --name cream-whip busybox sh -c 'echo "{OTHER}" >&2; echo "크림이 다 되었습니다"'
""",
    checks=(
        answer_is(
            "line",
            LINE,
            asked="잘못되어 꺼진 컨테이너가 남긴 오류 한 줄",
            advice="끝난 컨테이너까지 보이는 목록에서 종료 코드가 0이 아닌 것을 찾고, 그 컨테이너의 로그를 읽어 보세요.",
            also=(LINE.removeprefix("오류: "),),
            wrong=(
                (OTHER, "`cream-whip` 컨테이너가 남긴 줄을 답했습니다. 그 컨테이너는 종료 코드 0으로 잘 끝났습니다."),
                (
                    OTHER.removeprefix("오류: "),
                    "`cream-whip` 컨테이너가 남긴 줄을 답했습니다. 그 컨테이너는 종료 코드 0으로 잘 끝났습니다.",
                ),
                ("냉장고를 켭니다", "그 컨테이너가 남긴 줄은 맞지만 오류가 아니라 첫인사입니다."),
                (f"냉장고를 켭니다 {LINE}", "로그 전체를 답했습니다. 오류 한 줄만 필요합니다."),
                ("egg-fridge", "컨테이너의 이름을 답했습니다. 그 컨테이너가 남긴 줄이 필요합니다."),
                ("4", "종료 코드를 답했습니다. 그 컨테이너가 남긴 줄이 필요합니다."),
            ),
        ),
    ),
    hints=(
        "목록의 `STATUS` 열에 `Exited (숫자)`라고 나와요. 괄호 안이 종료 코드예요. 0이면 잘 끝난 거예요.",
        "컨테이너가 남긴 말을 보는 명령은 끝난 컨테이너에도 쓸 수 있어요.",
        "오류는 표준 오류로 나와요. 다른 명령으로 넘기거나 변수에 담으려면 `2>&1`로 두 길을 합쳐야 해요.",
    ),
    solution=Way(answer="docker logs egg-fridge 2>&1 | grep 오류"),
    alternatives=(
        Way(
            answer="docker logs $(docker ps -aq --filter exited=4 --filter name=egg) 2>&1 > /dev/null",
            why="found by its exit code, the error stream alone",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(answer="docker logs cream-whip 2>&1 | grep 오류"),
            fails="line",
            says="`cream-whip` 컨테이너가 남긴 줄을 답했습니다",
        ),
        Mistake(
            way=Way(answer="docker inspect --format '{{.State.ExitCode}}' egg-fridge"),
            fails="line",
            says="종료 코드를 답했습니다",
        ),
        Mistake(way=Way(answer="docker logs egg-fridge 2> /dev/null"), fails="line", says="오류가 아니라 첫인사입니다"),
        Mistake(way=Way(answer="docker logs dough-mixer | tail -n 1"), fails="line", says="실제와 다릅니다"),
    ),
)
