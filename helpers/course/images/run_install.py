"""images.run-install: install python3 while building."""

from helpers.course.images.build_checks import built, near_history
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_IMAGE = "abacus-install:1.0"
_GIVEN = """\
FROM ubuntu:latest

WORKDIR /app

# 여기에서 python3을 설치하세요

COPY abacus.py /app/

CMD ["python3", "abacus.py"]
"""
_UNSEEN = {"/app/abacus.py": '#!/usr/bin/env python3\nprint(f"1부터 15까지 더하면 {sum(range(16))}이에요.")\n'}
_INSTALL = """\
# 목록을 받고, 파이썬을 설치하고, 치워요
RUN apt-get update && \\
    apt-get install -y python3 && \\
    apt-get clean"""


def _with(line: str) -> str:
    return f"sed -i 's/^# 여기에서.*/{line}/' Dockerfile\ndocker build -q -t {_IMAGE} ."


_ASKS = checks.near_dockerfile(
    lambda found: checks.has(found, "RUN", r"^(?!.*\s(-[a-z]*y|--yes|--assume-yes|-qq)\b).*apt(-get)?\s+install"),
    "이미지가 만들어지지 않았고, `apt-get install`에 물음에 대답하는 옵션이 없습니다.",
    "빌드할 때는 “설치할까요?”라는 물음에 대답할 사람이 없습니다. 미리 ‘예’라고 대답하는 옵션을 살펴보세요.",
)
_NO_LIST = checks.near_dockerfile(
    lambda found: (
        checks.has(found, "RUN", r"apt(-get)?\s+install") and not checks.has(found, "RUN", r"apt(-get)?\s+update")
    ),
    "이미지가 만들어지지 않았고, 설치하기 전에 프로그램의 목록을 받지 않았습니다.",
    "바탕 이미지에는 설치할 수 있는 프로그램의 목록이 비어 있습니다. 목록을 먼저 받아야 합니다.",
)
_IN_CMD = near_history(
    _IMAGE,
    r"^(CMD|ENTRYPOINT).*apt(-get)? .*install",
    "설치하는 명령이 컨테이너를 시작할 때 실행되는 명령에 들어 있어서 이미지 안에는 python3이 없습니다.",
    "`CMD`와 `ENTRYPOINT`는 컨테이너를 시작할 때마다 실행됩니다. 한 번만 할 일은 빌드할 때 실행하는 명령어에 적으세요.",
)

EXERCISE = Exercise(
    id="images.run-install",
    title="빌드하면서 설치하기",
    prompt=f"""\
주판 대신 파이썬으로 계산하기로 했어요. 그런데 `ubuntu:latest` 이미지에는 파이썬이 없어요.

바탕은 `ubuntu:latest` 그대로 두고, `Dockerfile`을 고쳐서 **빌드할 때** `python3`을 설치하게 하세요. 그리고 `{_IMAGE}` 이미지로 빌드하세요. 실행하면 `abacus.py`가 1부터 100까지의 합을 계산해서 알려 줘야 해요. 설치하는 데 조금 걸려요.
""",
    files={
        "Dockerfile": _GIVEN,
        "abacus.py": 'print(f"1부터 100까지 더하면 {sum(range(101))}이에요.")\n',
    },
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN, unbuilt=(_NO_LIST, _ASKS)),
        checks.image_based_on("base", _IMAGE, "ubuntu:latest", requires=("built",)),
        checks.image_prints(
            "installed",
            _IMAGE,
            "Python 3",
            entrypoint="python3",
            command=("--version",),
            requires=("base",),
            near=(_IN_CMD,),
        ),
        checks.image_prints("prints", _IMAGE, "5050", requires=("installed",)),
        checks.image_prints("runs", _IMAGE, "120이에요", files=_UNSEEN, requires=("prints",)),
    ),
    hints=(
        "빌드할 때 명령을 실행하는 Dockerfile 명령어를 쓰세요. 우분투에서 프로그램을 설치하는 명령은 `apt-get`이에요.",
        "설치하기 전에 목록을 받고, 설치한 뒤에 치워요. 세 명령을 `&&`로 이어 한 번에 하세요. 줄을 나누려면 줄 끝에 `\\`를 적어요.",
        "빌드할 때는 물음에 대답할 수 없어요. ‘예’라고 미리 대답하는 한 글자짜리 옵션이 필요해요.",
    ),
    secrets=("apt-get update", "-y"),
    solution=Way(
        script="cat > Dockerfile <<'EOF'\n"
        + _GIVEN.replace("# 여기에서 python3을 설치하세요", _INSTALL)
        + f"EOF\ndocker build -q -t {_IMAGE} ."
    ),
    alternatives=(
        Way(
            script=_with("RUN apt-get update\\nRUN apt-get -y --no-install-recommends install python3"),
            why="two RUNs, the option elsewhere",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script='sed -i \'s/^CMD.*/CMD ["echo", "1부터 100까지 더하면 5050이에요."]/\' Dockerfile\n'
                + _with("RUN apt-get update \\&\\& apt-get install -y python3"),
                why="the sum instead of the program",
                variant="hard-coded-output",
            ),
            fails="runs",
            says="마지막 줄이 `1부터 100까지 더하면 5050이에요.`입니다",
        ),
        Mistake(
            way=Way(script=_with("RUN apt-get update \\&\\& apt-get install python3"), why="without -y"),
            fails="built",
            says="물음에 대답하는 옵션이 없습니다",
        ),
        Mistake(
            way=Way(script=_with("RUN apt-get install -y python3"), why="without update"),
            fails="built",
            says="프로그램의 목록을 받지 않았습니다",
        ),
        Mistake(
            way=Way(
                script="sed -i 's/^CMD.*/CMD apt-get update \\&\\& apt-get install -y python3 \\&\\& python3 abacus.py/' Dockerfile\n"
                f"docker build -q -t {_IMAGE} .",
                why="installed in CMD",
            ),
            fails="installed",
            says="컨테이너를 시작할 때 실행되는 명령에 들어 있어서",
        ),
        Mistake(
            way=Way(script=f"docker build -q -t {_IMAGE} .", why="nothing installed"),
            fails="installed",
            says="실행할 프로그램이 이미지 안에 없었습니다",
        ),
    ),
)
