"""capstone.mend: mend the fault in the source, build a new version, and put it in the old one's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.board_checks import joined, runs, setting
from helpers.course.capstone.network import AGAIN, BOARD
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.page_checks import asks_store, page, page_says
from helpers.course.capstone.run import READ, WAIT
from helpers.course.commands.port_checks import published
from helpers.course.images.build_checks import built
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image
from helpers.exercise.model import Exercise, Mistake, Way

if TYPE_CHECKING:
    from helpers.exercise.model import Check, Learner

ID = "capstone.mend"
MEND = f"sed -i 's/STORE:80[0-9]*/STORE:{INSIDE}/' {service.PAGE}\n"
BUILD = 'docker build -q -t "$BOARD:1.1" .\n'
RUN = f'{BOARD} --network "$NETWORK" "$BOARD:1.1"\n'
SILENT = RUN.replace(' -e NOTICE="$NOTICE"', "")

PROMPT = """\
알림판이 엉뚱한 포트에서 창고를 찾고 있었어요. 연습 폴더에 알림판의 프로그램과 Dockerfile이 있어요.

1. 페이지를 만드는 프로그램을 **고치세요.** 창고는 잘못이 없으니 그대로 두세요.
2. Dockerfile로 새 버전을 태그 `1.1`로 빌드하세요. 컨테이너 안에서 고쳐서 이미지로 저장하면 안 돼요. `1.0`은 남겨 두세요.
3. 돌고 있는 알림판을 **새 버전으로 바꾸세요.** 이름, 포트, 알림, 창고 이름, 네트워크는 모두 그대로예요.

페이지에 오늘의 메뉴가 나오면 성공이에요."""
HINTS = (
    "`www/cgi-bin/index.cgi`에서 창고의 주소가 나오는 줄을 찾으세요. 번호가 두 군데에 있어요.",
    "이미지를 다시 빌드해도 돌고 있는 컨테이너는 바뀌지 않아요. 지우고 새 이미지로 다시 실행해야 해요.",
    "앞에서 알림판을 실행한 명령을 그대로 쓰되 태그만 바꾸면 돼요.",
)
SOLUTION = Way(script=f"{READ}{MEND}{BUILD}{AGAIN}{RUN}{WAIT}")
ALTERNATIVES = (
    Way(
        script=f'{READ}{MEND}{BUILD}docker stop "$BOARD"\ndocker rm "$BOARD"\n'
        f'docker create --name "$BOARD" -p "$PORT:{INSIDE}" -e NOTICE="$NOTICE" -e STORE="$STORE" "$BOARD:1.1"\n'
        f'docker network connect "$NETWORK" "$BOARD"\ndocker start "$BOARD"\n{WAIT}',
        why="stopped gently, made, joined, started",
    ),
    Way(
        script=f"{READ}printf 'FROM %s\\nRUN sed -i s/STORE:80[0-9]*/STORE:{INSIDE}/ /board/{service.PAGE}\\n' \"$BOARD:1.0\" > Dockerfile\n"
        f"{BUILD}{AGAIN}{RUN}{WAIT}",
        why="the old image, mended in a further layer",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(
            script=f'{READ}{MEND}{BUILD}docker rename "$BOARD" "$BOARD-old"\n{RUN}',
            why="the old one goes on serving at the port",
            variant="renamed-not-removed",
        ),
        fails="running",
        says="컨테이너가 이미 쓰고 있습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}menu=$(docker exec "$STORE" cat /store/menu.txt)\nsed -i \'s/^elif menu.*/elif true; then/; s/\\$menu/\'"$menu"/ {service.PAGE}\n'
            f"{BUILD}{AGAIN}{RUN}{WAIT}",
            why="today's menu written into the page",
        ),
        fails="mended",
        says="이미지는 창고의 메뉴가 바뀌어도 `메뉴: ",
    ),
    Mistake(
        way=Way(
            script=f"{READ}port=$(grep -o 'STORE:80[0-9]*' {service.PAGE} | head -n 1 | cut -d: -f2)\n"
            f'docker exec -d "$STORE" httpd -f -p "$port" -h /store\n{BUILD}{AGAIN}{RUN}{WAIT}',
            why="the store bent in place of the board",
        ),
        fails="mended",
        says="`wget`이 찾는 주소는 `http://$STORE:80",
    ),
    Mistake(way=Way(script=f"{READ}{MEND}{BUILD}"), fails="new", says=":1.0` 이미지로 만들어졌습니다"),
    Mistake(
        way=Way(script=f"{READ}{BUILD}{AGAIN}{RUN}{WAIT}"),
        fails="mended",
        says="`wget`이 찾는 주소는 `http://$STORE:80",
    ),
    Mistake(
        way=Way(script=f"{READ}docker exec \"$BOARD\" sed -i 's/STORE:80[0-9]*/STORE:{INSIDE}/' /board/{service.PAGE}"),
        fails="built",
        says="돌고 있는 컨테이너 안에서만 고쳤습니다",
    ),
    Mistake(
        way=Way(script=f"{READ}{MEND}{BUILD}{AGAIN}{SILENT}{WAIT}"),
        fails="notice",
        says="환경 변수 `NOTICE`가 없습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}{MEND}docker build -q -t "$BOARD:1.0" .\n{AGAIN}{RUN.replace("1.1", "1.0")}',
            why="the old version overwritten",
        ),
        fails="old",
        says="처음과 다른 이미지를 가리킵니다",
    ),
    Mistake(
        way=Way(script=f'{READ}docker rm -f "$STORE"\ndocker run -d --name "$STORE" --network "$NETWORK" "$STORE:1.0"'),
        fails="store",
        says="처음의 것이 아니라 새로 만든 것입니다",
    ),
)


def _mended_by_hand(image: str, menu: str, url: str) -> checks.Near:
    """Foresee a board mended in its running container, while no image was built."""
    shown = probes.http(url)
    return checks.Near(
        when=lambda world: find_image(world, image) is None and menu in world.fact(shown).text,
        observed=f"돌고 있는 컨테이너 안에서만 고쳤습니다. `{image}` 이미지가 없습니다.",
        advice="컨테이너를 지우면 고친 것도 사라집니다. 연습 폴더의 프로그램을 고치고 이미지로 남기세요.",
        probes=(shown,),
    )


def _checks(asked: Order) -> tuple[Check, ...]:
    image, url, board = f"{asked.board}:1.1", page(asked.port), asked.board
    return (
        checks.container_kept("store", asked.store, running=True),
        checks.image_kept("old", f"{board}:1.0"),
        built(
            image,
            service.DOCKERFILE,
            requires=("store", "old"),
            near=(_mended_by_hand(image, asked.menu, url),),
        ),
        asks_store("mended", image, f"/board/{service.PAGE}", requires=("built",)),
        checks.container_running("running", board, requires=("mended",)),
        runs("new", board, image, requires=("running",)),
        joined("joined", board, asked.network, requires=("new",)),
        setting("setting", board, "STORE", asked.store, requires=("joined",)),
        setting("notice", board, "NOTICE", asked.notice, requires=("setting",)),
        published("port", board, asked.port, INSIDE, requires=("notice",)),
        page_says("menu", url, f"메뉴: {asked.menu}", requires=("port",)),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id=ID,
        title="7. 고쳐서 새 버전으로 바꾸기",
        prompt=PROMPT,
        files=service.files(asked) | {"Dockerfile": service.DOCKERFILE},
        setup=service.STRICT + service.board_image(ID, asked) + service.store_image(ID, asked) + service.street(asked),
        owns=service.owned(asked),
        personal=asked.values,
        points=3,
        checks=_checks(asked),
        hints=HINTS,
        settle=3.0,
        secrets=("docker run", str(asked.wrong), f"STORE:{INSIDE}"),
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
