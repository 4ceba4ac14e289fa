"""capstone.elsewhere: run the board on the other computer, from the Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.board_checks import not_set, runs, setting
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.page_checks import page, page_says
from helpers.course.capstone.run import READ
from helpers.course.commands.port_checks import published
from helpers.course.transfer.parcels import CREDENTIALS_APART
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image
from helpers.exercise.model import Exercise, Mistake, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

ID = "capstone.elsewhere"
THERE = Computer.OTHER
IMAGE = '"$LAB_HUB_USER/$BOARD:1.1"'
WAIT = 'curl -s --retry 30 --retry-all-errors --retry-delay 1 "other:$PORT"'
NOTICE = " -e NOTICE='$NOTICE'"
RUN = f"docker run -d --name $BOARD -p $PORT:{INSIDE}{NOTICE} $LAB_HUB_USER/$BOARD:1.1"

PROMPT = f"""\
마지막이에요. 고친 알림판이 Docker Hub에 `사용자명/BOARD:1.1`로 올라가 있어요. 옆 동네에 둘째 가게를 열어요.

**다른 컴퓨터에서** 이 이미지를 Docker Hub에서 내려받아 컨테이너를 뒤에서 실행하세요.

- 컨테이너의 이름은 `BOARD`, 바깥의 `PORT`번 포트가 컨테이너의 {INSIDE}번 포트예요.
- 환경 변수 `NOTICE`에 주문서의 알림을 건네요. 둘째 가게에는 창고가 없으니 `STORE`는 건네지 않아요.

`curl "other:$PORT"`를 쳤을 때 알림이 나오면 성공이에요."""
HINTS = (
    "다른 컴퓨터에서 실행할 명령 앞에는 `ssh other`를 붙여요. 공개 이미지라서 로그인하지 않아도 받을 수 있어요.",
    "주문서의 변수는 내 컴퓨터의 셸만 알아요. 다른 컴퓨터로 보낼 명령은 큰따옴표로 통째로 감싸면, 보내기 전에 값으로 바뀌어요.",
    "알림에는 빈칸이 있어요. 저쪽 셸에서도 한 덩어리가 되도록 큰따옴표 안에서 작은따옴표로 한 번 더 감싸세요.",
)
SOLUTION = Way(script=f'{READ}ssh other docker pull -q {IMAGE}\nssh other "{RUN}"\n{WAIT}')
ALTERNATIVES = (
    Way(
        script=f'{READ}docker -H ssh://other run -d --name "$BOARD" -p "$PORT:{INSIDE}" -e NOTICE="$NOTICE" {IMAGE}\n{WAIT}',
        why="the client here, the engine there; run pulls what is missing",
    ),
    Way(
        script=f'{READ}scp -q order.env other:\nssh other ". ./order.env; docker create --name \\$BOARD -p \\$PORT:{INSIDE} '
        f'-e NOTICE=\\"\\$NOTICE\\" $LAB_HUB_USER/\\$BOARD:1.1; docker start \\$BOARD; rm order.env"\n{WAIT}',
        why="the order taken along",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(script=f'{READ}ssh other "{RUN.replace(NOTICE, NOTICE + " -e STORE=$STORE")}"'),
        fails="no-store",
        says="환경 변수 `STORE`를 받았습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}ssh other docker pull -q {IMAGE}\nssh other "docker run -d --name $BOARD -p $PORT:{INSIDE}{NOTICE} busybox httpd -f -p {INSIDE}"',
            why="another program under the name",
        ),
        fails="image",
        says="`busybox` 이미지로 만들어졌습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}docker run -d --name "$BOARD" -p "$PORT:{INSIDE}" -e NOTICE="$NOTICE" {IMAGE}',
            why="here",
        ),
        fails="pulled",
        says="이미지가 내 컴퓨터에 있습니다",
    ),
    Mistake(
        way=Way(script=f'{READ}docker pull -q {IMAGE}\ndocker save {IMAGE} | ssh other docker load\nssh other "{RUN}"'),
        fails="pulled",
        says="파일에서 불러온 것입니다",
    ),
    Mistake(way=Way(script=f"{READ}ssh other docker pull -q {IMAGE}"), fails="running", says="컨테이너가 없습니다"),
    Mistake(
        way=Way(script=f'{READ}ssh other "{RUN.replace(f"-p $PORT:{INSIDE} ", "")}"'),
        fails="port",
        says="포트가 바깥과 이어져 있지 않습니다",
    ),
    Mistake(
        way=Way(script=f'{READ}ssh other "{RUN.replace(NOTICE, "")}"'),
        fails="notice",
        says="환경 변수 `NOTICE`가 없습니다",
    ),
)


def _same(name: str, mended: str) -> Check:
    """Check that the other computer's image is the one that was pushed to the Hub at the start."""

    def look(world: World) -> checks.Miss | None:
        shown = probes.named(world, name)
        found = find_image(world, shown, THERE)
        if found and found.id == world.baseline.images.get(mended):
            return None
        return checks.Miss(
            observed=say("다른 컴퓨터의 `{name}`{은} Docker Hub에 올라가 있던 이미지가 아닙니다.", name=shown),
            advice="다른 이미지에 이름을 붙이거나 다시 만들지 않았는지 되짚어 보고, Docker Hub에서 다시 내려받으세요.",
        )

    establishes = f"다른 컴퓨터의 `{name}`은 Docker Hub에 올라가 있던 이미지입니다."
    return checks.assemble("same", establishes, look, requires=("pulled",), probes=(probes.HUB_USER,))


def _checks(asked: Order) -> tuple[Check, ...]:
    name = f"{{user}}/{asked.board}:1.1"

    def loaded(world: World) -> bool:
        image = probes.named(world, name)
        return any(image in found.tags and not found.digests for found in world.other.images)

    return (
        checks.image_pulled(
            "pulled",
            name,
            on=THERE,
            near=(
                checks.Near(
                    when=loaded,
                    observed="이미지가 다른 컴퓨터에 있지만, Docker Hub에서 내려받은 것이 아니라 파일에서 불러온 것입니다.",
                    advice="이번에는 다른 컴퓨터가 Docker Hub에서 바로 받아야 합니다. 이미지를 지우고 다시 해 보세요.",
                ),
            ),
        ),
        _same(name, f"{asked.board}:1.1"),
        checks.container_running("running", asked.board, on=THERE, requires=("same",)),
        runs("image", asked.board, name, on=THERE, requires=("running",)),
        published("port", asked.board, asked.port, INSIDE, on=THERE, requires=("image",)),
        setting("notice", asked.board, "NOTICE", asked.notice, on=THERE, requires=("port",)),
        not_set(
            "no-store",
            asked.board,
            "STORE",
            "둘째 가게에는 창고가 없어서, 이름을 건네면 없는 창고를 찾습니다. 건네지 말고 다시 실행해 보세요.",
            on=THERE,
            requires=("notice",),
        ),
        page_says("page", page(asked.port, THERE), f"알림: {asked.notice}", requires=("no-store",)),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    mine = f"{{user}}/{asked.board}:1.1"
    return Exercise(
        id=ID,
        title="9. 다른 컴퓨터에서 열기",
        prompt=PROMPT,
        files={"order.env": asked.text},
        setup=service.STRICT
        + CREDENTIALS_APART
        + service.board_image(ID, asked, mended=True)
        + f'docker tag {asked.board}:1.1 "$LAB_HUB_USER/{asked.board}:1.1"\n'
        f'docker push -q "$LAB_HUB_USER/{asked.board}:1.1" > /dev/null\ndocker rmi "$LAB_HUB_USER/{asked.board}:1.1" > /dev/null\n',
        needs_other=True,
        owns=service.owned(
            asked,
            other_containers=(asked.board,),
            other_images=(mine, f"{asked.board}:1.1"),
            other_runs_of=(mine,),
            hub=(f"{asked.board}:1.1",),
            login=True,
        ),
        personal=asked.values,
        points=2,
        checks=_checks(asked),
        hints=HINTS,
        settle=3.0,
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
