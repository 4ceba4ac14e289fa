"""transfer.by-id: mend an image that arrived without its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.exercise import checks
from helpers.exercise.model import LABEL, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "postcard-id:1.0"
NAMELESS = "ssh other docker images -q --filter dangling=true --filter label=lab.exercise=transfer.by-id"
DOCKERFILE = f"""FROM busybox:latest
LABEL {LABEL}="transfer.by-id"
COPY card.txt /card.txt
CMD ["cat", "/card.txt"]
"""


def _mended(world: World) -> checks.Miss | None:
    """Check whether the very image that arrived nameless stands there under its name."""
    wanted = world.baseline.images.get(IMAGE)
    named = next((image for image in world.other.images if IMAGE in image.tags), None)
    arrived = next((image for image in world.other.images if image.id == wanted), None)
    if named and named.id == wanted:
        return None
    if named:
        others = [tag for tag in named.tags if tag != IMAGE]
        same = say(" `{other}`{과} 같은 이미지입니다.", other=others[0]) if others else ""
        return checks.Miss(
            observed=f"다른 컴퓨터에 `{IMAGE}`이 있지만, 도착한 이미지와 ID가 다른 이미지입니다.{same}",
            advice="새로 만들거나 다른 이미지에 이름을 붙이면 ID가 달라집니다. 도착해 있던 이미지에 이름을 돌려주세요.",
        )
    if arrived and arrived.tags:
        return checks.Miss(
            observed=say(
                "도착한 이미지에 붙은 이름은 `{tag}`{이고}, `{image}`{은} 없습니다.", tag=arrived.tags[0], image=IMAGE
            ),
            advice="이름과 태그를 문제와 비교해 보세요. 태그를 적지 않으면 latest가 붙습니다.",
        )
    if arrived:
        return checks.nothing(
            "다른 컴퓨터에 도착한 이미지의 이름이 아직 `<none>`입니다.",
            "이름이 없는 이미지는 ID로 가리킬 수 있습니다. 명령을 어느 컴퓨터에서 실행해야 하는지도 살펴보세요.",
        )
    return checks.Miss(
        observed="다른 컴퓨터에 도착했던 이름 없는 이미지가 지워졌습니다.",
        advice="처음 상태로 되돌리거나, 내 컴퓨터에 있는 같은 이미지를 이름과 함께 다시 보내 보세요.",
    )


EXERCISE = Exercise(
    id="transfer.by-id",
    title="이름을 잃은 엽서",
    prompt=(
        f"서두르다가 `{IMAGE}` 이미지를 이름이 아니라 **ID로 저장해서** 보냈어요. 다른 컴퓨터에서 풀어 보니 이름이 `<none>`이에요.\n\n"
        f"**다른 컴퓨터**의 그 이미지가 다시 `{IMAGE}`이라는 이름을 갖게 하세요. "
        "이미지를 새로 만들면 안 돼요. 내 컴퓨터의 것과 ID가 같은, 바로 그 이미지여야 해요."
    ),
    files={"Dockerfile": DOCKERFILE, "card.txt": "이름을 잃어버린 엽서입니다.\n"},
    setup=parcels.STRICT
    + parcels.card("transfer.by-id", IMAGE, "이름을 잃어버린 엽서입니다.")
    + f"docker save $(docker images -q {IMAGE}) | ssh other docker load > /dev/null\n",
    needs_other=True,
    omits={
        "retagged": "다른 컴퓨터의 이미지를 묻고, 내 컴퓨터의 이름은 묻지 않는다",
        "image-removed-after": "다른 컴퓨터의 이미지를 묻고, 내 컴퓨터의 이미지는 묻지 않는다",
    },
    owns=Owned(images=(IMAGE,), other_images=(IMAGE, "postcard-id:latest"), other_runs_of=(IMAGE,)),
    checks=(checks.assemble("mended", f"다른 컴퓨터에 도착한 이미지의 이름이 `{IMAGE}`입니다.", _mended),),
    hints=(
        "이름 없는 이미지도 이미지 목록에 나와요. 이름 대신 쓸 수 있는 것이 같은 줄에 있어요.",
        "이미지에 이름을 더하는 명령에서, 원래 이름 자리에 ID를 적으면 돼요. 다른 컴퓨터에서 해야 한다는 점을 잊지 마세요.",
        "다른 길도 있어요. 이번에는 ID 말고 이름으로 저장해서 다시 보내는 거예요.",
    ),
    secrets=("docker tag",),
    solution=Way(script=f'id=$({NAMELESS})\nssh other docker tag "$id" {IMAGE}'),
    alternatives=(
        Way(script=f"docker save {IMAGE} | ssh other docker load", why="sent again, by its name"),
        Way(
            script=f"docker -H ssh://other tag $(docker images -q {IMAGE}) {IMAGE}",
            why="the id is the same on both computers",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f"tar -c Dockerfile card.txt | ssh other docker build -q -t {IMAGE} -",
                why="rebuilt",
                variant="made-anew",
            ),
            fails="mended",
            says="도착한 이미지와 ID가 다른 이미지입니다",
        ),
        Mistake(
            way=Way(script=f"docker tag $(docker images -q {IMAGE}) {IMAGE}"),
            fails="mended",
            says="아직 `<none>`입니다",
        ),
        Mistake(
            way=Way(script=f"ssh other docker tag $({NAMELESS}) postcard-id"),
            fails="mended",
            says="도착한 이미지에 붙은 이름은 `postcard-id:latest`고",
        ),
        Mistake(
            way=Way(script=f"ssh other docker rmi $({NAMELESS})"),
            fails="mended",
            says="이름 없는 이미지가 지워졌습니다",
        ),
    ),
)
