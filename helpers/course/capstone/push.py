"""capstone.push: push the mended board to the Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.order import Order, order
from helpers.course.capstone.run import READ
from helpers.course.transfer.parcels import LOG_IN
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image, in_vain
from helpers.exercise.model import Exercise, Mistake, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

ID = "capstone.push"
TAG = 'docker tag "$BOARD:1.1" "$LAB_HUB_USER/$BOARD:1.1"\n'
PUSH = 'docker push -q "$LAB_HUB_USER/$BOARD:1.1"'

PROMPT = """\
고친 알림판이 주문서의 `BOARD`에 태그 `1.1`로 준비되어 있어요. 이전 버전 `1.0`도 남아 있어요.

고친 버전을 **Docker Hub에 `사용자명/BOARD:1.1`로** 올리세요. `사용자명` 자리에는 `$LAB_HUB_USER`를, `BOARD` 자리에는 주문서의 값을 써요. 비밀번호는 `$LAB_HUB_PASSWORD`에 있어요."""
HINTS = (
    "세 가지를 차례로 해요. 로그인하고, 사용자명으로 시작하는 이름을 하나 더 붙이고, 그 이름으로 올려요.",
    "이름을 더 붙이는 명령은 이미지를 새로 만들지 않아요. 어느 판에 붙이는지 태그를 잘 보세요.",
)
SOLUTION = Way(script=f"{READ}{LOG_IN}\n{TAG}{PUSH}")
ALTERNATIVES = (
    Way(
        script=f'{READ}{LOG_IN}\n{TAG}docker push --all-tags "$LAB_HUB_USER/$BOARD"',
        why="all tags of the repository",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(
            script=f'{READ}{LOG_IN}\nprintf "FROM $BOARD:1.1\\nLABEL version=1.1\\n" | '
            f'docker build -q -t "$LAB_HUB_USER/$BOARD:1.1" -\n{PUSH}',
            why="built anew from the mended one",
            variant="made-anew",
        ),
        fails="same",
        says="고친 버전이 아니라 다른 이미지입니다",
    ),
    Mistake(
        way=Way(script=f'{READ}{LOG_IN}\ndocker tag "$BOARD:1.1" "$LAB_HUB_USER/$BOARD:latest"'),
        fails="pushed",
        says="새로 붙인 이름은 `",
    ),
    Mistake(way=Way(script=f"{READ}{TAG}{PUSH}"), fails="pushed", says="로그인하지 않은 상태입니다"),
    Mistake(
        way=Way(script=f'{READ}{LOG_IN}\ndocker push "$BOARD:1.1"'),
        fails="pushed",
        says="이름을 붙인 이미지가 없습니다",
    ),
    Mistake(
        way=Way(
            script=f'{READ}{LOG_IN}\ndocker tag "$BOARD:1.1" "$LAB_HUB_USER/$BOARD"\ndocker push -q "$LAB_HUB_USER/$BOARD"'
        ),
        fails="pushed",
        says="Docker Hub에 올라간 태그는 `latest`고",
    ),
    Mistake(way=Way(script=f"{READ}{LOG_IN}\n{TAG}"), fails="pushed", says="이름은 붙였지만"),
    Mistake(
        way=Way(script=f"{READ}{LOG_IN}\n{TAG.replace(':1.1', ':1.0', 1)}{PUSH}", why="the faulty version"),
        fails="same",
        says=":1.0`과 같은 이미지입니다",
    ),
)


def _pushed(name: str) -> Check:
    """Check that the tag stands on the Hub; each earlier step that is missing gets its own sentence."""
    stands, login = probes.hub_manifest(name), probes.hub_login()

    def look(world: World) -> checks.Miss | None:
        shown, tags = probes.named(world, name), probes.data(world, stands).get("tags") or []
        if world.fact(stands).found:
            return None
        if tags:
            return checks.Miss(
                observed=say(
                    "Docker Hub에 올라간 태그는 `{tag}`{이고}, `{name}`{은} 없습니다.", tag=tags[0], name=shown
                ),
                advice="올릴 때 적은 태그를 확인해 보세요.",
            )
        failed = in_vain(world.tried[-1]) if world.tried else ""
        logins = [tried for tried in world.tried if tried.command == "docker login"]
        if not world.fact(login).found:
            return checks.Miss(
                observed=say("Docker Hub에 `{name}`{이} 없고, 내 컴퓨터는 로그인하지 않은 상태입니다.", name=shown)
                + (in_vain(logins[-1]) if logins else failed),
                advice="올리기 전에 내가 누구인지 알려야 합니다.",
                attempted=bool(failed),
            )
        if find_image(world, shown) is None:
            return checks.Miss(
                observed=say("로그인은 했지만 `{name}`{이라는} 이름을 붙인 이미지가 없습니다.", name=shown)
                + (_named(world) or failed),
                advice="Docker Hub에 올릴 이미지의 이름은 사용자명으로 시작합니다.",
            )
        return checks.Miss(
            observed=say("이름은 붙였지만 Docker Hub에 `{name}`{이} 없습니다.", name=shown) + failed,
            advice="올리는 명령을 실행했는지, 그 명령이 무엇이라고 대답했는지 확인해 보세요.",
        )

    establishes = f"Docker Hub에 `{name}` 이미지가 있습니다."
    return checks.assemble("pushed", establishes, look, probes=(probes.HUB_USER, stands, login))


def _named(world: World) -> str:
    """Tell as one more sentence which names came since the start instead."""
    new = sorted({tag for image in world.mine.images for tag in image.tags} - set(world.baseline.images))
    return say(" 새로 붙인 이름은 `{new}`입니다.", new=new[0]) if new else ""


def _same(name: str, mended: str) -> Check:
    """Check that the Hub holds the image that `mended` named at the start."""
    stands = probes.hub_manifest(name)

    def look(world: World) -> checks.Miss | None:
        there = probes.data(world, stands).get("image")
        if there == world.baseline.images.get(mended):
            return None
        then = sorted(tag for tag, image in world.baseline.images.items() if image == there)
        what = say("`{tag}`{과} 같은 이미지", tag=then[0]) if then else "다른 이미지"
        return checks.Miss(
            observed=say(
                "Docker Hub의 `{name}`{은} 고친 버전이 아니라 {what}입니다.", name=probes.named(world, name), what=what
            ),
            advice="어느 이미지에 이름을 붙였는지 이미지 ID를 비교해 보세요.",
        )

    establishes = f"Docker Hub의 이미지는 `{mended}` 그대로입니다."
    return checks.assemble("same", establishes, look, requires=("pushed",), probes=(probes.HUB_USER, stands))


def _checks(asked: Order) -> tuple[Check, ...]:
    name = f"{{user}}/{asked.board}:1.1"
    return _pushed(name), _same(name, f"{asked.board}:1.1")


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id=ID,
        title="8. Docker Hub에 올리기",
        prompt=PROMPT,
        files={"order.env": asked.text},
        setup=service.STRICT + service.board_image(ID, asked) + service.board_image(ID, asked, mended=True),
        owns=service.owned(
            asked, hub=tuple(f"{asked.board}:{tag}" for tag in ("1.1", "1.0", "v1.1", "latest")), login=True
        ),
        personal=asked.values,
        points=2,
        checks=_checks(asked),
        hints=HINTS,
        secrets=("docker tag", "docker login"),
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        omits={
            "forged": "로그인한 흔적이 아니라 Docker Hub에 올라간 이미지를 본다",
            "retagged": "올린 뒤에 내 컴퓨터에서 이름을 옮겨도 올라간 이미지는 그대로다",
            "image-removed-after": "올린 뒤에는 내 컴퓨터의 이미지를 지워도 된다",
        },
        mistakes=MISTAKES,
    )
