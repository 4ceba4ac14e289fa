"""transfer.pull-there: pull and run an image on the other computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.course.transfer.parcels import LOG_IN_THERE
from helpers.dockerdata.names import parse
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image
from helpers.exercise.checks.images import absent
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "postcard-pull:1.0"
HUB_NAME = f"{{user}}/{IMAGE}"
NAME = f'"$LAB_HUB_USER/{IMAGE}"'
ON_HUB = probes.hub_manifest(HUB_NAME)


def _on_hub(world: World) -> str:
    """Return the id of the postcard that the Hub held at the start."""
    return str(probes.data_of(world.at_start(ON_HUB))["image"])


def _pulled(world: World) -> checks.Miss | None:
    """Check whether the Hub's postcard stands there with the digest that only a registry gives."""
    name = probes.named(world, HUB_NAME)
    found = find_image(world, name, Computer.OTHER)
    if found is None:
        return absent(world, name, Computer.OTHER)
    if found.id != _on_hub(world):
        others = [tag for tag in found.tags if tag != name]
        same = say(" `{other}`{과} 같은 이미지입니다.", other=others[0]) if others else ""
        return checks.Miss(
            observed=say("다른 컴퓨터의 `{name}`{은} Docker Hub에 있던 엽서가 아닙니다.{same}", name=name, same=same),
            advice="이름을 다른 이미지에 옮겨 달지 않았는지 살펴보세요. 처음 상태로 되돌려 다시 해도 됩니다.",
        )
    if not any(digest.startswith(f"{parse(name).repository}@") for digest in found.digests):
        return checks.Miss(
            observed="이미지가 다른 컴퓨터에 있지만, Docker Hub에서 내려받은 것이 아니라 파일에서 불러온 것입니다.",
            advice="이번에는 다른 컴퓨터가 Docker Hub에서 바로 받아야 합니다. 이미지를 지우고 다시 해 보세요.",
        )
    return None


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
        checks.assemble(
            "pulled",
            f"다른 컴퓨터에 Docker Hub에서 내려받은 `사용자명/{IMAGE}` 이미지가 있습니다.",
            _pulled,
            probes=(probes.HUB_USER,),
            noted=(ON_HUB,),
        ),
        checks.ran(
            "ran",
            HUB_NAME,
            given=True,
            command=parcels.SHOWS,
            on=Computer.OTHER,
            requires=("pulled",),
        ),
    ),
    hints=(
        "다른 컴퓨터에서 실행할 명령 앞에는 `ssh other`를 붙여요. 두 가지 일이 남았어요. 내려받기와 실행하기예요.",
        "내려받는 명령은 영어로 ‘당기다’, 올리기의 반대예요. 이름은 올릴 때와 똑같이 `사용자명/이름:태그`예요.",
        "공개 이미지라서 로그인하지 않아도 받을 수 있어요. 로그인하고 싶다면 다른 컴퓨터에서 해야 해요.",
    ),
    secrets=("docker login",),
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
            way=Way(
                script=f"""ssh other docker pull -q {NAME}
ssh other docker pull -q busybox
ssh other docker tag busybox {NAME}
ssh other docker run --rm {NAME} true""",
                why="the name was moved to busybox, and that was run",
                variant="retagged",
            ),
            fails="pulled",
            says="Docker Hub에 있던 엽서가 아닙니다",
        ),
        Mistake(
            way=Way(script=f"docker pull -q {NAME}\ndocker run --rm {NAME}"),
            fails="pulled",
            says="이미지가 내 컴퓨터에 있습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker pull -q {NAME}\ndocker save {NAME} | ssh other docker load\nssh other docker run --rm {NAME}",
                variant="other-road",
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
