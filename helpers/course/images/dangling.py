"""images.dangling: find and remove the nameless image left by a rebuild."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.exercise import checks
from helpers.exercise.model import LABEL, Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE, _ID = "letter-dangling:1.0", "images.dangling"
_SETUP = f"""\
for version in 초안 완성본; do
    docker build -q -t {_IMAGE} - <<EOF
FROM busybox:latest
LABEL lab.exercise={_ID}
CMD ["echo", "편지 $version"]
EOF
done
"""


def _removed() -> Check:
    """Check that the nameless image of the start is gone, with whatever name it was given since."""

    def look(world: World) -> checks.Miss | None:
        ours = [image for image in world.mine.images if image.labels.get(LABEL) == _ID]
        nameless_then = {image_id for name, image_id in world.baseline.images.items() if name == image_id}
        left = [image for image in ours if image.id in nameless_then]
        if not left:
            return None
        if left[0].tags:
            return checks.Miss(
                observed=say(
                    "이름 없던 이미지를 지우지 않고 `{name}`{이라는} 이름을 붙였습니다.", name=left[0].tags[0]
                ),
                advice="이름을 붙여도 예전 이미지는 그대로 자리를 차지합니다. 필요 없는 이미지는 지우는 것이 맞습니다.",
            )
        users = sorted(box.name for box in world.mine.containers if box.image_id == left[0].id)
        if users:
            return checks.Miss(
                observed=say(
                    "이름이 `<none>`인 예전 이미지가 아직 남아 있습니다. `{box}` 컨테이너가 이 이미지로 만든 것입니다.",
                    box=users[0],
                ),
                advice="컨테이너가 쓰는 이미지는 지워지지 않습니다. 그 컨테이너를 먼저 치우세요.",
            )
        return checks.nothing(
            "이름이 `<none>`인 예전 이미지가 아직 남아 있습니다.",
            "이미지 목록에서 이름 없는 것만 골라 보세요. 이름이 없어도 `IMAGE ID`로 가리킬 수 있습니다.",
        )

    return checks.assemble("removed", "다시 빌드하면서 이름을 잃은 이미지가 지워졌습니다.", look, requires=("kept",))


EXERCISE = Exercise(
    id="images.dangling",
    title="이름을 잃은 이미지 치우기",
    prompt=f"""\
편지를 고쳐서 같은 이름으로 다시 빌드했어요. `{_IMAGE}`이라는 이름은 새 이미지로 옮겨 갔고, 예전 초안은 이름을 잃은 채 남았어요.

**이름 없는 이미지**를 찾아서 지우세요. 완성본인 `{_IMAGE}`은 그대로 있어야 해요.
""",
    setup=_SETUP,
    owns=Owned(images=(_IMAGE, "letter-dangling:old"), runs_of=(_IMAGE,)),
    checks=(checks.image_kept("kept", _IMAGE), _removed()),
    hints=(
        "이미지 목록을 보세요. 이름과 태그 자리에 `<none>`이라고 나오는 것이 이름 없는 이미지예요. `-f dangling=true`를 붙이면 그런 것만 나와요.",
        "이름이 없어도 `IMAGE ID`는 있어요. 이미지를 지우는 명령에는 이름 대신 그 ID를 적을 수 있어요.",
    ),
    solution=Way(
        script="# 이 문제의 이미지에는 lab.exercise라는 라벨(label)이 붙어 있어요. 그것까지 보면 남의 것은 건드리지 않아요\n"
        f"docker rmi $(docker images -f dangling=true -f label=lab.exercise={_ID} -q)"
    ),
    alternatives=(
        Way(script=f"docker image prune -f --filter label=lab.exercise={_ID}", why="all nameless ones at once"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker rmi {_IMAGE}", why="removed the named one"),
            fails="kept",
            says="`letter-dangling:1.0` 이미지",
        ),
        Mistake(
            way=Way(script="docker images -f dangling=true", why="only looked"),
            fails="removed",
            says="이름이 `<none>`인 예전 이미지가 아직 남아 있습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker tag $(docker images -f dangling=true -f label=lab.exercise={_ID} -q) letter-dangling:old",
                why="given a name instead",
                variant="renamed-not-removed",
            ),
            fails="removed",
            says="`letter-dangling:old`라는 이름을 붙였습니다",
        ),
    ),
)
