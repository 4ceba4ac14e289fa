"""transfer.push: push an image to the Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.course.transfer.parcels import LOG_IN
from helpers.dockerdata.names import of_repository, parse
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import in_vain
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "postcard-push:1.0"
HUB_NAME = f"{{user}}/{IMAGE}"
NAME = f'"$LAB_HUB_USER/{IMAGE}"'
STANDS, LOGIN = probes.hub_manifest(HUB_NAME), probes.hub_login()


def _pushed(world: World) -> checks.Miss | None:
    """Check whether the tag stands on the Hub; without a login the push was refused."""
    name = probes.named(world, HUB_NAME)
    if world.fact(STANDS).found:
        return None
    before = probes.data_of(world.at_start(probes.HUB_PUSHED))
    fresh = [pushed for pushed in probes.data(world, probes.HUB_PUSHED) if pushed not in before]
    tags = [parse(pushed).tag for pushed in of_repository(name, fresh)]
    if tags:
        return checks.Miss(
            observed=say("Docker Hub에 올라간 태그는 `{tag}`{이고}, `{name}`{은} 없습니다.", tag=tags[0], name=name),
            advice="올릴 때 적은 태그를 확인해 보세요. 태그를 적지 않으면 latest를 올립니다.",
        )
    if fresh:
        return checks.Miss(
            observed=say("Docker Hub에 `{fresh}`{이} 올라갔고, `{name}`{은} 없습니다.", fresh=fresh[0], name=name),
            advice="올린 이름을 한 글자씩 문제와 비교해 보세요.",
        )
    if any(name in image.tags for image in world.other.images):
        return checks.Miss(
            observed=say("`{name}`{은} 다른 컴퓨터에 있지만, Docker Hub에는 없습니다.", name=name),
            advice="다른 컴퓨터로 바로 보내는 것과 Docker Hub에 올리는 것은 다릅니다.",
        )
    return _refused(world, name)


def _refused(world: World, name: str) -> checks.Miss:
    """Say how the login stands, and what was the last to fail."""
    if probes.data(world, LOGIN)["kept"] and not probes.data(world, LOGIN)["accepted"]:
        return checks.Miss(
            observed=say(
                "저장된 로그인 정보를 Docker Hub가 받아들이지 않고, `{name}`{은} 올라가지 않았습니다.", name=name
            ),
            advice="로그인하는 명령으로 다시 로그인해 보세요.",
        )
    if not world.fact(LOGIN).found:
        return checks.nothing(
            say("Docker Hub에 `{name}`{이} 없고, 내 컴퓨터는 로그인하지 않은 상태입니다.", name=name),
            "로그인하지 않으면 `denied`로 거절당합니다. 올리기 전에 무엇을 해야 하는지 떠올려 보세요.",
        )
    return checks.Miss(
        observed=say(
            "로그인은 했지만 Docker Hub에 `{name}`{이} 없습니다.{failed}",
            name=name,
            failed=in_vain(world.tried[-1]) if world.tried else "",
        ),
        advice="올리는 명령이 무엇이라고 대답했는지, 이름 앞의 사용자명이 맞는지 확인해 보세요.",
    )


def _same(world: World) -> checks.Miss | None:
    """Check whether the Hub got the image that stood here under that name at the start."""
    name, pushed = probes.named(world, HUB_NAME), probes.data(world, STANDS).get("image")
    if pushed == world.baseline.images.get(name):
        return None
    tags = [tag for image in world.mine.images if image.id == pushed for tag in image.tags if tag != name]
    same = say(" `{tag}`{과} 같은 이미지입니다.", tag=tags[0]) if tags else ""
    return checks.Miss(
        observed=say(
            "Docker Hub의 `{name}`{은} 올리기로 한 엽서가 아닌 다른 이미지입니다.{same}", name=name, same=same
        ),
        advice="이름표를 다른 이미지에 옮겨 달고 올리지 않았는지 살펴보세요. 처음 상태로 되돌려 다시 해도 됩니다.",
    )


EXERCISE = Exercise(
    id="transfer.push",
    title="엽서를 Docker Hub에 맡기기",
    prompt=(
        f"이름표를 단 엽서 `사용자명/{IMAGE}` 이미지가 준비되어 있어요. 이 이미지를 **Docker Hub에 올리세요.** "
        "지금은 로그인하지 않은 상태예요.\n\n"
        "`사용자명` 자리에는 `$LAB_HUB_USER`를 쓰고, 비밀번호는 `$LAB_HUB_PASSWORD`에 있어요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.push", f"$LAB_HUB_USER/{IMAGE}", "Docker Hub로 떠나는 엽서입니다.")
    + parcels.card("transfer.push", "postcard-push:draft", "쓰다 만 엽서입니다."),
    owns=Owned(
        images=(HUB_NAME, "{user}/postcard-push:latest", "postcard-push:draft", "someone-else/postcard-push:1.0"),
        other_images=(HUB_NAME,),
        hub=("postcard-push:1.0", "postcard-push:latest"),
        login=True,
    ),
    checks=(
        checks.assemble(
            "pushed",
            f"Docker Hub에 `사용자명/{IMAGE}`이 있습니다.",
            _pushed,
            probes=(probes.HUB_USER, STANDS, LOGIN, probes.HUB_PUSHED),
            noted=(probes.HUB_PUSHED,),
        ),
        checks.assemble(
            "same",
            f"Docker Hub의 `사용자명/{IMAGE}`은 준비된 엽서 그대로입니다.",
            _same,
            requires=("pushed",),
            probes=(probes.HUB_USER, STANDS),
        ),
    ),
    hints=(
        "두 가지 일을 차례로 해야 해요. 먼저 내가 누구인지 알리고, 그다음에 올려요.",
        "올리는 명령은 영어로 ‘밀다’예요. 뒤에 `사용자명/이름:태그`를 빠짐없이 적어요.",
        "`denied`가 나오면 로그인했는지, 이름 앞의 사용자명이 내 것인지 확인하세요.",
    ),
    secrets=("docker login",),
    solution=Way(script=f"{LOG_IN}\ndocker push -q {NAME}"),
    alternatives=(
        Way(script=f"{LOG_IN}\ndocker image push {NAME}", why="the long name, with the progress"),
        Way(
            script=f'{LOG_IN}\ndocker push --all-tags "$LAB_HUB_USER/postcard-push"',
            why="all tags of the repository at once",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"{parcels.FORGED_LOGIN}\ndocker push {NAME}", why="a forged login", variant="forged"),
            fails="pushed",
            says="저장된 로그인 정보를 Docker Hub가 받아들이지 않고",
        ),
        Mistake(
            way=Way(script=f"{LOG_IN}\ndocker save {NAME} | ssh other docker load", why="sent to the other computer"),
            fails="pushed",
            says="다른 컴퓨터에 있지만, Docker Hub에는 없습니다",
        ),
        Mistake(way=Way(script=f"docker push {NAME}"), fails="pushed", says="로그인하지 않은 상태입니다"),
        Mistake(
            way=Way(
                script=f'{LOG_IN}\ndocker tag {NAME} "$LAB_HUB_USER/postcard-push"\ndocker push "$LAB_HUB_USER/postcard-push"'
            ),
            fails="pushed",
            says="Docker Hub에 올라간 태그는 `latest`고",
        ),
        Mistake(
            way=Way(script=f"{LOG_IN}\ndocker tag {NAME} someone-else/{IMAGE}\ndocker push someone-else/{IMAGE}"),
            fails="pushed",
            says="로그인은 했지만 Docker Hub에",
        ),
        Mistake(
            way=Way(script=f"{LOG_IN}\ndocker tag postcard-push:draft {NAME}\ndocker push {NAME}"),
            fails="same",
            says="올리기로 한 엽서가 아닌 다른 이미지입니다",
        ),
    ),
)
