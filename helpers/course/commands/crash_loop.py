"""commands.crash-loop: find why a container keeps exiting, and mend it."""

from typing import Any

from helpers.course.commands.container_checks import calm, fresh, inspected
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, container_running, container_runs, container_there
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

NAME = "reservation"
LOGS, INSPECT, MENU = (
    probes.container_logs(NAME),
    probes.container_inspect(NAME),
    probes.container_file(NAME, "/config/menu.txt"),
)
OPEN = "예약을 받습니다"
GIVEN = "소금빵 3000원\n단팥빵 2500원\n"
PROGRAM = (
    "if [ ! -s /config/menu.txt ]; then echo '오류: /config/menu.txt 파일이 없습니다' >&2; exit 1; fi; "
    f"trap 'exit 0' TERM; echo '{OPEN}'; tail -f /dev/null & wait"
)


def _mended(world: World) -> Miss | None:
    """Check that what the program looks for is there: the menu of the exercise's folder."""
    menu = world.fact(MENU)
    if not menu.found or menu.code:
        return _beside(world) or _still(world)
    if menu.text.split() == GIVEN.split():
        return None
    said = " / ".join(menu.text.strip().splitlines())[:60]
    observed = say("`/config/menu.txt`에 `{said}`{이라고} 적혀 있습니다.", said=said)
    return Miss(
        observed=observed if said else "`/config/menu.txt`가 비어 있습니다.",
        advice="연습 폴더에 있는 `menu.txt`의 내용이 들어 있어야 합니다.",
    )


def _beside(world: World) -> Miss | None:
    """Say that another container runs instead, which was made since the start."""
    others = [found.name for found in fresh(world) if found.running and found.name != NAME]
    here = find_container(world, NAME)
    if not others or (here and here.running):
        return None
    return Miss(
        observed=f"새로 만든 `{others[0]}` 컨테이너는 실행 중이지만, `{NAME}` 컨테이너는 여전히 꺼져 있습니다.",
        advice="예약은 그 이름의 컨테이너가 받습니다.",
    )


def _still(world: World) -> Miss:
    """Say that the cause is still there: by the program's last words, where it has ended."""
    host: Any = inspected(world, NAME).get("HostConfig") or {}
    here = find_container(world, NAME)
    lines = world.fact(LOGS).text.strip().splitlines()
    if (host.get("RestartPolicy") or {}).get("Name", "no") not in ("", "no"):
        return Miss(
            observed=f"`{NAME}` 컨테이너에 재시작 정책을 붙였지만, 꺼지는 원인은 그대로입니다.",
            advice="다시 시작해도 같은 원인으로 또 꺼집니다. 로그에서 무엇이 없다고 하는지 읽어 보세요.",
        )
    if here and here.running:
        return Miss(
            observed=f"`{NAME}` 컨테이너 안에 지금은 `/config/menu.txt`가 없습니다. 다음에 시작하면 또 꺼집니다.",
            advice="프로그램이 시작할 때 찾는 파일을 컨테이너 안에 남겨 두세요.",
        )
    return Miss(
        observed=f"`{NAME}` 컨테이너의 마지막 말은 `{lines[-1][:80] if lines else ''}`입니다. 원인이 그대로 남아 있습니다.",
        advice="그 말이 무엇을 찾고 있는지 읽고, 그것을 컨테이너 안의 그 자리에 마련해 주세요.",
    )


def _served(world: World) -> Miss | None:
    """Check that the program came so far as to open."""
    if OPEN in world.fact(LOGS).text:
        return None
    return Miss(
        observed=f"`/config/menu.txt`를 넣은 뒤로 `{NAME}` 컨테이너의 프로그램이 `{OPEN}`라고 말한 적이 없습니다.",
        advice="프로그램은 시작할 때 파일을 읽습니다. 컨테이너를 다시 시작했는지 살펴보세요.",
    )


EXERCISE = Exercise(
    id="commands.crash-loop",
    title="자꾸 꺼지는 컨테이너 고치기",
    prompt=f"""\
토요일 아침, 예약을 받는 컨테이너 `{NAME}`이 자꾸 꺼져요. 다시 시작해도 곧 꺼져요.

**왜 꺼지는지 찾아서 원인을 없애고**, `{NAME}` 컨테이너가 **계속 실행 중이게** 하세요. 필요한 것은 연습 폴더에 있어요.

예약 프로그램은 바꾸지 말고 그대로 쓰세요. 자꾸 다시 시작하게 해 두는 것만으로는 고친 것이 아니에요.""",
    owns=Owned(containers=(NAME,), images=("reservation:1.0", "reservation:1.1")),
    files={"menu.txt": GIVEN},
    setup=f"""\
docker build -q -t reservation:1.0 --label lab.exercise=commands.crash-loop - <<'EOF'
FROM busybox
WORKDIR /config
CMD ["sh", "-c", "{PROGRAM}"]
EOF
docker run --name reservation reservation:1.0 || true
""",
    checks=(
        container_there("there", NAME),
        container_runs("program", NAME, f"sh -c {PROGRAM}", of_image=True, requires=("there",)),
        calm(
            assemble(
                "mended",
                f"`{NAME}` 컨테이너 안에 프로그램이 찾는 `/config/menu.txt`가 있습니다.",
                _mended,
                requires=("program",),
                probes=(LOGS, INSPECT, MENU),
            )
        ),
        assemble(
            "served",
            f"`{NAME}` 컨테이너의 프로그램이 시작되어 예약을 받습니다.",
            _served,
            requires=("mended",),
            probes=(LOGS,),
        ),
        container_running("running", NAME, requires=("served",)),
    ),
    hints=(
        "먼저 끝난 컨테이너의 종료 코드를 보고, 그다음에 그 컨테이너가 마지막에 한 말을 읽으세요.",
        "로그는 어떤 파일이 없다고 해요. 연습 폴더를 보면 그 파일이 있어요.",
        "멈춘 컨테이너 안으로도 파일을 복사해 넣을 수 있어요. 넣은 다음에는 다시 시작해야 해요.",
    ),
    settle=3.0,
    omits={
        "made-anew": "원인을 없앴으면 새로 만든 컨테이너도 옳다",
        "other-computer": "풀이가 로그를 기다리는데, 다른 컴퓨터에는 그 컨테이너가 없어서 끝나지 않는다",
    },
    secrets=("menu.txt", "docker cp"),
    solution=Way(
        script="""\
docker logs reservation
docker cp menu.txt reservation:/config/menu.txt
docker start reservation
# 예약을 받기 시작할 때까지 기다려요.
until docker logs reservation 2>&1 | grep -q '예약을 받습니다'; do sleep 0.2; done"""
    ),
    alternatives=(
        Way(
            script="""\
docker rm reservation
docker create --name reservation reservation:1.0
docker cp menu.txt reservation:/config/
docker start reservation
until docker logs reservation 2>&1 | grep -q '예약을 받습니다'; do sleep 0.2; done""",
            why="a new container, filled before it starts",
        ),
        Way(
            script="""\
printf 'FROM reservation:1.0\\nCOPY menu.txt /config/\\n' > Dockerfile
docker build -q -t reservation:1.1 --label lab.exercise=commands.crash-loop .
docker rm reservation
docker run -d --name reservation reservation:1.1
until docker logs reservation 2>&1 | grep -q '예약을 받습니다'; do sleep 0.2; done""",
            why="the file in a new image",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="""\
docker update --restart on-failure:1 reservation
docker start reservation
until [ "$(docker inspect --format '{{.State.Status}} {{.RestartCount}}' reservation)" = 'exited 1' ]; do sleep 0.2; done"""
            ),
            fails="mended",
            says="재시작 정책을 붙였지만",
        ),
        Mistake(
            way=Way(script="docker start reservation\ndocker wait reservation"),
            fails="mended",
            says="원인이 그대로 남아 있습니다",
        ),
        Mistake(
            way=Way(script="docker rm reservation\ndocker run -d --name reservation reservation:1.0 tail -f /dev/null"),
            fails="program",
            says="실행하는 명령은 `tail -f /dev/null`입니다",
        ),
        Mistake(
            way=Way(
                script=f"docker rm {NAME}\ndocker run -d --name {NAME} reservation:1.0 sh -c \"echo '{OPEN}'; sleep 3600\"",
                why="its words, without the program",
                variant="hard-coded-output",
            ),
            fails="program",
            says="sleep 3600`입니다",
        ),
        Mistake(
            way=Way(
                script=f"""\
echo 메뉴 > other.txt
docker cp other.txt {NAME}:/config/menu.txt
docker start {NAME}
until docker logs {NAME} 2>&1 | grep -q '{OPEN}'; do sleep 0.2; done""",
                why="another content",
            ),
            fails="mended",
            says="`/config/menu.txt`에 `메뉴`라고 적혀 있습니다",
        ),
        Mistake(
            way=Way(script="docker cp menu.txt reservation:/config/menu.txt"),
            fails="served",
            says="라고 말한 적이 없습니다",
        ),
    ),
)
