"""transfer.load: load a tar that has arrived on the other computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE, TAR = "postcard-load:1.0", "postcard-load.tar"
UNPACKED = probes.image_file(IMAGE, "/manifest.json", Computer.OTHER)


def _whole(world: World) -> checks.Miss | None:
    """Check whether the image there is the postcard, with its label and so with its settings."""
    if parcels.card_of(world, IMAGE, Computer.OTHER) == "transfer.load":
        return None
    if world.fact(UNPACKED).found:
        return checks.Miss(
            observed=f"`{IMAGE}` 이미지 안에 엽서가 아니라 소포의 목록(`manifest.json`)이 들어 있습니다. 실행할 수 없는 이미지입니다.",
            advice="`import`는 컨테이너를 내보낸 파일을 들여오는 명령입니다. 이미지를 저장한 파일에는 다른 짝이 있습니다.",
        )
    return checks.Miss(
        observed=f"`{IMAGE}`이라는 이름이지만 `{TAR}`에 담긴 이미지가 아닙니다.",
        advice="이름만 같게 붙인 다른 이미지가 아닌지 확인하고, 도착한 파일에서 이미지를 꺼내 보세요.",
    )


EXERCISE = Exercise(
    id="transfer.load",
    title="소포 풀기",
    prompt=(
        f"소포 `{TAR}`가 다른 컴퓨터의 홈 폴더에 잘 도착했어요. (내 컴퓨터의 연습 폴더에도 한 부 남아 있어요.)\n\n"
        f"**다른 컴퓨터에서** 이 파일을 풀어 `{IMAGE}` 이미지로 만드세요. 실행은 아직 하지 않아도 돼요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.load", IMAGE, "소포에서 갓 꺼낸 엽서입니다.")
    + f"docker save -o {TAR} {IMAGE}\ndocker rmi {IMAGE} > /dev/null\nscp -q {TAR} other:\n",
    needs_other=True,
    owns=Owned(images=(IMAGE,), other_images=(IMAGE,), other_files=(TAR,), other_runs_of=(IMAGE,)),
    checks=(
        checks.image_there("there", IMAGE, on=Computer.OTHER),
        checks.assemble(
            "whole",
            f"다른 컴퓨터의 `{IMAGE}` 이미지는 `{TAR}`에 담긴 그대로입니다.",
            _whole,
            requires=("there",),
            probes=(UNPACKED,),
        ),
    ),
    hints=(
        "`docker save`의 짝을 떠올려 보세요. 영어로 ‘싣다’라는 뜻이에요. 이름이 비슷한 `import`는 짝이 아니에요.",
        "어느 컴퓨터의 도커 엔진에 넣어야 할까요? 다른 컴퓨터에서 실행할 명령 앞에는 `ssh other`를 붙여요.",
        "읽을 파일은 입력(input)을 뜻하는 옵션 뒤에 적어요.",
    ),
    solution=Way(script=f"ssh other docker load -i {TAR}"),
    alternatives=(
        Way(script=f"cat {TAR} | ssh other docker load", why="from one's own copy through standard input"),
        Way(script=f"ssh other 'docker image load < {TAR}'", why="the long name, and a redirect on the other computer"),
        Way(script=f"docker -H ssh://other load -i {TAR}", why="the client here, the engine there"),
    ),
    mistakes=(
        Mistake(way=Way(script=f"docker load -i {TAR}"), fails="there", says="이미지가 내 컴퓨터에 있습니다"),
        Mistake(
            way=Way(script=f"ssh other docker import {TAR} {IMAGE}"),
            fails="whole",
            says="소포의 목록(`manifest.json`)이 들어 있습니다",
        ),
        Mistake(
            way=Way(
                script=f"printf 'FROM scratch\\nENV CARD=1\\n' | ssh other docker build -q -t {IMAGE} -",
                why="made anew, not carried",
            ),
            fails="whole",
            says="담긴 이미지가 아닙니다",
        ),
        Mistake(
            way=Way(script=f"ssh other 'head -c 20000 {TAR} | docker load'"), fails="there", says="이미지가 없습니다"
        ),
    ),
)
