"""images.dockerignore: keep a secret and a big file out of the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built
from helpers.exercise import checks, probes
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE = "diary-ignore:1.0"
_SECRET, _BIG = "secret.env", "movie.bin"
_PASSWORD, _FRAMES, _DIARY = "practice-only", "=== moving pictures ===", "오늘은 이미지를 만들었다."
_GIVEN = """\
FROM busybox:latest
WORKDIR /app
COPY . /app
CMD ["sh", "diary.sh"]
"""
_BUILD = f"docker build -q -t {_IMAGE} ."


def _still_here() -> Check:
    """Check that both files still stand in the exercise's folder as they were: ignored, not deleted or emptied."""
    files = {probes.file(_SECRET): _PASSWORD, probes.file(_BIG): ""}

    def look(world: World) -> checks.Miss | None:
        for file, words in files.items():
            found = probes.data(world, file)
            if not world.fact(file).found:
                return _not_kept(f"연습 폴더에 `{file.subject}` 파일이 없습니다.")
            if not found["size"]:
                return _not_kept(f"연습 폴더의 `{file.subject}` 파일이 비어 있습니다.")
            if words not in str(found.get("text") or ""):
                return _not_kept(f"연습 폴더의 `{file.subject}` 파일의 내용이 바뀌었습니다.")
        return None

    return checks.assemble(
        "kept", f"`{_SECRET}` 파일과 `{_BIG}` 파일이 연습 폴더에 그대로 있습니다.", look, probes=tuple(files)
    )


def _not_kept(observed: str) -> checks.Miss:
    return checks.Miss(
        observed=observed,
        advice="파일은 내 컴퓨터에 두고 이미지에만 담기지 않게 하는 방법이 있습니다. 처음 상태로 되돌려 다시 해 보세요.",
    )


def _program() -> Check:
    """Check that the program's text stands in a file of the image, wherever that is."""
    probe = probes.image_text(_IMAGE, _DIARY)

    def look(world: World) -> checks.Miss | None:
        places = probes.data(world, probe) or []
        if any(place["kind"] == "file" and not place["gone"] for place in places):
            return None
        return checks.Miss(
            observed=f"`{_IMAGE}` 이미지의 어느 파일에도 `diary.sh`의 내용이 없습니다.",
            advice="일기는 이미지에 담겨야 합니다. 빌드 컨텍스트에서 너무 많이 빼지 않았는지, 무엇을 복사하는지 살펴보세요.",
        )

    return checks.assemble(
        "program", "`diary.sh`는 이미지에 담겨 있습니다.", look, requires=("built",), probes=(probe,)
    )


def _ignore(*names: str) -> str:
    return "printf '%s\\n' " + " ".join(names) + f" > .dockerignore\n{_BUILD}"


EXERCISE = Exercise(
    id="images.dockerignore",
    title="비밀과 큰 파일은 빼고 담기",
    prompt=f"""\
일기를 보여 주는 이미지를 친구에게 주려고 해요. 그런데 폴더에는 비밀번호를 적은 `{_SECRET}`와 커다란 동영상 `{_BIG}`도 있어요. `COPY . /app`은 셋을 모두 담아 버려요.

두 파일이 **이미지에 담기지 않게** 하고 `{_IMAGE}` 이미지로 빌드하세요. 이미지의 어느 레이어에도, 다른 이름으로도 남으면 안 돼요. 두 파일은 내 폴더에 그대로 있어야 해요. `diary.sh`는 이미지에 담겨서, 실행하면 일기가 나와야 해요.
""",
    files={"Dockerfile": _GIVEN, "diary.sh": f'echo "{_DIARY}"\n', _SECRET: f"PASSWORD={_PASSWORD}\n"},
    setup=f"yes '{_FRAMES}' | head -c 8M > {_BIG}",
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        _still_here(),
        checks.image_keeps_out(
            "no-secret", _IMAGE, secret=_PASSWORD, what=f"`{_SECRET}`의 비밀번호", requires=("built",)
        ),
        checks.image_keeps_out("no-big", _IMAGE, secret=_FRAMES, what=f"동영상 `{_BIG}`", requires=("no-secret",)),
        _program(),
        checks.image_prints("prints", _IMAGE, _DIARY, requires=("program",)),
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
            says="파일 `/app/secret.env`에 `secret.env`의 비밀번호가 들어 있습니다",
        ),
        Mistake(
            way=Way(script=f"rm {_SECRET} {_BIG}\n{_BUILD}", why="deleted instead of ignored"),
            fails="kept",
            says="연습 폴더에 `secret.env` 파일이 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"sed -i '/^COPY/a RUN rm /app/{_SECRET} /app/{_BIG}' Dockerfile\n{_BUILD}",
                why="removed in a later layer",
            ),
            fails="no-secret",
            says="앞의 레이어에 `secret.env`의 비밀번호가 그대로 남아 있습니다",
        ),
        Mistake(
            way=Way(script=_ignore("'*'"), why="the program left out, too"),
            fails="program",
            says="어느 파일에도 `diary.sh`의 내용이 없습니다",
        ),
        Mistake(
            way=Way(
                script='printf \'FROM busybox:latest\\nWORKDIR /srv\\nCOPY . /srv\\nCMD ["sh", "diary.sh"]\\n\' > Dockerfile\n'
                f"printf '{_SECRET}\\n' > .dockerignore\n{_BUILD}",
                why="the film in another folder",
            ),
            fails="no-big",
            says="파일 `/srv/movie.bin`에 동영상 `movie.bin`이 들어 있습니다",
        ),
        Mistake(
            way=Way(
                script=f'printf \'FROM busybox:latest\\nCMD ["echo", "{_DIARY}"]\\n\' > Dockerfile\n{_BUILD}',
                why="the words without the program",
                variant="hard-coded-output",
            ),
            fails="program",
            says="어느 파일에도 `diary.sh`의 내용이 없습니다",
        ),
    ),
    omits={
        "other-base": "바탕 이미지는 묻지 않는다. 무엇이 담기고 담기지 않는지만 본다",
        "build-streamed": "표준 입력으로 준 빌드 컨텍스트에서는 .dockerignore가 아무것도 빼지 않는다",
    },
)
