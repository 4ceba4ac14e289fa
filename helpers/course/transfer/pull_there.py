"""transfer.pull-there: pull and run an image on the other computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.course.transfer.parcels import LOG_IN_THERE
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "postcard-pull:1.0"
HUB_NAME = f"{{user}}/{IMAGE}"
NAME = f'"$LAB_HUB_USER/{IMAGE}"'


def _loaded(world: World) -> bool:
    """Return whether the image stands there without the digest that a registry gives."""
    name = probes.named(world, HUB_NAME)
    return any(name in image.tags and not image.digests for image in world.other.images)


EXERCISE = Exercise(
    id="transfer.pull-there",
    title="전시장에서 엽서 찾기",
    prompt=(
        f"엽서가 Docker Hub에 `사용자명/{IMAGE}`으로 올라가 있어요. 이제 전시장 차례예요.\n\n"
        f"**다른 컴퓨터에서** 이 이미지를 Docker Hub에서 내려받아 실행하세요. 파일로 옮기지 말고 Docker Hub에서 바로 받아야 해요.\n\n"
        "`사용자명` 자리에는 `$LAB_HUB_USER`를 쓰세요."
    ),
    setup=parcels.STRICT
    + parcels.CREDENTIALS_APART
    + parcels.card("transfer.pull-there", f"$LAB_HUB_USER/{IMAGE}", "Docker Hub에서 찾아온 엽서입니다.")
    + f"docker push -q {NAME} > /dev/null\ndocker rmi {NAME} > /dev/null\n",
    needs_other=True,
    owns=Owned(
        images=(HUB_NAME,),
        runs_of=(HUB_NAME,),
        other_images=(HUB_NAME,),
        other_runs_of=(HUB_NAME,),
        hub=(IMAGE,),
        login=True,
    ),
    checks=(
        checks.image_pulled(
            "pulled",
            HUB_NAME,
            on=Computer.OTHER,
            near=(
                checks.Near(
                    when=_loaded,
                    observed="이미지가 다른 컴퓨터에 있지만, Docker Hub에서 내려받은 것이 아니라 파일에서 불러온 것입니다.",
                    advice="이번에는 다른 컴퓨터가 Docker Hub에서 바로 받아야 합니다. 이미지를 지우고 다시 해 보세요.",
                ),
            ),
        ),
        checks.ran("ran", HUB_NAME, on=Computer.OTHER, requires=("pulled",)),
    ),
    hints=(
        "다른 컴퓨터에서 실행할 명령 앞에는 `ssh other`를 붙여요. 두 가지 일이 남았어요. 내려받기와 실행하기예요.",
        "내려받는 명령은 영어로 ‘당기다’, 올리기의 반대예요. 이름은 올릴 때와 똑같이 `사용자명/이름:태그`예요.",
        "공개 이미지라서 로그인하지 않아도 받을 수 있어요. 로그인하고 싶다면 다른 컴퓨터에서 해야 해요.",
    ),
    solution=Way(script=f"{LOG_IN_THERE}\nssh other docker pull -q {NAME}\nssh other docker run {NAME}"),
    alternatives=(
        Way(script=f"ssh other docker run --rm {NAME}", why="run pulls what is missing; a public image needs no login"),
        Way(
            script=f"docker -H ssh://other pull -q {NAME}\ndocker -H ssh://other run --rm {NAME}",
            why="the client here, the engine there",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker pull -q {NAME}\ndocker run --rm {NAME}"),
            fails="pulled",
            says="이미지가 내 컴퓨터에 있습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker pull -q {NAME}\ndocker save {NAME} | ssh other docker load\nssh other docker run --rm {NAME}"
            ),
            fails="pulled",
            says="파일에서 불러온 것입니다",
        ),
        Mistake(
            way=Way(script=f"ssh other docker pull -q {NAME}"), fails="ran", says="컨테이너로 실행한 적이 없습니다"
        ),
        Mistake(
            way=Way(script=f"ssh other docker pull -q {NAME}\ndocker run --rm {NAME}"),
            fails="ran",
            says="내 컴퓨터에서 실행했습니다",
        ),
    ),
)
