"""commands.port-conflict: run a second web server beside the first, whose port is taken."""

from helpers.course.commands.container_checks import fresh, in_stock, status
from helpers.course.commands.port_checks import answers_at, published
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import (
    Near,
    assemble,
    container_from_given,
    container_kept,
    container_running,
    container_there,
)
from helpers.exercise.checks.base import Miss
from helpers.exercise.model import Exercise, Mistake, Owned, Way


def _leftover(world: World) -> Miss | None:
    failed = probes.data(world, probes.FAILED_STARTS)
    left = [f"`{found.name}`" for found in fresh(world) if found.name in failed]
    if not left:
        return None
    return Miss(
        observed=f"만들어지기만 하고 시작하지 못한 컨테이너가 남아 있습니다: {', '.join(left)}.",
        advice="실패한 실행이 남긴 컨테이너는 목록에 Created로 보입니다. 필요 없으면 치우세요.",
    )


EXERCISE = Exercise(
    id="commands.port-conflict",
    title="포트가 겹쳤을 때",
    prompt="""\
빵집에는 문이 둘 있어요. 동쪽 문을 맡은 컨테이너 `east-door`는 벌써 **8180번 포트**에서 손님을 맞고 있어요.

이제 서쪽 문도 열어 주세요. `nginx` 이미지로 **`west-door`라는 이름**의 컨테이너를 뒤에서 실행하고, **내 컴퓨터의 8181번 포트**로 들어오면 컨테이너의 80번 포트에 닿게 하세요.
동쪽 문은 계속 열려 있어야 하고, 실패한 실행이 남긴 컨테이너가 있다면 치워 주세요.

먼저 8180번으로 열어 보고, 어떤 오류가 나는지 읽어 보아도 좋아요.""",
    owns=Owned(containers=("east-door", "west-door"), runs_of=("nginx:latest",)),
    setup=in_stock("nginx")
    + """\
docker run -d --name east-door -p 8180:80 busybox sh -c 'echo "east door" > /tmp/index.html; httpd -f -p 80 -h /tmp'
""",
    checks=(
        container_there("there", "west-door"),
        container_kept(
            "first",
            "east-door",
            running=True,
            near=(
                Near(
                    when=status("east-door", "exited"),
                    observed="`east-door` 컨테이너가 멈춰 있습니다.",
                    advice="포트를 비우려고 동쪽 문을 닫으면 손님이 들어오지 못합니다. 둘이 서로 다른 바깥 포트를 쓰면 됩니다.",
                ),
            ),
        ),
        answers_at("first-open", 8180, "east-door", "east door", requires=("first",)),
        container_from_given("image", "west-door", "nginx", requires=("there",)),
        container_running("running", "west-door", requires=("image",)),
        published("ports", "west-door", 8181, 80, requires=("running", "first")),
        answers_at("page", 8181, "west-door", requires=("ports",)),
        assemble(
            "leftover",
            "시작하지 못한 채 남은 컨테이너가 없습니다.",
            _leftover,
            requires=("ports",),
            probes=(probes.FAILED_STARTS,),
        ),
    ),
    hints=(
        "바깥의 한 포트는 컨테이너 하나만 쓸 수 있어요. 하지만 컨테이너 안의 80번은 저마다 따로 있어서 겹치지 않아요.",
        "실행이 실패해도 컨테이너는 만들어진 채(Created) 남아요. 같은 이름으로 다시 하려면 그것부터 지워야 해요.",
        "포트를 잇는 옵션에서 콜론(`:`)의 왼쪽만 바꾸면 돼요.",
    ),
    settle=3.0,
    solution=Way(
        script="""\
docker run -d --name west-door -p 8181:80 nginx
# 서버가 대답할 때까지 기다렸다가 페이지의 제목을 봐요.
curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8181 | grep -o '<title>.*</title>'""",
    ),
    alternatives=(
        Way(
            script="""\
docker run -d --name west-door -p 8180:80 nginx
docker rm west-door
docker run -d --name west-door -p 8181:80 nginx
curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8181 > /dev/null""",
            why="failed first, cleaned up, tried again",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker rm -f east-door\ndocker run -d --name west-door -p 8180:80 nginx"),
            fails="first",
            says="`east-door` 컨테이너가 지워졌습니다",
        ),
        Mistake(
            way=Way(script="docker stop -t 0 east-door\ndocker run -d --name west-door -p 8180:80 nginx"),
            fails="first",
            says="포트를 비우려고 동쪽 문을 닫으면 손님이 들어오지 못합니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name west-door -p 8180:80 nginx"),
            fails="running",
            says="8180번 포트를 `east-door` 컨테이너가 이미 쓰고 있습니다",
        ),
        Mistake(
            way=Way(
                script="""\
docker run -d -p 8180:80 nginx
docker run -d --name west-door -p 8181:80 nginx
curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8181 > /dev/null"""
            ),
            fails="leftover",
            says="만들어지기만 하고 시작하지 못한 컨테이너가 남아 있습니다",
        ),
    ),
)
