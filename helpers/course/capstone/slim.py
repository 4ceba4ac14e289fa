"""capstone.slim: bring the image under a given size, without the key that lies beside the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.order import Order, order
from helpers.course.images.build_checks import built, says_history
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

LIMIT = 16
PHOTO, KEY = probes.file("photos/oven.raw"), probes.file("store.key")
BUILD = '. ./order.env\ndocker build -q -t "$BOARD:1.0" .'
IGNORE = "printf 'photos\\nstore.key\\n' > .dockerignore\n"

PROMPT = f"""\
연습 폴더에 Dockerfile이 준비되어 있어요. 그런데 폴더에는 가게의 오븐 사진(`photos`)과 창고의 열쇠(`store.key`)도 있어요. 그대로 빌드하면 모두 이미지에 담겨요.

**사진과 열쇠는 폴더에 그대로 두고**, 이미지를 다시 빌드하세요.

- 이미지는 주문서의 `BOARD`에 태그 `1.0`이에요.
- 크기는 **{LIMIT} MiB보다 작아야** 해요.
- 이미지 안에 **열쇠가 없어야** 해요.
- 알림판은 그대로 나와야 해요."""
HINTS = (
    "담지 않을 파일을 정하는 방법은 둘이에요. 복사하는 줄을 고치거나, 빌드 컨텍스트에서 빼는 거예요.",
    "빌드 컨텍스트에서 뺄 이름을 한 줄에 하나씩 적어 두는 파일이 있어요. 이름이 점으로 시작해요.",
)
SOLUTION = Way(script=IGNORE + BUILD)
ALTERNATIVES = (
    Way(
        script="cat > Dockerfile <<'EOF'\n"
        'FROM busybox:latest\nWORKDIR /board\nCOPY serve.sh shop.txt ./\nCOPY www ./www\nCMD ["sh", "serve.sh"]\n'
        f"EOF\n{BUILD}",
        why="copies only what the board needs",
    ),
    Way(
        script=f"printf '*\\n!serve.sh\\n!shop.txt\\n!www\\n' > .dockerignore\n{BUILD}",
        why="leaves out all but what it names",
    ),
)
MISTAKES = (
    Mistake(way=Way(script=BUILD), fails="small", says="아직 16 MiB보다 큽니다"),
    Mistake(
        way=Way(script=f"sed -i '/^CMD/i RUN rm -r /board/photos /board/store.key' Dockerfile\n{BUILD}"),
        fails="small",
        says="다음 레이어에서 지우고 있습니다",
    ),
    Mistake(
        way=Way(script=f"echo photos > .dockerignore\n{BUILD}"),
        fails="key",
        says="이미지 안에 `/board/store.key`가 들어 있습니다",
    ),
    Mistake(way=Way(script=f"rm -r photos store.key\n{BUILD}"), fails="kept", says="파일이 사라졌습니다"),
    Mistake(
        way=Way(script=f"printf 'photos\\nstore.key\\nwww\\n' > .dockerignore\n{BUILD}", why="left out too much"),
        fails="page",
        says="종료 코드",
    ),
)


def _kept(world: World) -> checks.Miss | None:
    gone = [probe.subject for probe in (PHOTO, KEY) if not world.fact(probe).found]
    if not gone:
        return None
    return checks.Miss(
        observed=f"연습 폴더에서 `{'`, `'.join(gone)}` 파일이 사라졌습니다.",
        advice="사진과 열쇠는 가게가 쓰는 파일입니다. 지우지 말고 이미지에만 담기지 않게 하세요. 처음 상태로 되돌려 다시 해 보세요.",
    )


def _checks(asked: Order) -> tuple[Check, ...]:
    image = f"{asked.board}:1.0"
    later, history = says_history(image, r"^RUN (/bin/sh -c )?rm ")
    removed_later = checks.Near(
        when=later,
        observed=f"`{image}` 이미지가 아직 {LIMIT} MiB보다 큽니다. 복사한 파일을 다음 레이어에서 지우고 있습니다.",
        advice="뒤의 레이어에서 지워도 앞의 레이어는 작아지지 않습니다. 처음부터 복사하지 않으려면 어떻게 할까요?",
        probes=history,
    )
    return (
        checks.assemble("kept", "연습 폴더의 사진과 열쇠가 그대로 있습니다.", _kept, probes=(PHOTO, KEY)),
        built(image, service.DOCKERFILE, requires=("kept",)),
        checks.image_smaller("small", image, LIMIT * checks.MIB, requires=("built",), near=(removed_later,)),
        checks.image_lacks("key", image, "/board/store.key", requires=("small",)),
        checks.image_prints(
            "page", image, f"{asked.shop} 알림판", command=("sh", f"/board/{service.PAGE}"), requires=("built",)
        ),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id="capstone.slim",
        title="2. 이미지를 가볍게 만들기",
        prompt=PROMPT,
        files=service.files(asked) | {"Dockerfile": service.DOCKERFILE, "store.key": "0000-1111\n"},
        setup="mkdir -p photos\n[ -s photos/oven.raw ] || dd if=/dev/zero of=photos/oven.raw bs=1M count=24 2> /dev/null\n",
        owns=service.owned(asked),
        personal=asked.values,
        points=1,
        checks=_checks(asked),
        hints=HINTS,
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
