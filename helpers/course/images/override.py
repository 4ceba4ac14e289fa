"""images.override: run the image with another command, leaving the image as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import forgotten, made_from
from helpers.exercise.checks.runs import instead
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE = "parrot-override:1.0"
_SECRET = probes.image_file(_IMAGE, "/secret.txt")
_DEFAULT = "안녕! 안녕!"
_SETUP = f"""\
word=$(head -c 16 /dev/urandom | md5sum | cut -c 1-8)
folder=$(mktemp -d)
echo "$word" > "$folder/secret.txt"
docker build -q -t {_IMAGE} -f - "$folder" <<EOF
FROM busybox:latest
LABEL lab.exercise=images.override
COPY secret.txt /secret.txt
CMD ["echo", "{_DEFAULT}"]
EOF
rm -r "$folder"
"""
"""The word comes from a file: in the image's history it would be read without running anything."""


def _ran_otherwise() -> Check:
    """Check that a container was started from the image with another command; of one that is gone it is believed."""

    def look(world: World) -> checks.Miss | None:
        is_from = made_from(world, _IMAGE)
        started = {event.id for event in world.mine.events if event.action == "start" and is_from(event)}
        by_default = {one.id for one in world.mine.containers if one.command.replace("'", "") == f"echo {_DEFAULT}"}
        if started - by_default:
            return None
        if started:
            return checks.Miss(
                observed=f"`{_IMAGE}` 이미지를 기본 명령(`echo {_DEFAULT}`)으로만 실행했습니다.",
                advice="이미지 이름 뒤에 무엇을 적으면 기본 명령 대신 실행되는지 살펴보세요.",
            )
        new = [one for one in world.mine.containers if is_from(one) and one.id not in world.baseline.containers]
        if new:
            return checks.Miss(
                observed=f"`{_IMAGE}` 이미지로 `{new[0].name}` 컨테이너가 만들어지기만 하고 시작되지 않았습니다.",
                advice="만드는 것과 시작하는 것은 다른 일입니다. 둘을 한 번에 하는 명령이 있습니다.",
            )
        if not world.mine.remembered:
            return forgotten(Computer.MINE)
        return instead(world, _IMAGE) or checks.nothing(
            f"`{_IMAGE}` 이미지를 실행한 적이 없습니다.", "단어는 이미지를 다른 명령으로 실행해서 읽어야 합니다."
        )

    establishes = f"`{_IMAGE}` 이미지를 다른 명령으로 실행했습니다."
    return checks.assemble("ran", establishes, look, requires=("answer",))


EXERCISE = Exercise(
    id="images.override",
    title="이번만 다른 명령으로",
    prompt=f"""\
`{_IMAGE}` 이미지에는 앵무새가 살아요. 실행하면 늘 “안녕! 안녕!”이라고만 해요. 그런데 이미지 안의 `/secret.txt`에는 앵무새가 숨긴 비밀 단어가 있대요.

이미지는 **그대로 둔 채**, 내 컴퓨터에서 이번만 다른 명령으로 실행해서 비밀 단어를 읽고 답하세요. 비밀 단어는 시작할 때마다 달라져요.
""",
    setup=_SETUP,
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        checks.image_kept("kept", _IMAGE),
        checks.answer_is(
            "answer",
            lambda world: world.fact(_SECRET).text.strip(),
            asked="`/secret.txt`에 적힌 비밀 단어",
            advice="이미지 이름 뒤에 무엇을 적으면 기본 명령 대신 실행되는지 살펴보세요. 단어는 시작할 때마다 달라집니다.",
            shape=r"[0-9a-f]{8}",
            shape_says="비밀 단어는 영어 소문자와 숫자로 된 여덟 글자입니다.",
            wrong=(
                (_DEFAULT, "이미지의 기본 명령이 출력한 말을 답했습니다."),
                ("/secret.txt", "파일의 내용이 아니라 파일의 이름을 답했습니다."),
            ),
            probes=(_SECRET,),
            requires=("kept",),
        ),
        _ran_otherwise(),
    ),
    hints=(
        "`docker run`에서 이미지 이름 뒤에 적은 것은 기본 명령을 대신해요. 이미지는 바뀌지 않아요.",
        "파일의 내용을 보여 주는 리눅스 명령은 `cat`이에요. 그 뒤에 파일의 경로를 적으세요.",
    ),
    solution=Way(answer=f"docker run --rm {_IMAGE} cat /secret.txt"),
    alternatives=(
        Way(
            script=f"docker run -d --name parrot-override-run {_IMAGE} sleep 300",
            answer="docker exec parrot-override-run cat /secret.txt",
            why="a command that waits, and read inside",
        ),
        Way(answer=f"docker run --rm --entrypoint cat {_IMAGE} /secret.txt", why="by the entrypoint"),
        Way(
            script=f"docker run --name parrot-override-run {_IMAGE} sh -c 'cat /secret.txt'",
            answer="docker logs parrot-override-run",
            why="read afterwards, from the container's log",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f"docker save {_IMAGE} | ssh other docker load",
                answer=f"ssh other docker run --rm {_IMAGE} cat /secret.txt\nssh other docker rmi {_IMAGE} > /dev/null",
                why="on the other computer",
                variant="other-computer",
            ),
            fails="ran",
            says="다른 컴퓨터에서 실행했습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker run --name parrot-override-run {_IMAGE}",
                answer="docker cp -q parrot-override-run:/secret.txt - | tar -xO",
                why="run by its own command, copied out",
            ),
            fails="ran",
            says="기본 명령(`echo 안녕! 안녕!`)으로만 실행했습니다",
        ),
        Mistake(
            way=Way(
                script=f'printf \'FROM {_IMAGE}\\nCMD ["cat", "/secret.txt"]\\n\' | docker build -q -t {_IMAGE} -',
                answer=f"docker run --rm {_IMAGE}",
                why="the image rebuilt",
            ),
            fails="kept",
            says="처음과 다른 이미지를 가리킵니다",
        ),
        Mistake(
            way=Way(answer=f"docker run --rm {_IMAGE}", why="without another command"),
            fails="answer",
            says="기본 명령이 출력한 말을 답했습니다",
        ),
        Mistake(
            way=Way(answer=f"docker run --rm {_IMAGE} ls /secret.txt", why="the file's name"),
            fails="answer",
            says="파일의 이름을 답했습니다",
        ),
        Mistake(
            way=Way(
                answer=f"docker create --name parrot-override-run {_IMAGE} > /dev/null\n"
                "docker cp -q parrot-override-run:/secret.txt - | tar -xO",
                why="copied out, never run",
            ),
            fails="ran",
            says="만들어지기만 하고 시작되지 않았습니다",
        ),
    ),
)
