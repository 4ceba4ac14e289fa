"""capstone.network: a network in which the board finds the store by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.board_checks import closed, joined, network_made, runs, setting
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.page_checks import page, page_says
from helpers.course.capstone.run import READ, WAIT
from helpers.course.commands.port_checks import published
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Way

if TYPE_CHECKING:
    from helpers.exercise.model import Check, Learner

ID = "capstone.network"
MAKE = f'{READ}docker network create "$NETWORK"\n'
STORE = 'docker run -d --name "$STORE" --network "$NETWORK" "$STORE:1.0"\n'
AGAIN = 'docker rm -f "$BOARD"\n'
BOARD = f'docker run -d --name "$BOARD" -p "$PORT:{INSIDE}" -e NOTICE="$NOTICE" -e STORE="$STORE"'

PROMPT = f"""\
알림판은 그날의 메뉴를 창고에 물어봐요. 창고의 이미지는 주문서의 `STORE`에 태그 `1.0`이고, 컨테이너 안의 {INSIDE}번 포트에서 기다려요.

1. 주문서의 `NETWORK`라는 네트워크를 만드세요.
2. 창고 컨테이너를 `STORE`라는 이름으로 그 네트워크에서 뒤에서 실행하세요. 손님이 볼 것이 아니니 포트는 바깥에 잇지 않아요.
3. 알림판 컨테이너 `BOARD`도 그 네트워크에 이어져 있어야 해요. 그리고 창고의 이름을 환경 변수 `STORE`로 받아야 해요. `PORT`와 `NOTICE`는 그대로예요.

알림판에 메뉴는 아직 나오지 않아도 돼요. 그 이유는 다음 문제에서 찾아요."""
HINTS = (
    "네트워크를 만드는 명령은 `docker network`로 시작해요. 컨테이너를 실행할 때 어느 네트워크에 들어갈지 옵션으로 정해요.",
    "알림판에는 새 환경 변수가 필요하니 지우고 다시 실행해야 해요. 옵션이 넷이에요. 포트, 알림, 창고 이름, 네트워크예요.",
    "`docker network inspect`로 누가 들어와 있는지 볼 수 있어요.",
)
SOLUTION = Way(script=f'{MAKE}{STORE}{AGAIN}{BOARD} --network "$NETWORK" "$BOARD:1.0"\n{WAIT}')
ALTERNATIVES = (
    Way(
        script=f'{MAKE}docker run -d --name "$STORE" "$STORE:1.0"\n{AGAIN}{BOARD} "$BOARD:1.0"\n'
        f'docker network connect "$NETWORK" "$STORE"\ndocker network connect "$NETWORK" "$BOARD"\n{WAIT}',
        why="joined afterwards; both stay on the default bridge, too",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(
            script=f'{MAKE}{STORE}docker rename "$BOARD" "$BOARD-old"\n{BOARD} --network "$NETWORK" "$BOARD:1.0"',
            why="the old one goes on serving at the port",
            variant="renamed-not-removed",
        ),
        fails="board",
        says="컨테이너가 이미 쓰고 있습니다",
    ),
    Mistake(
        way=Way(
            script=f'{MAKE}{STORE.replace("-d", f"-d -p {INSIDE}:{INSIDE}")}{AGAIN}{BOARD} --network "$NETWORK" "$BOARD:1.0"'
        ),
        fails="store-closed",
        says=f"바깥의 {INSIDE}번 포트로도 열려 있습니다",
    ),
    Mistake(
        way=Way(
            script=f'{MAKE}{STORE}{AGAIN}{BOARD} --network "$NETWORK" "$BOARD:1.0"'.replace(' -e NOTICE="$NOTICE"', "")
        ),
        fails="notice",
        says="환경 변수 `NOTICE`가 없습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}docker run -d --name "$STORE" "$STORE:1.0"\n{AGAIN}{BOARD} --link "$STORE" "$BOARD:1.0"',
            why="no network",
        ),
        fails="network",
        says="네트워크가 없습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}docker network create "${{NETWORK}}s"\n{STORE.replace("$NETWORK", "${NETWORK}s")}'
            f'{AGAIN}{BOARD} --network "${{NETWORK}}s" "$BOARD:1.0"'
        ),
        fails="network",
        says="새로 만든 `",
    ),
    Mistake(
        way=Way(script=f'{MAKE}{STORE}{AGAIN}{BOARD} "$BOARD:1.0"', why="the board left on the default bridge"),
        fails="board-joined",
        says="이어져 있지 않습니다(지금 있는 곳: `bridge`)",
    ),
    Mistake(
        way=Way(
            script=f'{MAKE}docker run -d --name "$STORE" "$STORE:1.0"\n{AGAIN}{BOARD} --network "$NETWORK" "$BOARD:1.0"'
        ),
        fails="store-joined",
        says="이어져 있지 않습니다(지금 있는 곳: `bridge`)",
    ),
    Mistake(
        way=Way(
            script=f'{MAKE}{STORE}docker network connect "$NETWORK" "$BOARD"',
            why="joined, but not told of the store",
        ),
        fails="setting",
        says="환경 변수 `STORE`가 없습니다",
    ),
)


def _checks(asked: Order) -> tuple[Check, ...]:
    store, board = asked.store, asked.board
    return (
        network_made("network", asked.network),
        checks.container_running("store", store, requires=("network",)),
        runs("store-image", store, f"{store}:1.0", requires=("store",)),
        joined("store-joined", store, asked.network, requires=("store-image",)),
        closed("store-closed", store, requires=("store-joined",)),
        checks.container_running("board", board, requires=("network",)),
        runs("board-image", board, f"{board}:1.0", requires=("board",)),
        joined("board-joined", board, asked.network, requires=("board-image",)),
        setting("setting", board, "STORE", store, requires=("board-joined",)),
        setting("notice", board, "NOTICE", asked.notice, requires=("setting",)),
        published("port", board, asked.port, INSIDE, requires=("notice",)),
        page_says("page", page(asked.port), f"알림: {asked.notice}", requires=("port",)),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id=ID,
        title="5. 알림판과 창고를 잇기",
        prompt=PROMPT,
        files={"order.env": asked.text},
        setup=service.STRICT
        + service.board_image(ID, asked)
        + service.store_image(ID, asked)
        + service.board(asked, f"-e NOTICE='{asked.notice}'"),
        owns=service.owned(asked),
        personal=asked.values,
        points=2,
        checks=_checks(asked),
        hints=HINTS,
        settle=3.0,
        secrets=("docker network create",),
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
