"""images.slim: bring the image under a given size, and let it still run."""

from helpers.course.images.build_checks import built, says_history
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE, _LIMIT = "season-slim:1.0", 20
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
_apart, _apart_probes = says_history(_IMAGE, r"^RUN (/bin/sh -c )?rm /tmp/package")
_REMOVED_LATER = checks.Near(
    when=_apart,
    observed=f"`{_IMAGE}` 이미지가 아직 {_LIMIT} MiB보다 큽니다. 꾸러미를 지우는 `RUN`이 받는 `RUN`과 떨어져 있습니다.",
    advice="다음 레이어에서 지워도 앞의 레이어는 작아지지 않습니다. `RUN` 하나에서 받고 치우려면 어떻게 이어야 할까요?",
    probes=_apart_probes,
)


def _write(dockerfile: str) -> str:
    return f"cat > Dockerfile <<'EOF'\n{dockerfile}EOF\n{_BUILD}"


EXERCISE = Exercise(
    id="images.slim",
    title="이미지 살 빼기",
    prompt=f"""\
계절의 시를 들려주는 이미지인데, 시 한 편에 비해 너무 커요.

`Dockerfile`을 고쳐서 `{_IMAGE}` 이미지를 **{_LIMIT} MiB보다 작게** 빌드하세요. 실행하면 여전히 계절이 들어간 시가 나와야 해요. 꾸러미를 받는 일과 계절을 적는 일은 빌드하면서 꼭 해야 하는 일이라고 여기고, 빼지 마세요. (1 MiB는 1메가바이트보다 조금 커요.)
""",
    files={"Dockerfile": _GIVEN, "poem.sh": 'echo "$(cat /app/season.txt)이 오면 창을 열어요."\n'},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    points=2,
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_smaller("small", _IMAGE, _LIMIT * checks.MIB, requires=("built",), near=(_REMOVED_LATER,)),
        checks.image_prints("prints", _IMAGE, "봄이 오면", requires=("built",)),
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
                script=_write('FROM busybox:latest\nWORKDIR /app\nCOPY poem.sh .\nCMD ["sh", "poem.sh"]\n'),
                why="the season left out",
            ),
            fails="prints",
            says="실행하면 `봄이 오면`이 나옵니다",
        ),
    ),
)
