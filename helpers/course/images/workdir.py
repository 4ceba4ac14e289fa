"""images.workdir: set the working directory."""

from helpers.course.images.build_checks import built, not_rebuilt
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE = "kitchen-workdir:1.0"
_GIVEN = """\
FROM busybox:latest

# 예전에 쓰던 자리예요
WORKDIR /storage

COPY menu.txt /kitchen/menu.txt

CMD ["cat", "menu.txt"]
"""
_UNSEEN = {"/kitchen/menu.txt": "내일의 차림: 잔치국수\n"}
_BUILD = f"docker build -q -t {_IMAGE} ."

EXERCISE = Exercise(
    id="images.workdir",
    title="일할 자리 정하기",
    prompt=f"""\
식당의 차림표는 `/kitchen`에 있는데, 이미지는 아직 창고인 `/storage`에서 일해요. 그래서 실행하면 `menu.txt`를 찾지 못해요.

폴더에 있는 `Dockerfile`에서 시작해, **작업 폴더**가 `/kitchen`인 `{_IMAGE}` 이미지를 빌드하세요. 바탕은 `busybox:latest` 그대로 두고, 실행하면 `/kitchen/menu.txt`에 적힌 차림표가 나와야 해요.
""",
    files={"Dockerfile": _GIVEN, "menu.txt": "오늘의 차림: 김치볶음밥\n"},
    owns=Owned(images=(_IMAGE, "kitchen-workdir:2.0"), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_based_on("base", _IMAGE, "busybox:latest", requires=("built",)),
        checks.image_workdir("workdir", _IMAGE, "/kitchen", requires=("built",), near=(not_rebuilt(_IMAGE),)),
        checks.image_prints("prints", _IMAGE, "김치볶음밥", requires=("workdir",)),
        checks.image_prints("reads", _IMAGE, "잔치국수", files=_UNSEEN, requires=("prints",)),
    ),
    hints=(
        "작업 폴더를 정하는 Dockerfile 명령어가 따로 있어요. 지금 Dockerfile에도 한 번 나와요.",
        "작업 폴더는 마지막에 정한 것이 남아요. 경로가 `/`로 시작하는지 꼭 보세요.",
        "고친 다음에는 다시 빌드해야 이미지에 담겨요. 빌드한 이미지를 실행해서 차림표가 나오는지 보세요.",
    ),
    solution=Way(
        script=f"cat > Dockerfile <<'EOF'\n{_GIVEN.replace('/storage', '/kitchen').replace('예전에 쓰던', '일할')}EOF\n"
        f"{_BUILD}"
    ),
    alternatives=(
        Way(script=f"sed -i 's#WORKDIR /storage#WORKDIR /kitchen#' Dockerfile\n{_BUILD}", why="the one line changed"),
        Way(
            script=f"sed -i '/^CMD/i WORKDIR /kitchen' Dockerfile\n{_BUILD}",
            why="a second WORKDIR after the first: the last one stays",
        ),
        Way(
            script=f"sed -i '/^CMD/i WORKDIR ../kitchen' Dockerfile\n{_BUILD}",
            why="a relative path that ends in the right place",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script='sed -i \'s#/storage#/kitchen#; s#^CMD.*#CMD ["echo", "오늘의 차림: 김치볶음밥"]#\' Dockerfile\n'
                f"{_BUILD}",
                why="the menu instead of the file",
                variant="hard-coded-output",
            ),
            fails="reads",
            says="마지막 줄이 `오늘의 차림: 김치볶음밥`입니다",
        ),
        Mistake(
            way=Way(script=f"sed -i '/^CMD/i RUN cd /kitchen' Dockerfile\n{_BUILD}", why="RUN cd"),
            fails="workdir",
            says="`cd`로 옮겼지만",
        ),
        Mistake(
            way=Way(script=f"sed -i '/^CMD/i WORKDIR kitchen' Dockerfile\n{_BUILD}", why="a relative path"),
            fails="workdir",
            says="`/storage/kitchen`입니다",
        ),
        Mistake(
            way=Way(
                script=f"sed -i 's#WORKDIR /storage#WORKDIR /kitchen#' Dockerfile\n{_BUILD.replace(':1.0', ':2.0')}",
                why="another tag",
            ),
            fails="built",
            says="태그가 다른 `kitchen-workdir:2.0`",
        ),
        Mistake(way=Way(script=_BUILD, why="built as it was"), fails="workdir", says="작업 폴더는 `/storage`입니다"),
    ),
)
