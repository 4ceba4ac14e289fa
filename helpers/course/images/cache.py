"""images.cache: reorder so that a code change does not reinstall packages."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built, own_steps
from helpers.exercise import checks, probes
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.dockerfile import Instruction
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Finding

_IMAGE = "snail-cache:1.0"
_TEXT = "달팽이 가게에 잘 오셨어요."
_PROGRAM = f'print("{_TEXT}")\n'
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


_history, _app = probes.image_history(_IMAGE), probes.image_file(_IMAGE, "/app/app.py")
_source = probes.file("app.py")
_INSTALLS = re.compile(r"\binstall\b.*\bpython3\b")
_TAKES = re.compile(r"\b(?:cp|mv|tar|rsync)\b[^;&|]*(?:\bapp\b|\s\.(?:[/\s;]|$))")


def _brings_code(step: Instruction) -> bool:
    """Return whether a step may bring the learner's code: a folder, `app.py` itself, or a pattern that it matches.

    The older builder says of what it took only that it did (`…`); a RUN may take it from a mount.
    """
    if step.name == "RUN":
        return _TAKES.search(step.script) is not None
    if step.name not in ("COPY", "ADD"):
        return False
    names = [source.rstrip("/").rpartition("/")[2] for source in step.copies()[0]]
    return any(fnmatch("app.py", name) or "." not in name.strip(".") for name in names)


def _order() -> Check:
    """Check that all that brings the code comes after Python was installed, by the image's history."""

    def look(world: World) -> checks.Miss | None:
        steps = own_steps(world, _history)
        installs = [at for at, step in enumerate(steps) if step.name == "RUN" and _INSTALLS.search(step.script)]
        code = [at for at, step in enumerate(steps) if _brings_code(step)]
        last = max(installs, default=-1)
        if not code:
            return checks.Miss(
                observed="`app.py`를 빌드 컨텍스트에서 복사하지 않습니다. `app.py`를 고쳐도 이미지가 달라지지 않습니다.",
                advice="코드는 `COPY`로 담아야 고친 것이 이미지에 들어갑니다.",
            )
        if code[0] > last:
            return None
        if code[0] == last:
            return checks.Miss(
                observed="설치하는 `RUN`에서 코드도 함께 가져옵니다. 코드를 고치면 그 `RUN`을 모두 다시 합니다.",
                advice="자주 바뀌는 것과 잘 바뀌지 않는 것을 서로 다른 명령어로 나누어 보세요.",
            )
        early = f"`{steps[code[0]].name} {steps[code[0]].argument[:60]}`"
        return checks.Miss(
            observed=say("{early}{이} 설치보다 먼저라서, 코드를 먼저 복사하고 그다음에 설치합니다.", early=early),
            advice="레이어 하나가 바뀌면 그 뒤의 명령어는 모두 새로 합니다. 자주 바뀌는 것이 어느 줄인지 생각해 보세요.",
        )

    check = checks.assemble(
        "order",
        "`python3`을 설치하는 레이어가 코드를 복사하는 레이어보다 먼저 쌓였습니다.",
        look,
        requires=("packages", "code"),
        probes=(_history,),
    )
    return checks.listed(check, "코드를 고쳐도 `python3`을 설치한 레이어는 빌드 캐시에서 다시 씁니다.")


def _code() -> Check:
    """Check that the image's program is the one of the folder, or as it was given: it may have been changed to try."""
    there = checks.image_file("code", _IMAGE, "/app/app.py", requires=("built",))

    def look(world: World) -> checks.Miss | None:
        text = world.fact(_app).text
        if text.strip() in (_PROGRAM.strip(), str(probes.data(world, _source).get("text") or "").strip()):
            return None
        first = (text.strip().splitlines() or ["(빈 파일)"])[0][:80]
        return checks.Miss(
            observed=f"이미지 안의 `/app/app.py`는 연습 폴더의 `app.py`와 다릅니다. 첫 줄은 `{first}`입니다.",
            advice="코드를 고친 뒤에 다시 빌드했는지, 무엇을 복사하는지 살펴보세요.",
        )

    same = checks.assemble("code", "이미지 안의 `/app/app.py`는 연습 폴더의 `app.py`와 같습니다.", look)

    def test(world: World, answer: str | None) -> Finding | None:
        return there.test(world, answer) or same.test(world, answer)

    return replace(there, establishes=same.establishes, test=test, probes=(*there.probes, _source))


def _write(dockerfile: str) -> str:
    return f"cat > Dockerfile <<'EOF'\n{dockerfile}EOF\n{_BUILD}"


EXERCISE = Exercise(
    id="images.cache",
    title="코드만 고쳤는데 왜 또 설치하지?",
    prompt=f"""\
달팽이 가게의 `app.py`는 하루에도 몇 번씩 바뀌어요. 그런데 한 글자만 고쳐도 빌드할 때마다 파이썬을 처음부터 다시 설치해요. 너무 느려요.

`Dockerfile`의 **순서를 바꿔서**, 코드를 고쳐도 설치는 빌드 캐시에서 다시 쓰게 하세요. 그리고 `{_IMAGE}` 이미지로 빌드하세요. 바탕 이미지와 설치하는 프로그램은 그대로 두고, 이미지를 실행하면 이미지 안의 `/app/app.py`가 실행되어야 해요.
""",
    files={"Dockerfile": _GIVEN, "app.py": _PROGRAM},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_based_on("base", _IMAGE, "ubuntu:latest", requires=("built",)),
        checks.image_prints(
            "packages", _IMAGE, "Python 3", entrypoint="python3", command=("--version",), requires=("base",)
        ),
        _code(),
        _order(),
        checks.image_prints(
            "runs", _IMAGE, "느린 우체통", files={"/app/app.py": 'print("느린 우체통")\n'}, requires=("order",)
        ),
    ),
    hints=(
        "빌드 캐시는 위에서부터 차례로 비교하다가, 달라진 곳을 만나면 거기서부터 모두 새로 해요.",
        "두 줄의 자리를 바꾸면 돼요. 자주 바뀌는 것과 잘 바뀌지 않는 것 가운데 무엇이 먼저여야 할까요?",
        "바꾼 다음에 `app.py`를 한 글자 고치고 다시 빌드해 보세요. 설치하는 단계에 `CACHED`라고 나오면 성공이에요.",
    ),
    secrets=("COPY .", "자주 바뀌는 것일수록"),
    solution=Way(script=_write(_REORDERED)),
    alternatives=(
        Way(script=_write(_REORDERED.replace("COPY . /app", "COPY ./ ./")), why="the folder by another name"),
        Way(
            script=_write(_REORDERED.replace("COPY . /app", "COPY app.py ./"))
            + f"\nsed -i 's/오셨어요/왔어요/' app.py\n{_BUILD}",
            why="only the program is copied; built again after a change, as the hint says",
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
        Mistake(
            way=Way(
                script=_write(_REORDERED.replace("COPY . /app", f"COPY <<END /app/app.py\n{_PROGRAM}END")),
                why="the program written into the Dockerfile",
            ),
            fails="order",
            says="`app.py`를 빌드 컨텍스트에서 복사하지 않습니다",
        ),
        Mistake(
            way=Way(
                script=_write(_REORDERED.replace('["python3", "app.py"]', f'["echo", "{_TEXT}"]')),
                why="the words without the program",
                variant="hard-coded-output",
            ),
            fails="runs",
            says="`/app/app.py` 파일을 다른 내용으로 바꾸어",
        ),
    ),
)
