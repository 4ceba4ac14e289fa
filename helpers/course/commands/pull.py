"""commands.pull: fetch an image and leave it at that."""

from helpers.course.commands.container_checks import happened
from helpers.exercise.checks import Near, image_pulled, image_there, not_run
from helpers.exercise.model import Exercise, Mistake, Owned, Way

EXERCISE = Exercise(
    id="commands.pull",
    title="이미지 내려받기",
    prompt="""\
월요일 아침, 빵집 서버실에 첫 출근을 했어요. 먼저 쓸 연장부터 챙겨 둡시다.

작은 도구 상자 이미지 `busybox`를 **태그 `1.36`으로** 내려받으세요. 아직 실행하지는 마세요. 오늘은 챙겨 두기만 해요.""",
    # A public image as it was pulled is left alone by `start`: another exercise may have fetched it already.
    setup="docker rmi -f busybox:1.36 > /dev/null 2>&1 || true",
    owns=Owned(images=("busybox:1.36",), runs_of=("busybox:1.36",)),
    checks=(
        image_there(
            "image",
            "busybox:1.36",
            near=(
                Near(
                    when=happened("pull", name="busybox:1.36", kind="image"),
                    observed="`busybox:1.36` 이미지를 내려받았지만 지금은 지워지고 없습니다.",
                    advice="지우지 말고 두세요. 이미지 목록에 보여야 합니다.",
                ),
                Near(
                    when=happened("pull", name="busybox:latest", kind="image"),
                    observed="`busybox:latest` 이미지를 내려받았고, `busybox:1.36`은 없습니다.",
                    advice="태그를 적지 않으면 latest가 붙습니다. 이미지 이름 뒤에 원하는 태그를 적어 보세요.",
                ),
            ),
        ),
        image_pulled("pulled", "busybox:1.36", requires=("image",)),
        not_run("not-run", "busybox:1.36", requires=("image",)),
    ),
    hints=(
        "이미지를 가져오기만 하는 명령과, 가져와서 실행까지 하는 명령은 서로 달라요.",
        "태그는 이미지 이름 바로 뒤에 콜론(`:`)을 찍고 적어요.",
        "다 했다면 이미지 목록에서 `busybox`를 찾아 `TAG` 열을 확인해 보세요.",
    ),
    solution=Way(script="# -q는 진행 막대를 숨겨요. 터미널에서는 빼고 쳐 보세요.\ndocker pull -q busybox:1.36"),
    alternatives=(
        Way(script="docker image pull docker.io/library/busybox:1.36", why="the long command and the full name"),
        Way(
            script="docker run --name oops busybox:1.36 true\ndocker rm oops\ndocker rmi busybox:1.36\ndocker pull -q busybox:1.36",
            why="run at first, undone, and pulled only",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker run --rm busybox:1.36 true"),
            fails="not-run",
            says="이미지로 컨테이너를 실행했습니다",
        ),
        Mistake(way=Way(script="docker pull -q busybox"), fails="image", says="`busybox:latest` 이미지를 내려받았고"),
        Mistake(
            way=Way(script="docker pull -q busybox:1.36\ndocker rmi busybox:1.36"),
            fails="image",
            says="지금은 지워지고 없습니다",
        ),
        Mistake(
            way=Way(script="docker pull -q busybox\ndocker tag busybox busybox:1.36"),
            fails="pulled",
            says="`busybox:latest`와 같은 이미지에 붙였습니다",
        ),
        Mistake(
            way=Way(script="docker pull -q busybox:1.36\ndocker pull -q ubuntu\ndocker tag ubuntu busybox:1.36"),
            fails="pulled",
            says="`ubuntu:latest`와 같은 이미지에 붙였습니다",
        ),
    ),
)
