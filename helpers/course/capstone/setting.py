"""capstone.setting: hand the board its notice by an environment variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.board_checks import runs, setting
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.page_checks import page, page_says
from helpers.course.capstone.run import READ, WAIT
from helpers.course.commands.port_checks import published
from helpers.dockerdata.names import familiar
from helpers.exercise import checks
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

ID = "capstone.setting"
AGAIN = f'{READ}docker rm -f "$BOARD"\n'
RUN = f'docker run -d --name "$BOARD" -p "$PORT:{INSIDE}"'

PROMPT = """\
알림판이 `PORT`번 포트에 열려 있어요. 그런데 알림 자리가 `(정하지 않았음)`이에요. 알림은 날마다 바뀌니까 이미지에 넣지 않고 설정으로 건네요.

이미지는 그대로 두고, 환경 변수 `NOTICE`에 주문서의 `NOTICE` 값을 건네서 `BOARD` 컨테이너를 **새로** 실행하세요. 이름과 포트는 그대로예요.

`curl "localhost:$PORT"`를 쳤을 때 여러분의 알림이 나오면 성공이에요."""
HINTS = (
    "환경 변수는 컨테이너를 만들 때 정해져요. 지금 있는 컨테이너를 지우고 다시 실행해야 해요.",
    "알림에는 빈칸이 있어요. 셸에서 변수를 쓸 때는 큰따옴표로 감싸야 한 덩어리로 건네져요.",
    "포트를 잇는 옵션도 다시 적어야 해요. 앞의 컨테이너가 가졌던 것은 물려받지 않아요.",
)
SOLUTION = Way(script=f'{AGAIN}{RUN} -e NOTICE="$NOTICE" "$BOARD:1.0"\n{WAIT}')
ALTERNATIVES = (
    Way(script=f'set -a\n{AGAIN}{RUN} --env NOTICE "$BOARD:1.0"\n{WAIT}', why="handed on from the shell"),
    Way(
        script=f'{AGAIN}echo "NOTICE=$NOTICE" > notice.env\n{RUN} --env-file notice.env "$BOARD:1.0"\n{WAIT}',
        why="from a file",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(
            script=f'{READ}docker rename "$BOARD" "$BOARD-old"\n{RUN} -e NOTICE="$NOTICE" "$BOARD:1.0"',
            why="the old one goes on serving at the port",
            variant="renamed-not-removed",
        ),
        fails="running",
        says="컨테이너가 이미 쓰고 있습니다",
    ),
    Mistake(
        way=Way(script=f'{AGAIN}{RUN} -e notice="$NOTICE" "$BOARD:1.0"'),
        fails="notice",
        says="환경 변수 `NOTICE`는 없고 `notice`가 있습니다",
    ),
    Mistake(
        way=Way(script=f'{READ}export NOTICE\ndocker restart "$BOARD"'),
        fails="notice",
        says="환경 변수 `NOTICE`가 없습니다",
    ),
    Mistake(
        way=Way(script=f'{AGAIN}{RUN} --env-file order.env "$BOARD:1.0"'),
        fails="notice",
        says="따옴표까지 들어갔습니다",
    ),
    Mistake(
        way=Way(script=f'{AGAIN}{RUN} -e NOTICE=쉽니다 "$BOARD:1.0"'),
        fails="notice",
        says="값은 `쉽니다`입니다",
    ),
    Mistake(
        way=Way(
            script=f'{AGAIN}printf "FROM $BOARD:1.0\\nENV NOTICE=\\"$NOTICE\\"\\n" | docker build -q -t "$BOARD:1.1" -\n{RUN} "$BOARD:1.1"'
        ),
        fails="image",
        says="알림이 이미지 안에 들어가 있습니다",
    ),
    Mistake(
        way=Way(script=f'{AGAIN}docker run -d --name "$BOARD" -e NOTICE="$NOTICE" "$BOARD:1.0"'),
        fails="port",
        says="포트가 바깥과 이어져 있지 않습니다",
    ),
)


def _checks(asked: Order) -> tuple[Check, ...]:
    image, baked_image = f"{asked.board}:1.0", f"{asked.board}:1.1"

    def baked(world: World) -> bool:
        found = find_container(world, asked.board)
        return found is not None and familiar(found.image) == baked_image

    return (
        checks.container_running("running", asked.board),
        checks.image_kept("kept", image, requires=("running",)),
        runs(
            "image",
            asked.board,
            image,
            requires=("kept",),
            near=(
                checks.Near(
                    when=baked,
                    observed=f"`{asked.board}` 컨테이너는 새로 만든 `{baked_image}` 이미지로 실행되었습니다. 알림이 이미지 안에 들어가 있습니다.",
                    advice="이미지에 넣으면 알림이 바뀔 때마다 다시 빌드해야 합니다. 실행할 때 건네 보세요.",
                ),
            ),
        ),
        setting("notice", asked.board, "NOTICE", asked.notice, requires=("image",)),
        published("port", asked.board, asked.port, INSIDE, requires=("notice",)),
        page_says("page", page(asked.port), f"알림: {asked.notice}", requires=("port",)),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id=ID,
        title="4. 알림을 설정으로 건네기",
        prompt=PROMPT,
        files={"order.env": asked.text},
        setup=service.STRICT + service.board_image(ID, asked) + service.board(asked),
        owns=service.owned(asked),
        personal=asked.values,
        points=1,
        checks=_checks(asked),
        hints=HINTS,
        settle=3.0,
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
