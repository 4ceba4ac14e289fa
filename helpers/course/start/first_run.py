"""start.first-run: run `hello-world` to the end."""

from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

EXERCISE = Exercise(
    id="start.first-run",
    title="첫 컨테이너 실행하기",
    prompt="""\
새 컴퓨터에 앉은 첫날이에요. 도커가 처음부터 끝까지 잘 되는지 확인하려고 해요.

내 컴퓨터에서 `hello-world` 이미지로 컨테이너를 하나 실행하세요. 인사말이 나오고 컨테이너가 끝까지 실행되면 성공이에요.
""",
    setup="docker pull -q hello-world:latest",
    owns=Owned(runs_of=("hello-world:latest",), other_runs_of=("hello-world:latest",)),
    checks=(checks.ran("ran", "hello-world", given=True),),
    hints=(
        "이미지를 컨테이너로 만들고 시작하는 일을 한 번에 해 주는 도커 명령이 있어요.",
        "그 명령의 이름은 영어로 ‘달리다’라는 뜻이에요. 뒤에는 이미지의 이름만 적으면 돼요.",
    ),
    solution=Way(script="docker run hello-world"),
    alternatives=(
        Way(script="docker run --rm hello-world:latest", why="removed as it ends: the events are the witness"),
        Way(
            script="docker create --name first-run-hello hello-world\ndocker start -a first-run-hello",
            why="made and started in two steps",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker images hello-world", why="not run"),
            fails="ran",
            says="컨테이너로 실행한 적이 없습니다",
        ),
        Mistake(
            way=Way(script="docker pull hello-world", why="pulled only"),
            fails="ran",
            says="내려받기만 하고 실행하지 않았습니다",
        ),
        Mistake(
            way=Way(script="docker create hello-world", why="a container made but never started"),
            fails="ran",
            says="만들어지기만 하고 시작되지 않았습니다",
        ),
        Mistake(
            way=Way(script="ssh other docker run hello-world", why="on the other computer"),
            fails="ran",
            says="다른 컴퓨터에서 실행했습니다",
        ),
    ),
)
