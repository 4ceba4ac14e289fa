"""commands.rmi: remove an image that a stopped container still uses."""

from helpers.dockerdata.types import World
from helpers.exercise.checks import Miss, assemble, image_gone, image_kept, listed
from helpers.exercise.checks.containers import not_gone
from helpers.exercise.model import Exercise, Mistake, Owned, Way


def _tidied(world: World) -> Miss | None:
    """Say that the container is still there, or was when the image was deleted: that takes force."""
    if miss := not_gone(world, "flyer-print"):
        return miss
    image, print_ = (
        table.get(name)
        for table, name in ((world.baseline.images, "flyer:1.0"), (world.baseline.container_ids, "flyer-print"))
    )
    order = [(event.action, event.id) for event in world.mine.events if event.action in ("delete", "destroy")]
    deleted, removed = ("delete", image), ("destroy", print_)
    if deleted in order and removed in order and order.index(deleted) < order.index(removed):
        return Miss(
            observed="`flyer-print` 컨테이너가 아직 쓰고 있을 때 `flyer:1.0` 이미지를 억지로 지웠습니다.",
            advice="쓰고 있는 것을 먼저 정리하면 억지로 지울 일이 없습니다. 처음 상태로 되돌려 다시 해 보세요.",
        )
    return None


EXERCISE = Exercise(
    id="commands.rmi",
    title="아직 쓰이는 이미지 지우기",
    prompt="""\
전단을 만드는 이미지가 둘 있어요. 지난 전단 `flyer:1.0`과 새 전단 `flyer:2.0`이에요. 지난 전단은 이제 필요 없어요.

**`flyer:1.0` 이미지를 지우세요.** 그냥 지우면 오류가 날 거예요. 오류를 읽고, 무엇이 그 이미지를 쓰고 있는지 찾아서 **그것부터 깨끗이 정리**하세요. 억지로 지우지 말고요.
새 전단 `flyer:2.0`은 그대로 두세요.""",
    owns=Owned(
        containers=("flyer-print", "flyer-old"),
        images=("flyer:1.0", "flyer:2.0"),
        # The next round's images have the same ids: what was made of them would hold them.
        runs_of=("flyer:1.0", "flyer:2.0"),
    ),
    setup="""\
for edition in 1.0 2.0; do
  printf 'FROM busybox\\nLABEL edition=%s\\n' $edition | docker build -q -t flyer:$edition --label lab.exercise=commands.rmi -
done
docker run --name flyer-print flyer:1.0 true
""",
    checks=(
        image_gone("image", "flyer:1.0"),
        listed(
            assemble("container", "`flyer-print` 컨테이너가 이미지보다 먼저 지워졌습니다.", _tidied),
            "`flyer:1.0` 이미지를 쓰던 것이 깨끗이 정리되었습니다.",
        ),
        image_kept("kept", "flyer:2.0"),
    ),
    hints=(
        "끝난 컨테이너도 자기 이미지를 붙들고 있어요. 끝난 것까지 보이는 목록의 `IMAGE` 열을 살펴보세요.",
        "순서가 있어요. 컨테이너를 먼저 지우고, 이미지를 나중에 지워요.",
        "컨테이너를 지우는 명령과 이미지를 지우는 명령은 끝의 한 글자가 달라요.",
    ),
    secrets=("flyer-print", "docker rm"),
    solution=Way(script="docker rm flyer-print\ndocker rmi flyer:1.0"),
    alternatives=(
        Way(
            script="docker rm $(docker ps -aq --filter ancestor=flyer:1.0)\ndocker image rm flyer:1.0",
            why="the containers found by their image, the long command",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker rmi -f flyer:1.0"),
            fails="container",
            says="`flyer-print` 컨테이너가 아직 멈춘 채 남아 있습니다",
        ),
        Mistake(
            way=Way(
                script="docker rename flyer-print flyer-old\ndocker rmi -f flyer:1.0",
                why="the container is only called otherwise",
                variant="renamed-not-removed",
            ),
            fails="container",
            says="`flyer-print` 컨테이너는 지워지지 않고 이름만 `flyer-old`로 바뀌었습니다",
        ),
        Mistake(
            way=Way(script="docker rmi -f flyer:1.0\ndocker rm flyer-print", why="by force, tidied afterwards"),
            fails="container",
            says="이미지를 억지로 지웠습니다",
        ),
        Mistake(way=Way(script="docker rm flyer-print"), fails="image", says="`flyer:1.0` 이미지가 아직 있습니다"),
        Mistake(
            way=Way(script="docker rm flyer-print\ndocker rmi flyer:1.0 flyer:2.0"),
            fails="kept",
            says="`flyer:2.0` 이미지가 있었지만 지금은 없습니다",
        ),
        Mistake(
            way=Way(script="docker tag flyer:1.0 flyer:old\ndocker rmi flyer:1.0\ndocker rm flyer-print"),
            fails="image",
            says="이름만 없어지고 이미지는 남아 있습니다",
        ),
    ),
)
