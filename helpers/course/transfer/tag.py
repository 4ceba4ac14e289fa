"""transfer.tag: give an image the name that the Hub asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.dockerdata.names import parse
from helpers.exercise import checks, probes
from helpers.exercise.checks.images import absent
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "postcard-tag:1.0"
HUB_NAME = f"{{user}}/{IMAGE}"
NAME = f'"$LAB_HUB_USER/{IMAGE}"'


def _named(world: World) -> checks.Miss | None:
    """Check whether the Hub's name stands here; each part of a name that is not the Hub's gets its own sentence."""
    wanted = probes.named(world, HUB_NAME)
    tags = [tag for image in world.mine.images for tag in image.tags if tag not in world.baseline.images]
    if wanted in tags:
        return None
    fresh = [tag for tag in tags if "postcard-tag" in tag] or tags
    return _misnamed(world, fresh[0], wanted) if fresh else absent(world, wanted)


def _misnamed(world: World, tag: str, wanted: str) -> checks.Miss:
    user, found = world.fact(probes.HUB_USER).text, parse(tag)
    if found.registry:
        return checks.Miss(
            observed=say(
                "새로 붙인 이름 `{tag}`{은} `{registry}`{으로} 시작하고, 이것은 다른 레지스트리의 주소로 통합니다.",
                tag=tag,
                registry=found.registry,
            ),
            advice="Docker Hub라면 주소를 적지 않고 사용자명부터 적으면 됩니다.",
        )
    if tag.startswith(f"{user}-"):
        return checks.Miss(
            observed=f"새로 붙인 이름 `{tag}`에는 사용자명과 이름 사이에 빗금(`/`)이 아니라 `-`이 있습니다.",
            advice="빗금 앞이 Docker Hub에서 누구의 자리인지를 뜻합니다. 빗금이 없으면 통째로 이름이 됩니다.",
        )
    if not found.namespace:
        return checks.Miss(
            observed=f"새로 붙인 이름 `{tag}`에 사용자명이 없습니다.",
            advice="이름 앞의 사용자명이 Docker Hub에서 누구의 자리인지를 뜻합니다. 빗금(`/`) 앞에 적습니다.",
        )
    if found.namespace != user:
        return checks.Miss(
            observed=say(
                "새로 붙인 이름 `{tag}`의 사용자명이 `{user}`{이} 아니라 `{owner}`입니다.",
                tag=tag,
                user=user,
                owner=found.namespace,
            ),
            advice="다른 사람의 자리에는 올릴 수 없습니다. 로그인할 때 쓰는 사용자명을 확인해 보세요.",
        )
    return checks.Miss(
        observed=say("새로 붙인 이름은 `{tag}`{이고}, `{wanted}`{은} 없습니다.", tag=tag, wanted=wanted),
        advice="이름과 태그를 문제와 비교해 보세요. 태그를 적지 않으면 latest가 붙습니다.",
    )


EXERCISE = Exercise(
    id="transfer.tag",
    title="Docker Hub의 이름표 달기",
    prompt=(
        f"Docker Hub에 맡기려면 누구의 엽서인지 이름표를 달아야 해요. `{IMAGE}` 이미지에 "
        f"`사용자명/{IMAGE}`이라는 이름을 하나 더 붙이세요.\n\n"
        "`사용자명`은 여러분의 Docker Hub 사용자명이에요. 환경 변수 `$LAB_HUB_USER`에 들어 있어요. "
        "이미지를 새로 만들지 말고, 있는 이미지에 이름만 더하세요. 원래 이름도 그대로 있어야 해요. 올리기는 다음 문제에서 해요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.tag", IMAGE, "이름표를 기다리는 엽서입니다.")
    + parcels.card("transfer.tag", "postcard-tag:draft", "쓰다 만 엽서입니다."),
    owns=Owned(
        images=(
            IMAGE,
            "postcard-tag:draft",
            HUB_NAME,
            "{user}/postcard-tag:latest",
            "postcard-tag:hub",
            "someone-else/postcard-tag:1.0",
        ),
    ),
    checks=(
        checks.assemble(
            "named", f"`사용자명/{IMAGE}`이라는 이름의 이미지가 있습니다.", _named, probes=(probes.HUB_USER,)
        ),
        checks.image_kept("kept", IMAGE, requires=("named",)),
        checks.same_image("same", HUB_NAME, IMAGE, requires=("kept",)),
    ),
    hints=(
        "이미지에 이름을 더하는 명령은 영어로 ‘이름표’예요. 원래 이름을 먼저, 새 이름을 나중에 적어요.",
        "새 이름은 사용자명, 빗금(`/`), 원래의 `이름:태그`를 이어 적어요. 사용자명 자리에는 `$LAB_HUB_USER`를 쓰면 돼요.",
    ),
    secrets=("docker tag",),
    solution=Way(script=f"docker tag {IMAGE} {NAME}"),
    alternatives=(
        Way(script=f"docker image tag $(docker images -q {IMAGE}) {NAME}", why="an id points at the same image"),
        Way(script=f'docker tag {IMAGE} "docker.io/$LAB_HUB_USER/{IMAGE}"', why="the Hub's address may be written out"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"printf 'FROM {IMAGE}\\nENV A=1\\n' | docker build -q -t {NAME} -", variant="made-anew"),
            fails="same",
            says="다른 이미지입니다",
        ),
        Mistake(
            way=Way(
                script=f"docker tag postcard-tag:draft {IMAGE}\ndocker tag {IMAGE} {NAME}",
                why="the draft under both names",
            ),
            fails="kept",
            says="처음과 다른 이미지를 가리킵니다",
        ),
        Mistake(
            way=Way(script=f'docker tag {IMAGE} "$LAB_HUB_USER-{IMAGE}"', why="a hyphen in place of the slash"),
            fails="named",
            says="빗금(`/`)이 아니라 `-`이 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker tag {IMAGE} postcard-tag:hub"),
            fails="named",
            says="`postcard-tag:hub`에 사용자명이 없습니다",
        ),
        Mistake(
            way=Way(script=f"docker tag {IMAGE} someone-else/{IMAGE}"),
            fails="named",
            says="아니라 `someone-else`입니다",
        ),
        Mistake(
            way=Way(script=f'docker tag {IMAGE} "$LAB_HUB_USER/postcard-tag"'),
            fails="named",
            says="이름과 태그를 문제와 비교해",
        ),
        Mistake(
            way=Way(script=f"docker tag postcard-tag:draft {NAME}"),
            fails="same",
            says="`postcard-tag:draft`와 같은 이미지입니다",
        ),
    ),
)
