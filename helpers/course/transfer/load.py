"""transfer.load: load a tar that has arrived on the other computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image
from helpers.exercise.checks.images import absent
from helpers.exercise.checks.transfer import arrived_files
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE, TAR = "postcard-load:1.0", "postcard-load.tar"
UNPACKED = probes.image_file(IMAGE, "/manifest.json", Computer.OTHER)
PARCEL = probes.tar(TAR)


def _sent(world: World) -> str:
    """Return the id of the image that the tar held at the start."""
    return str(probes.data_of(world.at_start(PARCEL))["images"][0])


def _only_unpacked(world: World) -> bool:
    """Return whether the tar was unpacked there as files."""
    return any(path.endswith("/manifest.json") for path in arrived_files(world))


def _loaded_under(world: World) -> str:
    """Return another name, or none, under which the tar's image stands there; empty where it does not."""
    found = next((image for image in world.other.images if image.id == _sent(world)), None)
    return (found.tags or ("<none>",))[0] if found else ""


def _there(world: World) -> checks.Miss | None:
    """Check whether an image of that name stands there; say under which other name the tar's image does."""
    if find_image(world, IMAGE, Computer.OTHER):
        return None
    under = _loaded_under(world)
    if under:
        return checks.Miss(
            observed=f"`{TAR}`에 담긴 이미지가 다른 컴퓨터에 있지만, 이름이 `{IMAGE}`이 아니라 `{under}`입니다.",
            advice="소포를 풀면 담긴 이름 그대로 나타납니다. 이름을 바꾸지 않았는지 살펴보세요.",
        )
    if _only_unpacked(world):
        return checks.Miss(
            observed="다른 컴퓨터에서 tar를 풀어 파일만 꺼냈고, 도커 엔진에는 이미지가 없습니다.",
            advice="묶음을 푸는 것과 이미지를 도커 엔진에 넣는 것은 다릅니다. 저장하는 명령의 짝을 떠올려 보세요.",
        )
    return absent(world, IMAGE, Computer.OTHER)


def _whole(world: World) -> checks.Miss | None:
    """Check whether the image there is the very one that the tar held."""
    named = find_image(world, IMAGE, Computer.OTHER)
    if named and named.id == _sent(world):
        return None
    if world.fact(UNPACKED).found:
        return checks.Miss(
            observed=f"`{IMAGE}` 이미지 안에 엽서가 아니라 소포의 목록(`manifest.json`)이 들어 있습니다. 실행할 수 없는 이미지입니다.",
            advice="`import`는 컨테이너를 내보낸 파일을 들여오는 명령입니다. 이미지를 저장한 파일에는 다른 짝이 있습니다.",
        )
    others = [tag for tag in (named.tags if named else ()) if tag != IMAGE]
    same = say(" `{other}`{과} 같은 이미지입니다.", other=others[0]) if others else ""
    return checks.Miss(
        observed=f"`{IMAGE}`이라는 이름이지만 `{TAR}`에 담긴 이미지와 ID가 다릅니다.{same}",
        advice="소포 속의 이미지를 다시 만들거나 흉내 내지 말고, 도착한 파일에서 꺼내 보세요.",
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
    owns=Owned(
        images=(IMAGE,), other_images=(IMAGE, "postcard-load:latest"), other_files=(TAR,), other_runs_of=(IMAGE,)
    ),
    checks=(
        checks.assemble(
            "there",
            f"다른 컴퓨터에 `{IMAGE}` 이미지가 있습니다.",
            _there,
            probes=(probes.WHEREABOUTS,),
            noted=(PARCEL, probes.WHEREABOUTS),
        ),
        checks.assemble(
            "whole",
            f"다른 컴퓨터의 `{IMAGE}` 이미지는 `{TAR}`에 담긴 그대로입니다.",
            _whole,
            requires=("there",),
            probes=(UNPACKED,),
            noted=(PARCEL,),
        ),
    ),
    hints=(
        "`docker save`의 짝을 떠올려 보세요. 영어로 ‘싣다’라는 뜻이에요. 이름이 비슷한 `import`는 짝이 아니에요.",
        "어느 컴퓨터의 도커 엔진에 넣어야 할까요? 다른 컴퓨터에서 실행할 명령 앞에는 `ssh other`를 붙여요.",
        "읽을 파일은 입력(input)을 뜻하는 옵션 뒤에 적어요.",
    ),
    secrets=("docker load",),
    solution=Way(script=f"ssh other docker load -i {TAR}"),
    alternatives=(
        Way(
            script=f"cat {TAR} | ssh other 'curl -sS --unix-socket /run/lab/other/docker.sock --data-binary @- "
            "-H Content-Type:application/x-tar http://docker/images/load'",
            why="the engine's own interface",
            variant="http-api",
        ),
        Way(script=f"cat {TAR} | ssh other docker load", why="from one's own copy through standard input"),
        Way(script=f"ssh other 'docker image load < {TAR}'", why="the long name, and a redirect on the other computer"),
        Way(script=f"docker -H ssh://other load -i {TAR}", why="the client here, the engine there"),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f"printf 'FROM busybox:latest\\nLABEL lab.exercise=transfer.load\\n'"
                f" | ssh other docker build -q -t {IMAGE} -",
                why="its label forged",
                variant="forged",
            ),
            fails="whole",
            says="담긴 이미지와 ID가 다릅니다",
        ),
        Mistake(
            way=Way(
                script=f"ssh other 'docker load -i {TAR} && docker tag {IMAGE} postcard-load:latest && docker rmi {IMAGE}'",
                why="renamed once it was there",
            ),
            fails="there",
            says="이름이 `postcard-load:1.0`이 아니라 `postcard-load:latest`입니다",
        ),
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
            says="담긴 이미지와 ID가 다릅니다",
        ),
        Mistake(
            way=Way(script=f"ssh other 'head -c 20000 {TAR} | docker load'"), fails="there", says="이미지가 없습니다"
        ),
    ),
)
