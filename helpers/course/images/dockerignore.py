"""images.dockerignore: keep a secret and a big file out of the image."""

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

_IMAGE = "diary-ignore:1.0"
_SECRET, _BIG = "secret.env", "movie.bin"
_REMOVES = re.compile(r"^RUN .*\b(rm|unlink|find)\b.*(secret|movie|/app|\*)")
_GIVEN = """\
FROM busybox:latest
WORKDIR /app
COPY . /app
CMD ["sh", "diary.sh"]
"""
_BUILD = f"docker build -q -t {_IMAGE} ."


def _still_here() -> Check:
    """Check that both files still stand in the exercise's folder: ignored, not deleted."""
    files = tuple(probes.file(name) for name in (_SECRET, _BIG))

    def look(world: World) -> checks.Miss | None:
        gone = [file.subject for file in files if not world.fact(file).found]
        if not gone:
            return None
        return checks.Miss(
            observed=say("연습 폴더에서 `{name}` 파일이 지워졌습니다.", name=gone[0]),
            advice="파일은 내 컴퓨터에 두고 이미지에만 담기지 않게 하는 방법이 있습니다. 처음 상태로 되돌려 다시 해 보세요.",
        )

    return checks.assemble(
        "kept", f"`{_SECRET}` 파일과 `{_BIG}` 파일이 연습 폴더에 그대로 있습니다.", look, probes=files
    )


def _no_trace() -> Check:
    """Check that the files are in no lower layer either: they were not copied and then removed."""
    history = probes.image_history(_IMAGE)

    def look(world: World) -> checks.Miss | None:
        if not any(_REMOVES.search(line) for line in said(world, history)):
            return None
        return checks.Miss(
            observed="빌드하면서 파일을 지웠지만, 복사한 레이어에는 파일이 그대로 남아 있습니다.",
            advice="레이어는 한번 쌓으면 고칠 수 없습니다. 아예 보내지 않는 방법을 찾아보세요.",
        )

    return checks.assemble(
        "no-trace",
        "이미지의 어느 레이어에도 두 파일이 남아 있지 않습니다.",
        look,
        requires=("no-secret", "no-big"),
        probes=(history,),
    )


def _ignore(*names: str) -> str:
    return "printf '%s\\n' " + " ".join(names) + f" > .dockerignore\n{_BUILD}"


EXERCISE = Exercise(
    id="images.dockerignore",
    title="비밀과 큰 파일은 빼고 담기",
    prompt=f"""\
일기를 보여 주는 이미지를 친구에게 주려고 해요. 그런데 폴더에는 비밀번호를 적은 `{_SECRET}`와 커다란 동영상 `{_BIG}`도 있어요. `COPY . /app`은 셋을 모두 담아 버려요.

두 파일이 **이미지에 담기지 않게** 하고 `{_IMAGE}` 이미지로 빌드하세요. 두 파일은 내 폴더에 그대로 있어야 하고, `diary.sh`는 이미지에 담겨야 해요.
""",
    files={"Dockerfile": _GIVEN, "diary.sh": 'echo "오늘은 이미지를 만들었다."\n', _SECRET: "PASSWORD=practice-only\n"},
    setup=f"head -c 8M /dev/zero > {_BIG}",
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        _still_here(),
        checks.image_lacks("no-secret", _IMAGE, f"/app/{_SECRET}", requires=("built",)),
        checks.image_lacks("no-big", _IMAGE, f"/app/{_BIG}", requires=("built",)),
        _no_trace(),
        checks.image_prints("prints", _IMAGE, "이미지를 만들었다", requires=("built",)),
    ),
    hints=(
        "빌드 컨텍스트에서 뺄 것을 적는 파일이 있어요. 이름이 점으로 시작하고, Dockerfile과 같은 폴더에 둬요.",
        "그 파일에는 뺄 파일의 이름을 한 줄에 하나씩 적어요. 적은 다음에 다시 빌드하세요.",
        "이미지에 무엇이 담겼는지 보려면, 이미지 이름 뒤에 폴더를 보여 주는 명령을 적어 실행해 보세요.",
    ),
    solution=Way(script=f"cat > .dockerignore <<'EOF'\n{_SECRET}\n{_BIG}\nEOF\n{_BUILD}"),
    alternatives=(
        Way(script=_ignore("'*'", "'!diary.sh'"), why="everything but the program"),
        Way(script=f"sed -i 's#COPY .*#COPY diary.sh /app/#' Dockerfile\n{_BUILD}", why="only the program is copied"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=_ignore(_BIG), why="the secret still in the image"),
            fails="no-secret",
            says="`/app/secret.env`",
        ),
        Mistake(
            way=Way(script=f"rm {_SECRET} {_BIG}\n{_BUILD}", why="deleted instead of ignored"),
            fails="kept",
            says="`secret.env` 파일이 지워졌습니다",
        ),
        Mistake(
            way=Way(
                script=f"sed -i '/^COPY/a RUN rm /app/{_SECRET} /app/{_BIG}' Dockerfile\n{_BUILD}",
                why="removed in a later layer",
            ),
            fails="no-trace",
            says="복사한 레이어에는 파일이 그대로 남아 있습니다",
        ),
        Mistake(way=Way(script=_ignore("'*'"), why="the program left out, too"), fails="prints", says="종료 코드"),
    ),
)
