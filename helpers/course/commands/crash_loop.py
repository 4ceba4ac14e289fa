"""commands.crash-loop: find why a container keeps exiting, and mend it."""

from typing import Any

from helpers.course.commands.container_checks import calm, inspected
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, Near, assemble, container_running, container_there
from helpers.exercise.model import Exercise, Mistake, Owned, Way

NAME = "reservation"
LOGS, INSPECT, MENU = (
    probes.container_logs(NAME),
    probes.container_inspect(NAME),
    probes.container_file(NAME, "/config/menu.txt"),
)
OPEN = "예약을 받습니다"


def _policy(world: World) -> bool:
    host: Any = inspected(world, NAME).get("HostConfig") or {}
    return (host.get("RestartPolicy") or {}).get("Name", "no") not in ("", "no") and not world.fact(MENU).found


def _served(world: World) -> Miss | None:
    """Check that the program came so far as to open; what it still misses is told by its last line."""
    lines = world.fact(LOGS).text.strip().splitlines()
    if any(OPEN in line for line in lines):
        return None
    if world.fact(MENU).found:
        return _unstarted()
    last = lines[-1] if lines else ""
    if last:
        return Miss(
            observed=f"`{NAME}` 컨테이너의 마지막 말은 `{last[:80]}`입니다. 까닭이 그대로 남아 있습니다.",
            advice="그 말이 무엇을 찾고 있는지 읽고, 그것을 컨테이너 안에 마련해 주세요.",
        )
    return Miss(
        observed=f"`{NAME}` 컨테이너에서 예약 프로그램이 실행되지 않았습니다.",
        advice="다른 명령으로 바꾸어 실행하면 꺼지지는 않지만 예약도 받지 못합니다.",
    )


def _unstarted() -> Miss:
    """Say that the file is there, and that nobody has started the program since."""
    return Miss(
        observed=f"`/config/menu.txt`를 넣었지만 `{NAME}` 컨테이너를 다시 시작하지 않았습니다.",
        advice="프로그램은 시작할 때 파일을 읽습니다.",
    )


EXERCISE = Exercise(
    id="commands.crash-loop",
    title="자꾸 꺼지는 컨테이너 고치기",
    prompt=f"""\
토요일 아침, 예약을 받는 컨테이너 `{NAME}`이 자꾸 꺼져요. 다시 시작해도 곧 꺼져요.

**왜 꺼지는지 찾아서 까닭을 없애고**, `{NAME}` 컨테이너가 **계속 실행 중이게** 하세요. 필요한 것은 연습 폴더에 있어요.

자꾸 다시 시작하게 해 두는 것만으로는 고친 것이 아니에요.""",
    owns=Owned(containers=(NAME,), images=("reservation:1.0", "reservation:1.1")),
    files={"menu.txt": "소금빵 3000원\n단팥빵 2500원\n"},
    setup="""\
docker build -q -t reservation:1.0 --label lab.exercise=commands.crash-loop - <<'EOF'
FROM busybox
WORKDIR /config
CMD ["sh", "-c", "if [ ! -s /config/menu.txt ]; then echo '오류: /config/menu.txt 파일이 없습니다' >&2; exit 1; fi; trap 'exit 0' TERM; echo '예약을 받습니다'; tail -f /dev/null & wait"]
EOF
docker run --name reservation reservation:1.0 || true
""",
    checks=(
        container_there("there", NAME),
        calm(
            assemble(
                "served",
                f"`{NAME}` 컨테이너의 프로그램이 시작되어 예약을 받습니다.",
                _served,
                requires=("there",),
                probes=(LOGS, INSPECT, MENU),
                near=(
                    Near(
                        when=_policy,
                        observed=f"`{NAME}` 컨테이너에 재시작 정책만 붙였습니다. 꺼지는 까닭은 그대로입니다.",
                        advice="다시 시작해도 같은 까닭으로 또 꺼집니다. 로그에서 무엇이 없다고 하는지 읽어 보세요.",
                    ),
                ),
            )
        ),
        container_running("running", NAME, requires=("served",)),
    ),
    hints=(
        "먼저 끝난 컨테이너의 종료 코드를 보고, 그다음에 그 컨테이너가 마지막에 한 말을 읽으세요.",
        "로그는 어떤 파일이 없다고 해요. 연습 폴더를 보면 그 파일이 있어요.",
        "멈춘 컨테이너 안으로도 파일을 복사해 넣을 수 있어요. 넣은 다음에는 다시 시작해야 해요.",
    ),
    settle=1.0,
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
            fails="served",
            says="재시작 정책만 붙였습니다",
        ),
        Mistake(
            way=Way(script="docker start reservation\ndocker wait reservation"),
            fails="served",
            says="까닭이 그대로 남아 있습니다",
        ),
        Mistake(
            way=Way(script="docker rm reservation\ndocker run -d --name reservation reservation:1.0 tail -f /dev/null"),
            fails="served",
            says="예약 프로그램이 실행되지 않았습니다",
        ),
        Mistake(
            way=Way(script="docker cp menu.txt reservation:/config/menu.txt"),
            fails="served",
            says="다시 시작하지 않았습니다",
        ),
    ),
)
