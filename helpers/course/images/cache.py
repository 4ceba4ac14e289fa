"""images.cache: reorder so that a code change does not reinstall packages."""

from helpers.course.images.build_checks import built
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE = "snail-cache:1.0"
_TEXT = "달팽이 가게에 잘 오셨어요."
_RUN = """\
RUN apt-get update && \\
    apt-get install -y python3 && \\
    apt-get clean
"""
_GIVEN = f"""\
FROM ubuntu:latest

WORKDIR /app

# 내 코드를 담아요
COPY . /app

# 파이썬을 설치해요
{_RUN}
CMD ["python3", "app.py"]
"""
_REORDERED = f"""\
FROM ubuntu:latest

WORKDIR /app

# 잘 바뀌지 않는 설치를 먼저 해요
{_RUN}
# 자주 바뀌는 내 코드는 나중에 담아요
COPY . /app

CMD ["python3", "app.py"]
"""
_BUILD = f"docker build -q -t {_IMAGE} ."


def _write(dockerfile: str) -> str:
    return f"cat > Dockerfile <<'EOF'\n{dockerfile}EOF\n{_BUILD}"


EXERCISE = Exercise(
    id="images.cache",
    title="코드만 고쳤는데 왜 또 설치하지?",
    prompt=f"""\
달팽이 가게의 `app.py`는 하루에도 몇 번씩 바뀌어요. 그런데 한 글자만 고쳐도 빌드할 때마다 파이썬을 처음부터 다시 설치해요. 너무 느려요.

`Dockerfile`의 **순서를 바꿔서**, 코드를 고쳐도 설치는 빌드 캐시에서 다시 쓰게 하세요. 그리고 `{_IMAGE}` 이미지로 빌드하세요. 파이썬과 `app.py`는 그대로 들어 있어야 해요.
""",
    files={"Dockerfile": _GIVEN, "app.py": f'print("{_TEXT}")\n'},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_prints("packages", _IMAGE, "Python 3", command=("python3", "--version"), requires=("built",)),
        checks.image_file("code", _IMAGE, "/app/app.py", contains=_TEXT, requires=("built",)),
        checks.listed(
            checks.history_order(
                "order",
                _IMAGE,
                r"^RUN .*python3",
                r"^(COPY|ADD) .*(app\.py|\.) ",
                establishes="`python3`을 설치하는 레이어가 코드를 복사하는 레이어보다 먼저 쌓였습니다.",
                observed="코드를 먼저 복사하고 그다음에 설치합니다. 코드를 고치면 설치도 다시 합니다.",
                advice="레이어 하나가 바뀌면 그 뒤의 명령어는 모두 새로 합니다. 자주 바뀌는 것이 어느 줄인지 생각해 보세요.",
                requires=("packages", "code"),
            ),
            "코드를 고쳐도 `python3`을 설치한 레이어는 빌드 캐시에서 다시 씁니다.",
        ),
    ),
    hints=(
        "빌드 캐시는 위에서부터 차례로 견주다가, 달라진 곳을 만나면 거기서부터 모두 새로 해요.",
        "두 줄의 자리를 바꾸면 돼요. 자주 바뀌는 것과 잘 바뀌지 않는 것 가운데 무엇이 먼저여야 할까요?",
        "바꾼 다음에 `app.py`를 한 글자 고치고 다시 빌드해 보세요. 설치하는 단계에 `CACHED`라고 나오면 성공이에요.",
    ),
    solution=Way(script=_write(_REORDERED)),
    alternatives=(
        Way(
            script=_write(_REORDERED.replace("COPY . /app", "COPY app.py ./")),
            why="only the program is copied",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=_BUILD, why="RUN still below COPY"),
            fails="order",
            says="코드를 먼저 복사하고 그다음에 설치합니다",
        ),
        Mistake(
            way=Way(script=_write(_REORDERED.replace(_RUN, "")), why="packages gone"),
            fails="packages",
            says="실행할 프로그램이 이미지 안에 없었습니다",
        ),
        Mistake(
            way=Way(script=_write(_REORDERED.replace("COPY . /app\n", "")), why="code gone"),
            fails="code",
            says="이미지 안에 `/app/app.py`가 없습니다",
        ),
    ),
)
