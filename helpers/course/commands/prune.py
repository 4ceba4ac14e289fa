"""commands.prune: clean up without losing the running service or its data."""

from helpers.course.commands.container_checks import SERVE, all_gone, all_kept, happened
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, nothing
from helpers.exercise.model import Exercise, Mistake, Owned, Way

SEASON = "--label season=past"


RECIPE = "소금빵: 밀가루 500g"
SALT = probes.volume_file("recipes", "salt.txt")


def _network_gone(world: World) -> Miss | None:
    road = next((found for found in world.mine.networks if found.name == "festival-road"), None)
    if road is None:
        return None
    if road.id not in world.baseline.networks:
        return Miss(
            observed="처음의 `festival-road` 네트워크는 지워졌지만, 같은 이름으로 새로 만든 네트워크가 있습니다.",
            advice="지운 뒤에 다시 만들지 않았는지 되짚어 보세요.",
        )
    users = [found.name for found in world.mine.containers if road.name in found.networks]
    return nothing(
        "`festival-road` 네트워크가 아직 남아 있습니다."
        + (f" `{users[0]}` 컨테이너가 이어져 있습니다." if users else ""),
        "컨테이너가 하나도 이어져 있지 않은 네트워크만 청소할 수 있습니다.",
    )


def _volume_kept(world: World) -> Miss | None:
    removed = happened("destroy", name="recipes", kind="volume")(world)
    stands, salt = any(found.name == "recipes" for found in world.mine.volumes), world.fact(SALT)
    if stands and not removed and RECIPE in salt.text.splitlines():
        return None
    if stands and removed:
        observed = "`recipes` 볼륨이 지워졌고, 지금 있는 것은 같은 이름으로 새로 만든 볼륨입니다."
    elif stands:
        there = f"에는 지금 `{salt.text.strip()[:80]}`라고 적혀 있습니다" if salt.found else "가 없어졌습니다"
        observed = f"`recipes` 볼륨은 있지만, 안에 있던 `salt.txt`{there}."
    else:
        observed = "`recipes` 볼륨이 지워졌습니다. 안에 있던 빵 만드는 법도 함께 사라졌습니다."
    return Miss(
        observed=observed,
        advice="쓰는 컨테이너가 없어도 볼륨에는 데이터가 있습니다. 처음 상태로 되돌리고 볼륨은 건드리지 마세요.",
    )


EXERCISE = Exercise(
    id="commands.prune",
    title="한꺼번에 청소하기",
    prompt="""\
금요일은 대청소 날이에요. 철이 지난 것을 치웁시다.

- 치울 것: 끝난 컨테이너 `xmas-cake`와 `halloween-pie`, 아무도 쓰지 않는 네트워크 `festival-road`
- 남길 것: 실행 중인 배달 서비스 `delivery`, 빵 만드는 법이 든 볼륨 `recipes`

치울 것에는 모두 `season=past`라는 라벨이 붙어 있어요. 하나씩 지워도 되고, 한꺼번에 지워도 돼요. **남길 것은 반드시 남기세요.**""",
    owns=Owned(
        containers=("xmas-cake", "halloween-pie", "delivery", "cake"), networks=("festival-road",), volumes=("recipes",)
    ),
    setup=f"""\
docker volume create recipes
docker network create {SEASON} festival-road
docker run --rm -v recipes:/recipes busybox sh -c 'echo "{RECIPE}" > /recipes/salt.txt'
docker run --name xmas-cake {SEASON} busybox true
docker run --name halloween-pie {SEASON} busybox true
docker run -d --name delivery busybox sh -c '{SERVE}'
""",
    checks=(
        all_gone("ended", ("xmas-cake", "halloween-pie")),
        assemble("road", "`festival-road` 네트워크가 지워졌습니다.", _network_gone),
        all_kept("delivery", ("delivery",)),
        assemble("recipes", "`recipes` 볼륨이 그대로 있습니다.", _volume_kept, probes=(SALT,)),
    ),
    hints=(
        "쓰지 않는 것을 한꺼번에 지우는 명령은 컨테이너용과 네트워크용이 따로 있어요. ‘가지를 치다’라는 뜻의 단어예요.",
        "`--filter label=이름=값`을 붙이면 그 라벨이 붙은 것만 지워요. 다른 연습 문제의 컨테이너까지 지우지 않으려면 붙이는 편이 좋아요.",
        "볼륨까지 지우는 명령이나 옵션은 쓰지 마세요. 지우기 전에 무엇이 지워질지 목록으로 먼저 보세요.",
    ),
    solution=Way(
        script="""\
docker container prune -f --filter label=season=past
docker network prune -f --filter label=season=past"""
    ),
    alternatives=(
        Way(script="docker rm xmas-cake halloween-pie\ndocker network rm festival-road", why="one by one"),
        Way(script="docker system prune -f --filter label=season=past", why="all kinds at once"),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker rm -f delivery xmas-cake halloween-pie\ndocker network rm festival-road"),
            fails="delivery",
            says="`delivery` 컨테이너가 지워졌습니다",
        ),
        Mistake(
            way=Way(
                script="docker container prune -f --filter label=season=past\ndocker network rm festival-road\ndocker volume rm recipes"
            ),
            fails="recipes",
            says="`recipes` 볼륨이 지워졌습니다",
        ),
        Mistake(
            way=Way(
                script="docker rename xmas-cake cake\ndocker rm halloween-pie\ndocker network rm festival-road",
                why="one of them is only called otherwise",
                variant="renamed-not-removed",
            ),
            fails="ended",
            says="`xmas-cake` 컨테이너는 지워지지 않고 이름만 `cake`로 바뀌었습니다",
        ),
        Mistake(
            way=Way(
                script="docker system prune -f --filter label=season=past\ndocker volume rm recipes\ndocker volume create recipes",
                why="an empty volume of the name",
            ),
            fails="recipes",
            says="지금 있는 것은 같은 이름으로 새로 만든 볼륨입니다",
        ),
        Mistake(
            way=Way(script="docker container prune -f --filter label=season=past"),
            fails="road",
            says="`festival-road` 네트워크가 아직 남아 있습니다",
        ),
        Mistake(
            way=Way(script="docker network prune -f --filter label=season=past"),
            fails="ended",
            says="`xmas-cake`, `halloween-pie` 컨테이너가 아직 멈춘 채 남아 있습니다",
        ),
    ),
)
