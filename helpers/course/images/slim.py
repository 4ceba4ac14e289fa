"""images.slim: bring the image under a given size, and let it still run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built, own_steps, says_history
from helpers.dockerdata.dockerfile import parse, reached
from helpers.exercise import checks, probes
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE, _LIMIT, _PACKAGE = "season-slim:1.0", 20, 30
_GIVEN = """\
FROM ubuntu:latest

WORKDIR /app

COPY poem.sh /app/

# 큰 꾸러미를 받아서 계절을 알아내요
RUN dd if=/dev/zero of=/tmp/package bs=1M count=30
RUN echo "봄" > /app/season.txt
RUN rm /tmp/package

CMD ["bash", "poem.sh"]
"""
_SLIM = """\
FROM busybox:latest

WORKDIR /app

COPY poem.sh /app/

# 받고, 쓰고, 치우는 일을 `RUN` 하나에서 끝내요
RUN dd if=/dev/zero of=/tmp/package bs=1M count=30 && \\
    echo "봄" > /app/season.txt && \\
    rm /tmp/package

CMD ["sh", "poem.sh"]
"""
_BUILD = f"docker build -q -t {_IMAGE} ."
_DD = re.compile(r"\bdd\b[^;&|\n]*")
_SEASON = re.compile(r"봄.*(?:>|\btee\b).*season\.txt|season\.txt.*봄")
_FILE, _history = probes.file("Dockerfile"), probes.image_history(_IMAGE)
_UNITS = {"": 1, "k": 1024, "K": 1024, "M": checks.MIB, "kB": 1000, "MB": 1000**2}
_apart, _apart_probes = says_history(_IMAGE, r"^RUN (/bin/sh -c )?rm (-\w+ )?/tmp/package")
_REMOVED_LATER = checks.Near(
    when=_apart,
    observed=f"`{_IMAGE}` 이미지가 아직 {_LIMIT} MiB보다 큽니다. 꾸러미를 지우는 `RUN`이 받는 `RUN`과 떨어져 있습니다.",
    advice="다음 레이어에서 지워도 앞의 레이어는 작아지지 않습니다. `RUN` 하나에서 받고 치우려면 어떻게 이어야 할까요?",
    probes=_apart_probes,
)


def _scripts(world: World) -> list[str]:
    """List what is run while building: by the image's history, and by those stages of the Dockerfile that count."""
    written = reached(parse(str(probes.data(world, _FILE).get("text") or "")))
    return [step.script for step in (*own_steps(world, _history), *written) if step.name == "RUN"]


def _fetched(script: str) -> int:
    """Return how many bytes `dd` writes: its `bs` times its `count`."""
    sizes = []
    for call in _DD.findall(script):
        block, count = (re.search(rf"\b{word}=(\d+)(kB|MB|[kKM]?)\b", call) for word in ("bs", "count"))
        sizes.append(int(block[1]) * _UNITS[block[2]] * int(count[1]) * _UNITS[count[2]] if block and count else 0)
    return max(sizes, default=0)


def _works() -> Check:
    """Check that building still fetches the whole package and writes the season down."""

    def look(world: World) -> checks.Miss | None:
        scripts = _scripts(world)
        if max(map(_fetched, scripts), default=0) < _PACKAGE * checks.MIB:
            lines = [call for script in scripts for call in _DD.findall(script)]
            tail = f" 지금은 `{lines[0].strip()}`입니다." if lines else ""
            return checks.Miss(
                observed=f"빌드하면서 {_PACKAGE} MiB짜리 꾸러미를 받는 `RUN`이 없습니다.{tail}",
                advice="꾸러미는 그대로 받되, 받은 것이 레이어에 남지 않게 해 보세요.",
            )
        if not any(_SEASON.search(script) for script in scripts):
            return checks.Miss(
                observed="빌드하면서 `season.txt`에 `봄`을 적는 `RUN`이 없습니다.",
                advice="계절을 적는 일도 빌드할 때 해야 하는 일입니다.",
            )
        return None

    return checks.assemble(
        "works", "빌드하면서 꾸러미를 받고 계절을 적습니다.", look, requires=("built",), probes=(_FILE, _history)
    )


def _write(dockerfile: str) -> str:
    return f"cat > Dockerfile <<'EOF'\n{dockerfile}EOF\n{_BUILD}"


EXERCISE = Exercise(
    id="images.slim",
    title="이미지 살 빼기",
    prompt=f"""\
계절의 시를 들려주는 이미지인데, 시 한 편에 비해 너무 커요.

`Dockerfile`을 고쳐서 `{_IMAGE}` 이미지를 **{_LIMIT} MiB보다 작게** 빌드하세요. 실행하면 여전히 계절이 들어간 시가 나와야 해요. `dd`로 꾸러미를 받는 일과 `season.txt`에 계절을 적는 일은 빌드하면서 꼭 해야 하는 일이라고 여기고, 빼거나 줄이지 마세요. `poem.sh`는 고치지 않아도 돼요. (1 MiB는 1메가바이트보다 조금 커요.)
""",
    files={"Dockerfile": _GIVEN, "poem.sh": 'echo "$(cat /app/season.txt)이 오면 창을 열어요."\n'},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    points=2,
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_smaller("small", _IMAGE, _LIMIT * checks.MIB, requires=("built",), near=(_REMOVED_LATER,)),
        _works(),
        checks.image_prints("prints", _IMAGE, "봄이 오면", requires=("works",)),
        checks.image_prints("reads", _IMAGE, "가을이 오면", files={"/app/season.txt": "가을\n"}, requires=("prints",)),
    ),
    hints=(
        "두 가지가 자리를 차지해요. 하나는 바탕 이미지이고, 하나는 지웠는데도 남은 파일이에요. `docker history`로 레이어마다 크기를 보세요.",
        "파일을 만든 레이어와 지운 레이어가 다르면 크기가 줄지 않아요. `&&`로 이어서 `RUN` 하나에서 끝내세요.",
        "이 프로그램에는 우분투가 필요 없어요. 이 장에서 쓴 가장 작은 바탕을 떠올려 보세요. 다만 그 안에는 `bash`가 없고 `sh`가 있어요.",
    ),
    solution=Way(script=_write(_SLIM)),
    alternatives=(
        Way(
            script=_write(
                "FROM ubuntu:latest AS make\nRUN dd if=/dev/zero of=/tmp/package bs=1M count=30\nRUN echo 봄 > /season.txt\n"
                "FROM busybox:latest\nWORKDIR /app\nCOPY poem.sh .\nCOPY --from=make /season.txt .\nCMD sh poem.sh\n"
            ),
            why="two stages",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=_write(_SLIM.replace('["sh"', '["bash"')), why="under size but no longer runs"),
            fails="prints",
            says="실행할 프로그램이 이미지 안에 없었습니다",
        ),
        Mistake(
            way=Way(
                script=_write(_GIVEN.replace("ubuntu", "busybox").replace('"bash"', '"sh"')),
                why="removed in a later layer",
            ),
            fails="small",
            says="받는 `RUN`과 떨어져 있습니다",
        ),
        Mistake(
            way=Way(script=_write(_SLIM.replace("busybox", "ubuntu")), why="the base still large"),
            fails="small",
            says="아직 20 MiB보다 큽니다",
        ),
        Mistake(
            way=Way(
                script=_write(_SLIM.replace('echo "봄" > /app/season.txt && \\\n    ', "")), why="the season left out"
            ),
            fails="works",
            says="`season.txt`에 `봄`을 적는 `RUN`이 없습니다",
        ),
        Mistake(
            way=Way(script=_write(_SLIM.replace("count=30", "count=3")), why="a smaller package"),
            fails="works",
            says="지금은 `dd if=/dev/zero of=/tmp/package bs=1M count=3`입니다",
        ),
        Mistake(
            way=Way(
                script=_write(_SLIM.replace('["sh", "poem.sh"]', '["echo", "봄이 오면 창을 열어요."]')),
                why="the poem without its program",
                variant="hard-coded-output",
            ),
            fails="reads",
            says="`/app/season.txt` 파일을 다른 내용으로 바꾸어",
        ),
    ),
    omits={"other-base": "바탕 이미지를 바꾸는 것이 풀이의 절반이다"},
)
