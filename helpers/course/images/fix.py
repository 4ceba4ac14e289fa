"""images.fix: mend a broken Dockerfile with four faults."""

from helpers.course.images.build_checks import built, misquoted, not_rebuilt
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE = "diner-fix:1.0"
_GIVEN = """\
# 분식집의 차림표를 보여 주는 이미지
FORM busybox:latest

# /diner에서 일해요
RUN mkdir -p /diner && cd /diner

# 차림표를 담아요
COPY memu.txt /diner/menu.txt

# 시작하면 차림표를 보여 줘요
CMD ['cat', 'menu.txt']
"""
_MENDED = """\
# 분식집의 차림표를 보여 주는 이미지
FROM busybox:latest

# /diner에서 일해요
WORKDIR /diner

# 차림표를 담아요
COPY menu.txt /diner/menu.txt

# 시작하면 차림표를 보여 줘요
CMD ["cat", "menu.txt"]
"""
_UNSEEN = {"/diner/menu.txt": "김밥, 튀김, 라면\n"}
_FAULTS = (
    ("FROM", "s/^FORM/FROM/"),
    ("WORKDIR", "s#^RUN mkdir.*#WORKDIR /diner#"),
    ("COPY", "s/memu.txt/menu.txt/"),
    ("CMD", 's/^CMD.*/CMD ["cat", "menu.txt"]/'),
)
"""Each fault by the instruction that mends it, with the sed command for it."""


def _mend(*names: str) -> str:
    """Mend the faults of these names and build."""
    lines = [f"sed -i '{command}' Dockerfile" for name, command in _FAULTS if name in names]
    return "\n".join([*lines, f"docker build -q -t {_IMAGE} ."])


_ALL = tuple(name for name, _ in _FAULTS)


def _all_but(fault: str) -> str:
    return _mend(*(name for name in _ALL if name != fault))


EXERCISE = Exercise(
    id="images.fix",
    title="고장 난 Dockerfile 고치기",
    prompt=f"""\
분식집 막내가 급하게 쓴 `Dockerfile`이에요. 잘못된 곳이 **네 군데** 있어요. 어떤 것은 빌드할 때 오류가 나서 금세 보이고, 어떤 것은 빌드가 끝난 뒤 실행할 때에야 드러나요.

네 군데를 모두 고쳐서 `{_IMAGE}` 이미지를 빌드하세요. 바탕은 `busybox:latest`, 작업 폴더는 `/diner`이고, 실행하면 `/diner/menu.txt`에 적힌 차림표가 나와야 해요.
""",
    files={"Dockerfile": _GIVEN, "menu.txt": "떡볶이, 순대, 어묵\n"},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    points=2,
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_based_on("base", _IMAGE, "busybox:latest", requires=("built",)),
        checks.image_workdir("workdir", _IMAGE, "/diner", requires=("built",), near=(not_rebuilt(_IMAGE),)),
        checks.image_prints(
            "prints", _IMAGE, "떡볶이", requires=("workdir",), near=(not_rebuilt(_IMAGE), misquoted(_IMAGE))
        ),
        checks.image_prints("reads", _IMAGE, "튀김", files=_UNSEEN, requires=("prints",)),
    ),
    hints=(
        "먼저 빌드해 보고 오류를 읽으세요. 오류는 하나씩 나와요. 하나를 고치면 다음 것이 보여요.",
        "빌드가 끝났다고 다 고친 것은 아니에요. 실행해 보고, 어느 폴더에서 일하는지도 살펴보세요.",
        "네 군데는 저마다 다른 줄에 있어요. 명령어의 철자, 폴더를 옮기는 방법, 파일의 이름, 따옴표를 차례로 보세요.",
    ),
    secrets=("FROM", "WORKDIR", "menu.txt", "큰따옴표"),
    solution=Way(script=f"cat > Dockerfile <<'EOF'\n{_MENDED}EOF\ndocker build -q -t {_IMAGE} ."),
    alternatives=(
        Way(script=_mend(*_ALL), why="line by line"),
        Way(
            script="cat > Dockerfile <<'EOF'\nFROM busybox:latest\nWORKDIR /diner\nCOPY . .\nCMD cat /diner/menu.txt\nEOF\n"
            f"docker build -q -t {_IMAGE} .",
            why="written anew, CMD in shell form",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="printf 'FROM busybox:latest\\nWORKDIR /diner\\nCMD echo 떡볶이, 순대, 어묵\\n' > Dockerfile\n"
                f"docker build -q -t {_IMAGE} .",
                why="the menu instead of the file",
                variant="hard-coded-output",
            ),
            fails="reads",
            says="마지막 줄이 `떡볶이, 순대, 어묵`입니다",
        ),
        Mistake(
            way=Way(script=_all_but("FROM"), why="FROM still misspelt"), fails="built", says="`FORM`이라는 명령어가"
        ),
        Mistake(way=Way(script=_all_but("WORKDIR"), why="still RUN cd"), fails="workdir", says="`cd`로 옮겼지만"),
        Mistake(
            way=Way(script=_all_but("COPY"), why="the file's name still misspelt"),
            fails="built",
            says="`memu.txt`는 이 폴더에 없습니다",
        ),
        Mistake(
            way=Way(script=_all_but("CMD"), why="CMD still misquoted"), fails="prints", says="통째로 셸에 넘어갔습니다"
        ),
    ),
)
