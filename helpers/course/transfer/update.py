"""transfer.update: push a second version and bring the other computer up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import LABEL, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container, World

REPOSITORY, BOARD = "postcard-update", "postcard-board"
OLD, NEW = f"{{user}}/{REPOSITORY}:1.0", f"{{user}}/{REPOSITORY}:2.0"
OLD_NAME, NEW_NAME = f'"$LAB_HUB_USER/{REPOSITORY}:1.0"', f'"$LAB_HUB_USER/{REPOSITORY}:2.0"'
SECOND_TEXT = "둘째 날: 오늘은 작가와 이야기하는 날입니다!"
LOG = probes.container_logs(BOARD, Computer.OTHER)
SECOND = probes.hub_manifest(NEW)
BOARD_SCRIPT = """#!/bin/sh
# Shows the postcard, then waits to be stopped.
trap 'exit 0' TERM
cat /card.txt
while true; do sleep 1; done
"""
DOCKERFILE = f"""FROM busybox:latest
LABEL {LABEL}="transfer.update"
COPY board.sh card.txt /
CMD ["sh", "/board.sh"]
"""


def _new_on_hub(world: World) -> checks.Miss | None:
    """Check whether a second version stands on the Hub, and is no other name of the first."""
    name, tags = probes.named(world, NEW), probes.data(world, SECOND).get("tags") or []
    if not world.fact(SECOND).found:
        others = ", ".join(f"`{tag}`" for tag in tags) or "없음"
        return checks.nothing(
            say("Docker Hub에 `{name}`{이} 없습니다. 올라가 있는 태그: {others}", name=name, others=others),
            "새 이미지를 만들 때 붙인 이름과 태그를 확인하고, Docker Hub에 올렸는지 살펴보세요.",
        )
    if probes.data(world, SECOND).get("image") != world.baseline.images.get(probes.named(world, OLD)):
        return None
    return checks.Miss(
        observed=say("Docker Hub의 `{name}`{은} 처음의 1.0과 똑같은 이미지입니다.", name=name),
        advice="옛 이미지에 새 태그만 붙인 것이 아닌지 살펴보세요. 새 글은 `second` 폴더에 있습니다.",
    )


def _board(world: World) -> checks.Miss | None:
    """Check whether the board on the other computer runs from what the Hub holds as the second version."""
    board, second = find_container(world, BOARD, Computer.OTHER), probes.data(world, SECOND).get("image")
    if board is None:
        here = find_container(world, BOARD)
        return checks.Miss(
            observed=f"다른 컴퓨터에 `{BOARD}` 컨테이너가 없습니다."
            + (" 내 컴퓨터에 같은 이름의 컨테이너가 있습니다." if here else ""),
            advice="어느 컴퓨터에서 시작했는지 확인해 보세요."
            if here
            else "헌 컨테이너를 지웠다면 새 이미지로 같은 이름의 컨테이너를 다시 시작해야 합니다.",
        )
    if board.image_id != second:
        return _of_another_image(world, board, second)
    if not board.running:
        return checks.Miss(
            observed=f"다른 컴퓨터의 `{BOARD}`는 새 이미지로 만들어졌지만 실행 중이 아닙니다.",
            advice="컨테이너를 만들기만 했는지, 시작했다가 끝났는지 상태를 확인해 보세요.",
        )
    return None


def _of_another_image(world: World, board: Container, second: str | None) -> checks.Miss:
    if board.image_id != world.baseline.images.get(probes.named(world, OLD)):
        return checks.Miss(
            observed=say(
                "다른 컴퓨터의 `{board}`{을} 만든 이미지는 지금 Docker Hub에 있는 `{new}`{과} 다릅니다.",
                board=BOARD,
                new=probes.named(world, NEW),
            ),
            advice="컨테이너를 만든 뒤에 이미지를 다시 올렸다면, 새로 내려받아 컨테이너도 다시 만들어야 합니다.",
        )
    beside = next((found.name for found in world.other.containers if found.image_id == second), "")
    here = any(found.image_id == second for found in world.mine.containers)
    return checks.Miss(
        observed=f"다른 컴퓨터의 `{BOARD}`는 아직 옛 버전(1.0) 이미지로 만들어진 컨테이너입니다."
        + (f" 새 이미지로 만든 컨테이너의 이름은 `{beside}`입니다." if beside else "")
        + (" 새 이미지로 만든 컨테이너는 내 컴퓨터에 있습니다." if here else ""),
        advice="이미지를 새로 받아도 이미 있는 컨테이너는 바뀌지 않습니다. 다시 시작하는 것과 다시 만드는 것은 다릅니다.",
    )


def _pulled(world: World) -> checks.Miss | None:
    """Check whether the image there came from the Hub: it has the digest that only a registry gives."""
    second = probes.data(world, SECOND).get("image")
    if any(image.id == second and image.digests for image in world.other.images):
        return None
    return checks.Miss(
        observed=say(
            "다른 컴퓨터의 `{new}`{은} Docker Hub에서 내려받은 것이 아니라 파일에서 불러온 것입니다.",
            new=probes.named(world, NEW),
        ),
        advice="컨테이너와 이미지를 지우고, 이번에는 Docker Hub에서 바로 받아 보세요.",
    )


def _shows(world: World) -> checks.Miss | None:
    """Check whether the board has shown the second text, by its log."""
    log = world.fact(LOG).text
    if SECOND_TEXT in log:
        return None
    board = find_container(world, BOARD, Computer.OTHER)
    last = log.strip().splitlines()[-1:]
    does = f"보여 주는 글은 `{last[0][:80]}`입니다." if last else "로그가 비어 있습니다."
    runs = f" 실행 중인 명령은 `{board.command}`입니다." if board and board.command != "sh /board.sh" else ""
    return checks.Miss(
        observed=f"다른 컴퓨터의 `{BOARD}`는 새 이미지로 실행 중이지만, {does}{runs}",
        advice="`second` 폴더로 만든 이미지인지, 이미지에 정해 둔 기본 명령으로 시작했는지 살펴보세요.",
    )


EXERCISE = Exercise(
    id="transfer.update",
    title="둘째 날의 엽서로 바꾸기",
    prompt=(
        f"전시회 첫날, 다른 컴퓨터에서는 `{BOARD}` 컨테이너가 `사용자명/{REPOSITORY}:1.0` 이미지로 돌고 있어요. "
        "둘째 날에는 새 글을 보여 주고 싶어요. 새 글과 Dockerfile은 `second` 폴더에 있어요.\n\n"
        f"1. `second` 폴더로 `사용자명/{REPOSITORY}:2.0` 이미지를 만들어 **Docker Hub에 올리세요.** (내 컴퓨터에는 로그인되어 있어요.)\n"
        f"2. **다른 컴퓨터**에서 새 이미지를 내려받아, `{BOARD}` 컨테이너가 **새 이미지로** 돌게 하세요. 이름은 그대로여야 해요.\n\n"
        "`사용자명` 자리에는 `$LAB_HUB_USER`를 쓰세요."
    ),
    files={
        "first/Dockerfile": DOCKERFILE,
        "first/board.sh": BOARD_SCRIPT,
        "first/card.txt": "첫째 날: 사진전을 시작합니다!\n",
        "second/Dockerfile": DOCKERFILE,
        "second/board.sh": BOARD_SCRIPT,
        "second/card.txt": f"{SECOND_TEXT}\n",
    },
    setup=parcels.STRICT
    + f"""{parcels.LOG_IN} > /dev/null 2>&1
docker build -q -t {OLD_NAME} first > /dev/null
docker push -q {OLD_NAME} > /dev/null
ssh other docker run -d --name {BOARD} {OLD_NAME} > /dev/null 2>&1
""",
    needs_other=True,
    settle=3.0,
    omits={
        "other-base": "새 글을 보여 주는지 묻고, 바탕 이미지는 묻지 않는다",
        "image-removed-after": "올린 뒤에는 내 컴퓨터에 이미지가 없어도 된다",
    },
    owns=Owned(
        images=(OLD, NEW, f"{{user}}/{REPOSITORY}:latest"),
        other_images=(OLD, NEW, f"{{user}}/{REPOSITORY}:latest"),
        other_containers=(BOARD,),
        other_runs_of=(OLD, NEW),
        hub=(f"{REPOSITORY}:1.0", f"{REPOSITORY}:2.0", f"{REPOSITORY}:latest"),
        login=True,
    ),
    checks=(
        checks.assemble(
            "new",
            f"Docker Hub에 새 버전 `사용자명/{REPOSITORY}:2.0`이 있습니다.",
            _new_on_hub,
            probes=(probes.HUB_USER, SECOND),
        ),
        checks.assemble(
            "board",
            f"다른 컴퓨터에서 `{BOARD}` 컨테이너가 새 이미지로 실행 중입니다.",
            _board,
            requires=("new",),
            probes=(probes.HUB_USER, SECOND),
        ),
        checks.assemble(
            "pulled",
            "다른 컴퓨터가 새 이미지를 Docker Hub에서 내려받았습니다.",
            _pulled,
            requires=("board",),
            probes=(probes.HUB_USER, SECOND),
        ),
        checks.assemble(
            "shows",
            f"다른 컴퓨터의 `{BOARD}` 컨테이너가 새 글을 보여 줍니다.",
            _shows,
            requires=("board",),
            probes=(LOG,),
        ),
    ),
    hints=(
        "내 컴퓨터에서 할 일은 둘(만들기, 올리기), 다른 컴퓨터에서 할 일은 셋(내려받기, 헌 컨테이너 지우기, 새 컨테이너 시작하기)이에요.",
        "같은 이름의 컨테이너가 이미 있으니, 먼저 멈추고 지워야 그 이름을 다시 쓸 수 있어요. 돌고 있는 것은 `-f`로 한 번에 지울 수도 있어요.",
        "새 컨테이너는 뒤에서 돌게(detached) 하고, `--name`으로 예전과 같은 이름을 주세요.",
    ),
    secrets=("docker run",),
    solution=Way(
        script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker pull -q {NEW_NAME}
ssh other docker rm -f {BOARD}
ssh other docker run -d --name {BOARD} {NEW_NAME}"""
    ),
    alternatives=(
        Way(
            script=f"""docker build -q --push -t {NEW_NAME} second
ssh other docker stop -t 5 {BOARD}
ssh other docker rm {BOARD}
ssh other docker run -d --name {BOARD} {NEW_NAME}""",
            why="built and pushed at once; stopped gently; run pulls by itself",
        ),
        Way(
            script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker rename {BOARD} postcard-board-old
ssh other docker run -d --name {BOARD} {NEW_NAME}
ssh other docker rm -f postcard-board-old""",
            why="the old one steps aside until the new one runs",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f"""docker build -q --no-cache --label again=1 -t {NEW_NAME} first
docker push -q {NEW_NAME}
ssh other docker rm -f {BOARD}
ssh other docker run -d --name {BOARD} {NEW_NAME}""",
                why="the first text under the new tag",
            ),
            fails="shows",
            says="보여 주는 글은 `첫째 날",
        ),
        Mistake(
            way=Way(
                script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker pull -q {NEW_NAME}
ssh other docker rm -f {BOARD}
ssh other docker run -d --name {BOARD} {NEW_NAME} sleep 1000""",
                why="it shows nothing",
                variant="asleep",
            ),
            fails="shows",
            says="로그가 비어 있습니다. 실행 중인 명령은 `sleep 1000`입니다",
        ),
        Mistake(
            way=Way(
                script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
docker save {NEW_NAME} | ssh other docker load
ssh other docker rm -f {BOARD}
ssh other docker run -d --name {BOARD} {NEW_NAME}""",
                why="carried as a file",
                variant="other-road",
            ),
            fails="pulled",
            says="파일에서 불러온 것입니다",
        ),
        Mistake(
            way=Way(
                script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker rename {BOARD} postcard-board-old""",
                why="the old one has only another name",
                variant="renamed-not-removed",
            ),
            fails="board",
            says="`postcard-board` 컨테이너가 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker pull -q {NEW_NAME}""",
                why="the old one still runs there",
            ),
            fails="board",
            says="아직 옛 버전(1.0) 이미지로 만들어진 컨테이너입니다",
        ),
        Mistake(
            way=Way(
                script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker pull -q {NEW_NAME}
ssh other docker restart -t 5 {BOARD}"""
            ),
            fails="board",
            says="다시 시작하는 것과 다시 만드는 것은 다릅니다",
        ),
        Mistake(
            way=Way(
                script=f"docker tag {OLD_NAME} {NEW_NAME}\ndocker push -q {NEW_NAME}", why="the old one under a new tag"
            ),
            fails="new",
            says="처음의 1.0과 똑같은 이미지입니다",
        ),
        Mistake(
            way=Way(script=f"docker build -q -t {NEW_NAME} second", why="built, never pushed"),
            fails="new",
            says="올라가 있는 태그: `1.0`",
        ),
        Mistake(
            way=Way(
                script=f"""docker build -q -t {NEW_NAME} second
docker push -q {NEW_NAME}
ssh other docker rm -f {BOARD}"""
            ),
            fails="board",
            says="`postcard-board` 컨테이너가 없습니다",
        ),
    ),
)
