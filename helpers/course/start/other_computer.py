"""start.other-computer: make the other computer run `hello-world`."""

from helpers.dockerdata.types import Computer
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

EXERCISE = Exercise(
    id="start.other-computer",
    title="다른 컴퓨터에서 실행하기",
    prompt="""\
이번에는 자리에서 일어나지 않고 저쪽 컴퓨터를 움직여 봐요.

**다른 컴퓨터**가 `hello-world` 이미지를 끝까지 실행하게 하세요. 내 컴퓨터에서 실행한 것은 세지 않아요. 인사말은 내 화면에 보여도 괜찮아요.
""",
    setup="ssh other docker pull -q hello-world:latest",
    needs_other=True,
    owns=Owned(runs_of=("hello-world:latest",), other_runs_of=("hello-world:latest",)),
    checks=(checks.ran("ran-there", "hello-world", given=True, on=Computer.OTHER),),
    hints=(
        "`hello-world`를 실행하는 명령은 같아요. 그 명령이 어느 컴퓨터에서 실행되는지가 다를 뿐이에요.",
        "네트워크 너머의 컴퓨터에서 명령을 실행해 주는 프로그램을 앞에 붙이세요. 다른 컴퓨터의 이름은 `other`예요.",
    ),
    solution=Way(script="ssh other docker run hello-world"),
    alternatives=(
        Way(script="docker -H ssh://other run --rm hello-world", why="the client here, the engine there"),
        Way(
            script="ssh other 'docker create --name other-computer-hello hello-world && docker start -a other-computer-hello'",
            why="made and started in two steps",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker pull -q hello-world\ndocker run hello-world", why="on one's own computer"),
            fails="ran-there",
            says="내 컴퓨터에서 실행했습니다",
        ),
        Mistake(
            way=Way(script="ssh other docker pull hello-world", why="pulled only"),
            fails="ran-there",
            says="내려받기만 하고 실행하지 않았습니다",
        ),
        Mistake(
            way=Way(script="ssh other docker create hello-world", why="made but never started"),
            fails="ran-there",
            says="만들어지기만 하고 시작되지 않았습니다",
        ),
        Mistake(
            way=Way(script="ssh other docker images hello-world", why="looked only"),
            fails="ran-there",
            says="컨테이너로 실행한 적이 없습니다",
        ),
    ),
)
