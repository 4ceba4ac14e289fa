"""images.copy: copy the program into the image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built, own_steps
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import made_from
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
_PROGRAM = 'echo "오늘은 맑고 바람이 조금 불어요."\n'
_UNSEEN = {_PATH: '#!/bin/sh\necho "내일은 눈이 $((3 + 4))센티미터 와요."\n'}
_HISTORY = probes.image_history(_IMAGE)
_COPIED = re.compile(r"^(?:COPY|ADD) (.+) (\S+)$")


def _not_copied(world: World, copies: list[str]) -> checks.Miss:
    """Say what was done instead of copying the program into the image."""
    is_from = made_from(world, _IMAGE)
    given = [event.name for event in world.mine.events if event.action == "extract-to-dir" and is_from(event)]
    if given:
        return checks.Miss(
            observed=say(
                "`{name}` 컨테이너에는 파일을 넣었지만, `{image}` 이미지 안에는 `{path}`{이} 없습니다.",
                name=given[-1],
                image=_IMAGE,
                path=_PATH,
            ),
            advice="컨테이너 하나에 넣은 파일은 이미지에 담기지 않습니다. 빌드할 때 복사하는 명령어를 살펴보세요.",
        )
    seen = (
        f"이미지를 만들 때 복사한 것은 `{copies[-1]}`뿐입니다."
        if copies
        else "이미지를 만들 때 복사한 파일이 없습니다."
    )
    return checks.Miss(
        observed=f"이미지 안에 `{_PATH}` 파일이 없습니다. {seen}",
        advice="빌드할 때 파일을 이미지로 복사하는 명령어가 있는지, `#`으로 시작하는 주석은 아닌지 살펴보세요.",
    )


def _program_there() -> Check:
    """Check that the program stands in its place in the image; a copy that went elsewhere is named with its place."""
    probe = probes.image_file(_IMAGE, _PATH)

    def look(world: World) -> checks.Miss | None:
        if world.fact(probe).found:
            return None
        steps = [f"{step.name} {step.argument}" for step in own_steps(world, _HISTORY)]
        copies = [match for match in map(_COPIED.match, steps) if match]
        named = [match for match in copies if "weather.sh" in match[1]]
        if named:
            return checks.Miss(
                observed=say(
                    "`weather.sh`{을} `{to}`{으로} 복사해서 `{path}`{은} 없습니다.", to=named[-1][2], path=_PATH
                ),
                advice="복사하는 명령어의 둘째 자리, 곧 이미지 안의 어디에 둘지를 살펴보세요.",
            )
        return _not_copied(world, [match[0] for match in copies])

    return checks.assemble(
        "placed", f"이미지 안에 `{_PATH}` 파일이 있습니다.", look, requires=("built",), probes=(probe, _HISTORY)
    )


def _with(line: str) -> str:
    return f"sed -i '/^# 여기에서/a {line}' Dockerfile\ndocker build -q -t {_IMAGE} ."


EXERCISE = Exercise(
    id="images.copy",
    title="프로그램을 이미지에 담기",
    prompt=f"""\
날씨를 알려 주는 `weather.sh`를 친구에게 이미지로 보내려고 해요. 그런데 `Dockerfile`에 복사하는 줄이 빠졌어요. 이대로라면 친구의 컴퓨터에는 `weather.sh`가 없어요.

`weather.sh`가 이미지의 `/app` 폴더에 그대로 담기도록 `Dockerfile`을 고치고, `{_IMAGE}` 이미지로 빌드하세요. 바탕은 `busybox:latest` 그대로 두고, 실행하면 담긴 `weather.sh`가 날씨를 알려 줘야 해요.
""",
    files={"Dockerfile": _GIVEN, "weather.sh": _PROGRAM},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_based_on("base", _IMAGE, "busybox:latest", requires=("built",)),
        _program_there(),
        checks.image_file("same", _IMAGE, _PATH, contains=_PROGRAM.strip(), requires=("placed",)),
        checks.image_prints("prints", _IMAGE, "오늘은 맑고", requires=("same",)),
        checks.image_prints("runs", _IMAGE, "눈이 7센티미터", files=_UNSEEN, requires=("prints",)),
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
                script='sed -i \'s/^CMD.*/CMD ["echo", "오늘은 맑고 바람이 조금 불어요."]/\' Dockerfile\n'
                + _with("COPY weather.sh /app/"),
                why="the words instead of the program",
                variant="hard-coded-output",
            ),
            fails="runs",
            says="마지막 줄이 `오늘은 맑고 바람이 조금 불어요.`입니다",
        ),
        Mistake(
            way=Way(script=_with("RUN echo echo 오늘은 맑고 더워요. > weather.sh"), why="another text by that name"),
            fails="same",
            says="첫 줄은 `echo 오늘은 맑고 더워요.`입니다",
        ),
        Mistake(
            way=Way(
                script=f"docker build -q -t {_IMAGE} .\ndocker create --name weather-one {_IMAGE}\n"
                "docker cp -q weather.sh weather-one:/app/\ndocker start -a weather-one",
                why="copied into one container",
            ),
            fails="placed",
            says="`weather-one` 컨테이너에는 파일을 넣었지만",
        ),
        Mistake(
            way=Way(
                script=f'sed -i "/^# 여기에서/a COPY $PWD/weather.sh /app/" Dockerfile\ndocker build -q -t {_IMAGE} .',
                why="outside the context: a path of the computer",
            ),
            fails="built",
            says="이 폴더에 없습니다",
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
            says="`COPY`가 원본으로 적은 `whether.sh`는",
        ),
    ),
)
