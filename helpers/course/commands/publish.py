"""commands.publish: reach a web server in a container from outside, on 8080."""

from helpers.course.commands.container_checks import in_stock
from helpers.course.commands.port_checks import answers_at, published
from helpers.exercise.checks import container_from_given, container_running, container_there
from helpers.exercise.model import Exercise, Mistake, Owned, Way

EXERCISE = Exercise(
    id="commands.publish",
    title="바깥에서 들어올 문 내기",
    prompt="""\
홈페이지는 켜져 있는데 손님이 들어오지 못해요. 컨테이너에 바깥으로 난 문이 없거든요.

`nginx` 이미지로 **`shop-window`라는 이름**의 컨테이너를 뒤에서 실행하되, **내 컴퓨터의 8080번 포트**로 들어오면 **컨테이너의 80번 포트**에 닿게 하세요.
`curl localhost:8080`을 쳤을 때 페이지가 나오면 성공이에요.""",
    owns=Owned(containers=("shop-window", "back-entrance"), runs_of=("nginx:latest",)),
    setup=in_stock("nginx"),
    checks=(
        container_there("there", "shop-window"),
        container_from_given("image", "shop-window", "nginx", requires=("there",)),
        published("ports", "shop-window", 8080, 80, requires=("image",)),
        container_running("running", "shop-window", requires=("ports",)),
        answers_at("page", 8080, "shop-window", requires=("running",)),
    ),
    hints=(
        "포트는 컨테이너를 만들 때 이어 줘요. 이미 만든 컨테이너에는 더할 수 없으니, 지우고 다시 실행해야 해요.",
        "포트를 잇는 옵션에는 번호를 두 개 적어요. 가운데는 콜론(`:`)이고, 왼쪽이 바깥, 오른쪽이 컨테이너 안이에요.",
        "실행이 실패했다면 `docker ps -a`를 보세요. 만들어지다 만 컨테이너가 이름을 쥐고 있을 수 있어요.",
    ),
    settle=3.0,
    solution=Way(
        script="""\
docker run -d --name shop-window -p 8080:80 nginx
# 서버가 대답할 때까지 기다렸다가 페이지의 제목을 봐요.
curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8080 | grep -o '<title>.*</title>'""",
    ),
    alternatives=(
        Way(
            script="docker create --name shop-window --publish 0.0.0.0:8080:80/tcp nginx\ndocker start shop-window\n"
            "curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8080 > /dev/null",
            why="the long option with address and protocol",
        ),
        Way(
            script="docker run -d --name shop-window -p 127.0.0.1:8080-8089:80 nginx\n"
            "curl -s --retry 30 --retry-all-errors --retry-delay 1 localhost:8080 > /dev/null",
            why="on this computer's own address, the first free port of several",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker run -d --name shop-window -p 80:8080 nginx"),
            fails="ports",
            says="포트의 안과 밖이 바뀌었습니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name shop-window nginx"),
            fails="ports",
            says="포트가 바깥과 이어져 있지 않습니다",
        ),
        Mistake(
            way=Way(
                script="docker run -d --name back-entrance -p 8080:80 busybox httpd -f -p 80\ndocker run -d --name shop-window -p 8080:80 nginx"
            ),
            fails="running",
            says="8080번 포트를 `back-entrance` 컨테이너가 이미 쓰고 있습니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name shop-window -p 8080:8080 nginx"),
            fails="ports",
            says="바깥 8080 → 안 8080",
        ),
        Mistake(
            way=Way(script="docker run -d --name shop-window -p 8080:80/udp nginx", why="another protocol"),
            fails="ports",
            says="바깥 8080 → 안 80 (UDP)",
        ),
    ),
)
