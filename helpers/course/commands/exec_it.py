"""commands.exec-it: enter a running container and change a file in it."""

from collections.abc import Callable

from helpers.course.commands.container_checks import SERVE, container_holds, happened
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Near, container_kept
from helpers.exercise.model import Exercise, Mistake, Owned, Way

OLD, NEW = "today: salt bread", "today: cream bread"
MENU, OUTSIDE = probes.container_file("menu-board", "/srv/menu.txt"), probes.file("menu.txt")


def _as_before(also: Callable[[World], bool]) -> Callable[[World], bool]:
    """Return a condition for `Near`: the menu says what it said at the start, and `also` holds."""
    return lambda world: world.fact(MENU).text.strip() == OLD and also(world)


def _new_image(world: World) -> bool:
    known = set(world.baseline.images.values())
    return any(found.id not in known and not found.digests for found in world.mine.images)


def _outside(world: World) -> bool:
    return NEW in str(probes.data(world, OUTSIDE).get("text"))


EXERCISE = Exercise(
    id="commands.exec-it",
    title="실행 중인 컨테이너에 들어가기",
    prompt="""\
메뉴판 컨테이너 `menu-board`가 실행 중이에요. 그런데 소금빵이 벌써 다 팔렸어요! 메뉴판을 얼른 크림빵으로 고쳐야 해요.

실행 중인 `menu-board` 안의 `/srv/menu.txt`를 고쳐서, **`today: cream bread` 한 줄만** 남게 하세요. **터미널**에서 그 컨테이너의 셸로 들어가서 고치고 나오면 돼요.
다 고친 뒤에도 메뉴판은 계속 켜져 있어야 해요. 새로 만들어서도 안 돼요.""",
    owns=Owned(containers=("menu-board",), images=("menu-board:new",), runs_of=("ubuntu:latest", "menu-board:new")),
    setup=f"""\
docker run -d --name menu-board ubuntu:latest /bin/bash -c 'echo "{OLD}" > /srv/menu.txt; {SERVE}'
until docker logs menu-board | grep -q ready; do sleep 0.1; done
""",
    checks=(
        container_holds(
            "menu",
            "menu-board",
            "/srv/menu.txt",
            NEW,
            alone=True,
            near=(
                Near(
                    when=_as_before(happened("start", name="menu-board")),
                    observed=f"`menu-board` 컨테이너를 다시 시작했습니다. 이 메뉴판은 시작할 때마다 `{OLD}`를 새로 적습니다.",
                    advice="켜져 있는 채로 파일만 고치세요. 컨테이너를 다시 시작할 이유가 없습니다.",
                ),
                Near(
                    when=_as_before(_new_image),
                    observed="새 이미지를 만들었지만, 실행 중인 `menu-board` 컨테이너의 메뉴는 그대로입니다.",
                    advice="이미지를 새로 만들어도 이미 실행 중인 컨테이너는 달라지지 않습니다. 그 컨테이너 안으로 들어가 보세요.",
                ),
                Near(
                    when=_as_before(happened("create", image="ubuntu")),
                    observed="새 컨테이너를 만들었지만, `menu-board` 컨테이너의 메뉴는 그대로입니다.",
                    advice="새 컨테이너를 만드는 명령과 실행 중인 컨테이너에 들어가는 명령은 다릅니다.",
                ),
                Near(
                    when=_as_before(_outside),
                    observed="연습 폴더의 `menu.txt`에는 새 메뉴가 있지만, `menu-board` 컨테이너의 메뉴는 그대로입니다.",
                    advice="내 컴퓨터의 파일과 컨테이너 안의 파일은 다른 것입니다. 컨테이너 안에서 고치세요.",
                    probes=(OUTSIDE,),
                ),
            ),
        ),
        container_kept("same", "menu-board", running=True),
    ),
    hints=(
        "`run`은 늘 새 컨테이너를 만들어요. 실행 중인 컨테이너에서 무언가를 더 실행하는 명령은 따로 있어요.",
        "그 명령 뒤에는 이미지가 아니라 컨테이너의 이름이 와요. 마지막에는 안에서 실행할 셸의 경로를 적어요.",
        "들어간 뒤에는 `echo 글 > 파일`로 파일을 통째로 바꿀 수 있어요. `cat 파일`로 확인하고 `exit`로 나오세요.",
    ),
    solution=Way(
        script="""\
# 터미널에서는 -i 대신 -it를 쓰고, 한 줄씩 직접 쳐요.
docker exec -i menu-board /bin/bash <<'EOF'
echo "today: cream bread" > /srv/menu.txt
exit
EOF"""
    ),
    alternatives=(
        Way(script="docker exec menu-board sed -i 's/salt/cream/' /srv/menu.txt", why="one command, no shell"),
        Way(
            script="echo 'today: cream bread' > menu.txt\ndocker cp menu.txt menu-board:/srv/menu.txt",
            why="written outside and copied in",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="""\
docker build -q -t menu-board:new --label lab.exercise=commands.exec-it - <<'EOF'
FROM ubuntu:latest
RUN echo "today: cream bread" > /srv/menu.txt
EOF"""
            ),
            fails="menu",
            says="새 이미지를 만들었지만, 실행 중인 `menu-board` 컨테이너의 메뉴는 그대로입니다",
        ),
        Mistake(
            way=Way(
                script="docker run -i --rm ubuntu:latest /bin/bash <<'EOF'\necho 'today: cream bread' > /srv/menu.txt\nEOF"
            ),
            fails="menu",
            says="새 컨테이너를 만들었지만",
        ),
        Mistake(
            way=Way(
                script=f"""\
docker rm -f menu-board
docker run -d --name menu-board ubuntu:latest /bin/bash -c 'echo "today: cream bread" > /srv/menu.txt; {SERVE}'
until docker logs menu-board | grep -q ready; do sleep 0.1; done""",
                variant="made-anew",
            ),
            fails="same",
            says="처음의 것이 아니라 새로 만든 것입니다",
        ),
        Mistake(
            way=Way(
                script="docker exec menu-board bash -c 'echo \"today: cream bread\" >> /srv/menu.txt'",
                why="appended instead of replaced",
            ),
            fails="menu",
            says="`today: salt bread / today: cream bread`라고 적혀 있습니다",
        ),
        Mistake(
            way=Way(script="docker exec menu-board sed -i 's/salt/cream/' /srv/menu.txt\ndocker stop menu-board"),
            fails="same",
            says="`menu-board` 컨테이너가 있지만 멈춰 있습니다",
        ),
    ),
)
