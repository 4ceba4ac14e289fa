"""transfer.logout: leave no credentials behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "postcard-logout:1.0"
HERE, THERE = probes.hub_login(), probes.hub_login(Computer.OTHER)


def _image_removed(world: World) -> bool:
    return world.fact(THERE).found and not any(IMAGE in image.tags for image in world.other.images)


EXERCISE = Exercise(
    id="transfer.logout",
    title="로그인 정보를 남기지 않기",
    prompt=(
        "전시회가 끝났어요. 내 컴퓨터와 전시장의 다른 컴퓨터, 두 곳 모두 Docker Hub에 로그인된 채예요. "
        "이대로 두면 다음에 앉는 사람이 내 이름으로 이미지를 올릴 수 있어요.\n\n"
        f"**두 컴퓨터 모두에서** Docker Hub의 로그인 정보를 없애세요. 다른 컴퓨터의 `{IMAGE}` 이미지는 내년에 또 쓸 테니 남겨 두세요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.logout", IMAGE, "내년에 또 만나요!")
    + f"docker save {IMAGE} | ssh other docker load > /dev/null\n"
    + f"{parcels.LOG_IN} > /dev/null 2>&1\n{parcels.LOG_IN_THERE} > /dev/null 2>&1\n",
    needs_other=True,
    omits={"forged": "없애는 문제여서 지어낼 흔적이 없다"},
    owns=Owned(images=(IMAGE,), other_images=(IMAGE,), login=True),
    checks=(
        checks.logged_out(
            "there",
            on=Computer.OTHER,
            near=(
                checks.Near(
                    when=_image_removed,
                    observed="이미지를 지웠지만 다른 컴퓨터의 로그인 정보는 그대로 남아 있습니다.",
                    advice="이미지와 로그인 정보는 다른 것입니다. 처음 상태로 되돌린 뒤, 로그인의 반대가 되는 명령을 살펴보세요.",
                ),
                checks.Near(
                    when=lambda world: not world.fact(HERE).found and world.fact(THERE).found,
                    observed="내 컴퓨터에서는 로그아웃했지만 다른 컴퓨터의 로그인 정보는 남아 있습니다.",
                    advice="로그인 정보는 컴퓨터마다 따로 저장됩니다. 두 컴퓨터 모두 살펴보세요.",
                    probes=(HERE, THERE),
                ),
            ),
        ),
        checks.logged_out(
            "here",
            requires=("there",),
            near=(
                checks.Near(
                    when=lambda world: not world.fact(THERE).found and world.fact(HERE).found,
                    observed="다른 컴퓨터에서는 로그아웃했지만 내 컴퓨터의 로그인 정보는 남아 있습니다.",
                    advice="로그인 정보는 컴퓨터마다 따로 저장됩니다. 두 컴퓨터 모두 살펴보세요.",
                    probes=(HERE, THERE),
                ),
            ),
        ),
        checks.image_kept("kept", IMAGE, on=Computer.OTHER, requires=("here",)),
    ),
    hints=(
        "로그인의 반대가 되는 명령이 있어요. 이미지를 지우는 명령과는 상관이 없어요.",
        "로그인은 컴퓨터마다 따로였죠? 나가기도 마찬가지예요. 한 번은 그냥, 한 번은 앞에 `ssh other`를 붙여서 해요.",
    ),
    solution=Way(script="docker logout\nssh other docker logout"),
    alternatives=(
        Way(
            script="docker logout https://index.docker.io/v1/\nssh other docker logout https://index.docker.io/v1/",
            why="the Hub by its full address",
        ),
        Way(
            script="rm ~/.docker/config.json\nssh other rm .docker/config.json",
            why="the file that keeps the credentials",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="mv ~/.docker/config.json old-config.json\nssh other docker logout",
                why="the file was moved aside",
                variant="renamed-not-removed",
            ),
            fails="here",
            says="old-config.json` 파일에 남아 있습니다",
        ),
        Mistake(
            way=Way(script=f"ssh other docker rmi {IMAGE}", why="removed the image instead"),
            fails="there",
            says="이미지를 지웠지만 다른 컴퓨터의 로그인 정보는 그대로",
        ),
        Mistake(way=Way(script="docker logout"), fails="there", says="내 컴퓨터에서는 로그아웃했지만 다른 컴퓨터의"),
        Mistake(
            way=Way(script="ssh other docker logout"), fails="here", says="다른 컴퓨터에서는 로그아웃했지만 내 컴퓨터의"
        ),
        Mistake(
            way=Way(script=f"docker logout\nssh other docker logout\nssh other docker rmi {IMAGE}"),
            fails="kept",
            says="있었지만 지금은 없습니다",
        ),
    ),
)
