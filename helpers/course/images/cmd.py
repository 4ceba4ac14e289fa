"""images.cmd: decide what runs by default."""

from helpers.course.images.build_checks import built, misquoted, near_history, says_history
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE = "fortune-cmd:1.0"
_GIVEN = """\
FROM busybox:latest

WORKDIR /app

COPY bake.sh open.sh /app/

# 컨테이너가 시작되면 open.sh를 실행하게 하세요
"""
_two, _two_probes = says_history(_IMAGE, r"^CMD .*open\.sh")
_TWICE = checks.Near(
    when=_two,
    observed="`CMD`에 `open.sh`를 적었지만, 그 아래에 적은 다른 `CMD`가 대신 실행됩니다.",
    advice="`CMD`를 여러 번 적으면 마지막 것만 남습니다. 하나만 남겨 두세요.",
    probes=_two_probes,
)
_WHILE_BUILDING = near_history(
    _IMAGE,
    r"^RUN .*open\.sh",
    "`open.sh`가 컨테이너를 시작할 때가 아니라 빌드할 때 실행되었습니다.",
    "`RUN`은 빌드할 때 한 번 실행되고 끝납니다. 컨테이너가 시작될 때 실행할 것을 적는 명령어를 살펴보세요.",
)


def _with(*lines: str) -> str:
    added = "".join(f"{line}\n" for line in lines)
    return f"cat >> Dockerfile <<'EOF'\n{added}EOF\ndocker build -q -t {_IMAGE} ."


EXERCISE = Exercise(
    id="images.cmd",
    title="시작하면 무엇을 할지 정하기",
    prompt=f"""\
행운의 과자 가게예요. `bake.sh`는 과자를 굽고 `open.sh`는 과자를 열어 행운의 말을 보여 줘요. 손님은 굽는 것은 궁금하지 않아요. 열어 보고 싶을 뿐이에요.

`docker run {_IMAGE}`라고만 해도 **`open.sh`가 실행되도록** `Dockerfile`을 고치고 `{_IMAGE}` 이미지로 빌드하세요.
""",
    files={
        "Dockerfile": _GIVEN,
        "bake.sh": 'echo "과자를 굽고 있어요."\n',
        "open.sh": 'echo "행운의 말: 천천히 가도 괜찮아요."\n',
    },
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_prints(
            "prints", _IMAGE, "행운의 말", requires=("built",), near=(misquoted(_IMAGE), _TWICE, _WHILE_BUILDING)
        ),
    ),
    hints=(
        "컨테이너가 시작될 때 실행할 명령을 적는 Dockerfile 명령어를 쓰세요. 빌드할 때 실행하는 명령어와 헷갈리지 마세요.",
        "셸 스크립트를 실행하는 명령은 `sh 파일이름`이에요. 대괄호 안에 두 낱말을 큰따옴표로 나누어 적으세요.",
    ),
    solution=Way(script=_with('CMD ["sh", "open.sh"]')),
    alternatives=(
        Way(script=_with("CMD sh /app/open.sh"), why="shell form"),
        Way(script=_with('ENTRYPOINT ["sh"]', 'CMD ["open.sh"]'), why="ENTRYPOINT with its default argument"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=_with('CMD ["sh", "open.sh"]', 'CMD ["sh", "bake.sh"]'), why="two CMDs"),
            fails="prints",
            says="다른 `CMD`가 대신 실행됩니다",
        ),
        Mistake(
            way=Way(script=_with("RUN sh open.sh"), why="RUN used for it"),
            fails="prints",
            says="빌드할 때 실행되었습니다",
        ),
        Mistake(
            way=Way(script=_with("CMD ['sh', 'open.sh']"), why="misquoted"),
            fails="prints",
            says="통째로 셸에 넘어갔습니다",
        ),
        Mistake(
            way=Way(script=_with('CMD ["sh", "bake.sh"]'), why="the other program"),
            fails="prints",
            says="마지막 줄이 `과자를 굽고 있어요.`입니다",
        ),
    ),
)
