"""commands.run-detached: keep a web server running in the background under a name."""

from helpers.course.commands.container_checks import fresh, happened, in_stock, serves, status
from helpers.dockerdata.types import World
from helpers.exercise.checks import Near, container_from_given, container_running
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Owned, Way


def _unnamed(world: World) -> bool:
    """Return whether a new nginx stands under a name that the engine chose (`brave_turing`), and none is called right."""
    drawn = any(found.image.startswith("nginx") and "_" in found.name for found in fresh(world))
    return drawn and find_container(world, "bakery-home") is None


def _name_behind(world: World) -> bool:
    """Return whether `--name` stood behind the image's name, where it is a word of what the container is to run."""
    return _unnamed(world) and any("--name" in found.command.split() for found in fresh(world))


EXERCISE = Exercise(
    id="commands.run-detached",
    title="웹 서버를 뒤에서 실행하기",
    prompt="""\
빵집에 홈페이지가 생겼어요. 손님이 언제 와도 열려 있어야 하니 서버가 계속 실행되어야 해요.

`nginx` 이미지로 **`bakery-home`이라는 이름**의 컨테이너를 **뒤에서** 실행하세요. 명령을 친 뒤에 터미널이 곧바로 돌아오고, 서버는 계속 실행 중이어야 해요.""",
    owns=Owned(containers=("bakery-home", "bakery-house"), runs_of=("nginx:latest",)),
    setup=in_stock("nginx"),
    checks=(
        container_running(
            "running",
            "bakery-home",
            near=(
                Near(
                    when=lambda world: (
                        status("bakery-home", "exited")(world) and happened("kill", name="bakery-home")(world)
                    ),
                    observed="`bakery-home` 컨테이너가 있지만, 신호를 받고 멈췄습니다.",
                    advice="앞에서 실행한 서버는 그만두기(Ctrl+C)를 누르면 함께 끝납니다. 뒤에서 실행하는 옵션을 살펴보세요.",
                ),
                Near(
                    when=_name_behind,
                    observed="`nginx`로 컨테이너를 만들었지만 `--name`을 이미지 이름 뒤에 적어서, 안에서 실행할 명령으로 읽혔습니다.",
                    advice="옵션은 이미지 이름보다 앞에 와야 합니다.",
                ),
                Near(
                    when=_unnamed,
                    observed="`nginx`로 컨테이너를 만들었지만 이름을 정하지 않아서, 도커가 아무 이름이나 붙였습니다.",
                    advice="컨테이너의 이름을 정하는 옵션을 살펴보세요.",
                ),
            ),
        ),
        container_from_given("image", "bakery-home", "nginx", requires=("running",)),
        serves("serves", "bakery-home", 80, requires=("image",)),
    ),
    settle=3.0,
    hints=(
        "옵션이 두 개 필요해요. 하나는 뒤에서 실행하게 하고, 하나는 이름을 정해 줘요.",
        "뒤에서 실행하는 옵션은 ‘떨어져서(detached)’라는 말의 첫 글자예요. 옵션은 모두 이미지 이름보다 앞에 적어요.",
        "이름을 잘못 지었다면 그 컨테이너를 지우고 다시 실행하세요.",
    ),
    solution=Way(script="docker run -d --name bakery-home nginx"),
    alternatives=(
        Way(
            script="docker create --name bakery-home nginx\ndocker start bakery-home",
            why="made and started in two steps",
        ),
        Way(script='docker run -d nginx > id.txt\ndocker rename "$(cat id.txt)" bakery-home', why="named afterwards"),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="""\
docker run --name bakery-home nginx > /dev/null 2>&1 &
until docker ps --format '{{.Names}}' | grep -qx bakery-home; do sleep 0.1; done
docker stop -t 1 bakery-home
wait""",
                why="in the foreground, and left with Ctrl+C",
            ),
            fails="running",
            says="앞에서 실행한 서버는 그만두기(Ctrl+C)를 누르면 함께 끝납니다",
        ),
        Mistake(way=Way(script="docker run -d nginx"), fails="running", says="이름을 정하지 않아서"),
        Mistake(
            way=Way(script="docker run -d --name bakery-house nginx"),
            fails="running",
            says="이름이 비슷한 `bakery-house`가 있습니다",
        ),
        Mistake(
            way=Way(script="docker run --name bakery-home nginx -d"),
            fails="running",
            says="옵션은 이미지 이름보다 앞에 와야 합니다",
        ),
    ),
)
