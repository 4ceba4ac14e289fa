"""images.first: write FROM and CMD, build `first:1.0`, run it."""

from helpers.course.images.build_checks import built, misquoted, not_rebuilt
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_DOCKERFILE = """\
cat > Dockerfile <<'EOF'
FROM busybox:latest
CMD ["echo", "첫 이미지를 만들었어요!"]
EOF
"""

EXERCISE = Exercise(
    id="images.first",
    title="첫 이미지 만들기",
    prompt="""\
빈 폴더에서 시작해요. 두 줄이면 이미지가 하나 생겨요.

1. `busybox:latest`를 바탕으로 삼고, 시작하면 `첫 이미지를 만들었어요!`라고 출력하는 Dockerfile을 쓰세요.
2. 그 Dockerfile로 `first:1.0` 이미지를 빌드하세요.
3. 만든 이미지를 실행하세요.

칸에서 파일을 쓸 때는 `cat > Dockerfile <<'EOF'`로 시작해서 `EOF`로 끝내면 그 사이의 글이 파일에 담겨요. 왼쪽 파일 목록에서 `first` 폴더를 열고 편집기로 써도 돼요.
""",
    owns=Owned(images=("first:1.0", "first:latest"), containers=("first-box",), runs_of=("first:1.0",)),
    omits={"hard-coded-output": "나올 글을 Dockerfile에 적는 문제다"},
    checks=(
        built("first:1.0"),
        checks.image_based_on("base", "first:1.0", "busybox:latest", requires=("built",)),
        checks.image_prints(
            "prints",
            "first:1.0",
            "첫 이미지를 만들었어요!",
            requires=("built",),
            near=(not_rebuilt("first:1.0"), misquoted("first:1.0")),
        ),
        checks.ran("ran", "first:1.0", requires=("prints",)),
    ),
    hints=(
        "Dockerfile은 바탕 이미지를 고르는 명령어로 시작해요. 실행할 명령을 적는 명령어는 `CMD`예요.",
        "글자를 출력하는 리눅스 명령은 `echo`예요. `CMD`의 대괄호 안에 명령과 글을 큰따옴표로 나누어 적으세요.",
        "빌드할 때는 이름과 태그를 정하는 옵션, 그리고 마지막의 빌드 컨텍스트를 잊지 마세요. 빌드가 끝나면 실행까지 해야 해요.",
    ),
    solution=Way(script=_DOCKERFILE + "docker build -q -t first:1.0 .\ndocker run first:1.0"),
    alternatives=(
        Way(
            script="printf 'FROM busybox:latest\\nCMD echo 첫 이미지를 만들었어요!\\n' > Dockerfile\n"
            "docker build -q --tag first:1.0 .\ndocker run --rm first:1.0",
            why="shell form, and a container that leaves nothing but events",
        ),
        Way(
            script=_DOCKERFILE + "docker build -q -t first .\ndocker tag first first:1.0\ndocker run first:1.0",
            why="named in a second step",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="printf 'FROM busybox:latest\\nCMD echo 하나\\n' > Dockerfile\n"
                "docker build -q -t first:1.0 .\ndocker run --rm first:1.0\n"
                + _DOCKERFILE
                + "docker build -q -t first:1.0 .",
                why="run before the last build only",
            ),
            fails="ran",
            says="지금의 이미지는 실행한 적이 없습니다",
        ),
        Mistake(
            way=Way(
                script="docker create --name first-box busybox:latest\n"
                'docker commit --change \'CMD ["echo", "첫 이미지를 만들었어요!"]\' first-box first:1.0\n'
                "docker run first:1.0",
                why="made from a container",
            ),
            fails="built",
            says="`docker commit`으로 만들었습니다",
        ),
        Mistake(
            way=Way(
                script="printf \"FROM busybox:latest\\nCMD ['echo', '첫 이미지를 만들었어요!']\\n\" > Dockerfile\n"
                "docker build -q -t first:1.0 .\ndocker run first:1.0",
                why="CMD misquoted: a line for the shell",
            ),
            fails="prints",
            says="통째로 셸에 넘어갔습니다",
        ),
        Mistake(
            way=Way(script=_DOCKERFILE + "docker build -q .", why="built without a name"),
            fails="built",
            says="이름 없는 이미지가 있습니다",
        ),
        Mistake(
            way=Way(script=_DOCKERFILE + "docker build -q -t first .\ndocker run first", why="built without the tag"),
            fails="built",
            says="태그가 다른 `first:latest`",
        ),
        Mistake(
            way=Way(script=_DOCKERFILE + "docker build -q -t first:1.0 .", why="never run"),
            fails="ran",
            says="컨테이너로 실행한 적이 없습니다",
        ),
    ),
)
