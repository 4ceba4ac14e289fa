"""images.copy: copy the program into the image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built
from helpers.exercise import checks, probes
from helpers.exercise.checks.image_contents import said
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE = "weather-copy:1.0"
_PATH = "/app/weather.sh"
_GIVEN = """\
FROM busybox:latest

WORKDIR /app

# 여기에서 weather.sh를 /app으로 복사하세요

CMD ["sh", "weather.sh"]
"""
_HISTORY = probes.image_history(_IMAGE)
_COPIED = re.compile(r"^(?:COPY|ADD) (.+) (\S+) # buildkit$")


def _program_there() -> Check:
    """Check that the program stands in its place in the image; a copy that went elsewhere is named with its place."""
    probe = probes.image_file(_IMAGE, _PATH)

    def look(world: World) -> checks.Miss | None:
        if world.fact(probe).found:
            return None
        copies = [match for match in map(_COPIED.match, said(world, _HISTORY)) if match and "weather.sh" in match[1]]
        if copies:
            return checks.Miss(
                observed=say(
                    "`weather.sh`{을} `{to}`{으로} 복사해서 `{path}`{은} 없습니다.", to=copies[-1][2], path=_PATH
                ),
                advice="복사하는 명령어의 둘째 자리, 곧 이미지 안의 어디에 둘지를 살펴보세요.",
            )
        return checks.Miss(
            observed=f"이미지 안에 `{_PATH}` 파일이 없습니다.",
            advice="빌드할 때 파일을 이미지로 복사하는 명령어가 있는지 살펴보세요.",
        )

    return checks.assemble(
        "placed", f"이미지 안에 `{_PATH}` 파일이 있습니다.", look, requires=("built",), probes=(probe, _HISTORY)
    )


_OUTSIDE = checks.near_dockerfile(
    lambda found: checks.has(found, "COPY", r"^(/|\.\./|~)\S*\s"),
    "이미지가 만들어지지 않았고, `COPY`가 빌드 컨텍스트의 바깥을 가리킵니다.",
    "`COPY`의 원본은 빌드할 때 보낸 폴더를 기준으로 찾습니다. 내 컴퓨터의 전체 경로는 쓸 수 없습니다.",
)
_MISSPELT = checks.near_dockerfile(
    lambda found: checks.has(found, "COPY", r"^(?!weather\.sh|\.)\S+\s"),
    "이미지가 만들어지지 않았고, `COPY`의 원본이 `weather.sh`가 아닙니다.",
    "폴더에 있는 파일의 이름과 `COPY`에 적은 이름을 한 글자씩 견주어 보세요.",
)


def _with(line: str) -> str:
    return f"sed -i '/^# 여기에서/a {line}' Dockerfile\ndocker build -q -t {_IMAGE} ."


EXERCISE = Exercise(
    id="images.copy",
    title="프로그램을 이미지에 담기",
    prompt=f"""\
날씨를 알려 주는 `weather.sh`를 친구에게 이미지로 보내려고 해요. 그런데 `Dockerfile`에 복사하는 줄이 빠졌어요. 이대로라면 친구의 컴퓨터에는 `weather.sh`가 없어요.

`weather.sh`가 이미지의 `/app` 폴더에 담기도록 `Dockerfile`을 고치고, `{_IMAGE}` 이미지로 빌드하세요. 실행하면 날씨가 나와야 해요.
""",
    files={"Dockerfile": _GIVEN, "weather.sh": 'echo "오늘은 맑고 바람이 조금 불어요."\n'},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN, near=(_OUTSIDE, _MISSPELT)),
        _program_there(),
        checks.image_prints("prints", _IMAGE, "오늘은 맑고", requires=("placed",)),
    ),
    hints=(
        "내 폴더의 파일을 이미지 안으로 복사하는 Dockerfile 명령어를 쓰세요. 자리는 둘이에요. 원본이 먼저, 대상이 나중이에요.",
        "원본은 빌드 컨텍스트를 기준으로 적어요. Dockerfile과 같은 폴더에 있으니 파일의 이름만 적으면 돼요.",
        "대상은 이미지 안의 폴더예요. `WORKDIR`와 같은 폴더를 적으세요.",
    ),
    solution=Way(
        script="cat > Dockerfile <<'EOF'\n"
        + _GIVEN.replace("# 여기에서 weather.sh를 /app으로 복사하세요", "# 프로그램을 담아요\nCOPY weather.sh /app/")
        + f"EOF\ndocker build -q -t {_IMAGE} ."
    ),
    alternatives=(
        Way(script=_with("COPY . ."), why="the whole folder, to the working directory"),
        Way(script=_with("ADD weather.sh /app/weather.sh"), why="ADD does it, too"),
        Way(
            script="sed -i '/^# 여기에서/a COPY copy/weather.sh /app/' Dockerfile\n"
            f"docker build -q -t {_IMAGE} -f Dockerfile ..",
            why="another build context",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f'sed -i "/^# 여기에서/a COPY $PWD/weather.sh /app/" Dockerfile\ndocker build -q -t {_IMAGE} .',
                why="outside the context: a path of the computer",
            ),
            fails="built",
            says="빌드 컨텍스트의 바깥을 가리킵니다",
        ),
        Mistake(
            way=Way(script=_with("COPY weather.sh /"), why="copied to another place"),
            fails="placed",
            says="`weather.sh`를 `/`로 복사해서",
        ),
        Mistake(
            way=Way(script=f"docker build -q -t {_IMAGE} .", why="nothing copied"),
            fails="placed",
            says="이미지 안에 `/app/weather.sh` 파일이 없습니다",
        ),
        Mistake(
            way=Way(script=_with("COPY whether.sh /app/"), why="misspelt"),
            fails="built",
            says="`COPY`의 원본이 `weather.sh`가 아닙니다",
        ),
    ),
)
