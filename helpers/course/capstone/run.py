"""capstone.run: run the board at the learner's port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.board_checks import runs
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.page_checks import page, page_says
from helpers.course.commands.port_checks import published
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Way

if TYPE_CHECKING:
    from helpers.exercise.model import Check, Learner

ID = "capstone.run"
READ = ". ./order.env\n"
WAIT = 'curl -s --retry 30 --retry-all-errors --retry-delay 1 "localhost:$PORT"'

PROMPT = f"""\
이미지가 완성되어 있어요. 이제 손님이 볼 수 있게 여세요.

주문서의 `BOARD`에 태그 `1.0`인 이미지로 컨테이너를 **뒤에서** 실행하세요.

- 컨테이너의 이름도 `BOARD`예요.
- 내 컴퓨터의 `PORT`번 포트로 들어오면 컨테이너의 **{INSIDE}번** 포트에 닿아야 해요.

`curl "localhost:$PORT"`를 쳤을 때 가게 이름이 나오면 성공이에요."""
HINTS = (
    "뒤에서 실행하는 옵션, 이름을 정하는 옵션, 포트를 잇는 옵션이 하나씩 필요해요. 모두 이미지 이름보다 앞에 적어요.",
    f"포트는 쌍점의 왼쪽이 바깥, 오른쪽이 컨테이너 안이에요. 안쪽은 {INSIDE}번이에요.",
    "잘못 만들었다면 그 컨테이너를 지우고 다시 실행하세요. 포트는 만든 뒤에 바꿀 수 없어요.",
)
SOLUTION = Way(script=f'{READ}docker run -d --name "$BOARD" -p "$PORT:{INSIDE}" "$BOARD:1.0"\n{WAIT}')
ALTERNATIVES = (
    Way(
        script=f'{READ}docker create --name "$BOARD" --publish "127.0.0.1:$PORT:{INSIDE}/tcp" "$BOARD:1.0"\ndocker start "$BOARD"\n{WAIT}',
        why="made and started, on this computer's own address",
    ),
    Way(
        script=f"{READ}printf 'services:\\n  board:\\n    image: %s:1.0\\n    container_name: %s\\n    network_mode: bridge\\n"
        f'    ports: ["%s:{INSIDE}"]\\n\' "$BOARD" "$BOARD" "$PORT" > compose.yaml\ndocker compose up -d\n{WAIT}',
        why="Docker Compose",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(
            script=f'{READ}docker run -d --name "$BOARD" -p "$PORT:{INSIDE}" "$BOARD:1.0" httpd -f -p {INSIDE} -h /board',
            why="another command",
        ),
        fails="image",
        says=f"이미지의 기본 명령이 아니라 `httpd -f -p {INSIDE} -h /board` 명령을 실행합니다",
    ),
    Mistake(
        way=Way(
            script=f"{READ}printf 'FROM busybox\nCMD httpd -f -p {INSIDE}\n' | docker build -q -t \"$BOARD:1.0\" -\n"
            f'docker run -d --name "$BOARD" -p "$PORT:{INSIDE}" "$BOARD:1.0"',
            why="another image under the name",
        ),
        fails="image",
        says="처음에 있던 이미지가 아니라 새로 만든 이미지입니다",
    ),
    Mistake(
        way=Way(script=f'{READ}docker run -d --name "$BOARD" -p "{INSIDE}:$PORT" "$BOARD:1.0"'),
        fails="port",
        says="포트의 안과 밖이 바뀌었습니다",
    ),
    Mistake(
        way=Way(script=f'{READ}docker run -d --name "$BOARD" "$BOARD:1.0"'),
        fails="port",
        says="포트가 바깥과 이어져 있지 않습니다",
    ),
    Mistake(
        way=Way(script=f'{READ}docker run -d --name "$BOARD" -p "$PORT:80" "$BOARD:1.0"'),
        fails="port",
        says="→ 안 80",
    ),
    Mistake(
        way=Way(script=f'{READ}docker run -d -p "$PORT:{INSIDE}" "$BOARD:1.0"', why="no name"),
        fails="there",
        says="새 컨테이너의 이름은 도커가 붙인 이름입니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}docker run -d --name "$BOARD" -p "$PORT:{INSIDE}" busybox httpd -f -p {INSIDE}',
            why="another image",
        ),
        fails="image",
        says="이미지로 만들어졌습니다",
    ),
)


def _checks(asked: Order) -> tuple[Check, ...]:
    image = f"{asked.board}:1.0"
    return (
        checks.container_there("there", asked.board),
        runs("image", asked.board, image, requires=("there",)),
        published("port", asked.board, asked.port, INSIDE, requires=("image",)),
        checks.container_running("running", asked.board, requires=("port",)),
        page_says("page", page(asked.port), f"{asked.shop} 알림판", requires=("running",)),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id=ID,
        title="3. 알림판을 열기",
        prompt=PROMPT,
        files={"order.env": asked.text},
        setup=service.STRICT + service.board_image(ID, asked),
        owns=service.owned(asked),
        personal=asked.values,
        points=2,
        checks=_checks(asked),
        hints=HINTS,
        settle=3.0,
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
