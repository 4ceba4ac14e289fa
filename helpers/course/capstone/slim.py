"""capstone.slim: bring the image under a given size, without the key that lies beside the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.order import Order, order
from helpers.course.capstone.page_checks import serves
from helpers.course.images.build_checks import built, says_history
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

LIMIT = 16
PHOTO, KEY = probes.file("photos/oven.raw"), probes.file("store.key")
IGNORED = probes.file(".dockerignore")
PHOTO_SIZE = 24 * checks.MIB
BUILD = '. ./order.env\ndocker build -q -t "$BOARD:1.0" .'
IGNORE = "printf 'photos\\nstore.key\\n' > .dockerignore\n"

PROMPT = f"""\
연습 폴더에 Dockerfile이 준비되어 있어요. 그런데 폴더에는 가게의 오븐 사진(`photos`)과 창고의 열쇠(`store.key`)도 있어요. 그대로 빌드하면 모두 이미지에 담겨요.

**사진과 열쇠는 폴더에 그대로 두고**, 이미지를 다시 빌드하세요.

- 이미지는 주문서의 `BOARD`에 태그 `1.0`이에요.
- 크기는 **{LIMIT} MiB보다 작아야** 해요.
- 이미지의 **어느 레이어에도, 설정에도 열쇠가 없어야** 해요. 다른 이름이나 다른 폴더로 담아도 안 돼요.
- 이미지를 실행하면 알림판이 그대로 열려야 해요."""
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
        says="이미지의 파일 `/board/store.key`에 열쇠가 들어 있습니다",
    ),
    Mistake(
        way=Way(script=f"echo photos > .dockerignore\nsed -i '/^CMD/i RUN rm store.key' Dockerfile\n{BUILD}"),
        fails="key",
        says="앞의 레이어에 열쇠가 그대로 남아 있습니다",
    ),
    Mistake(
        way=Way(script=f"{IGNORE}tar czf www/old.tgz store.key\n{BUILD}"),
        fails="key",
        says="이미지의 파일 `/board/www/old.tgz`에 열쇠가 들어 있습니다",
    ),
    Mistake(
        way=Way(script=f": > photos/oven.raw\n{IGNORE}{BUILD}"),
        fails="kept",
        says="`photos/oven.raw` 파일이 처음과 다릅니다",
    ),
    Mistake(way=Way(script=f"rm -r photos store.key\n{BUILD}"), fails="kept", says="파일이 사라졌습니다"),
    Mistake(
        way=Way(script=f"printf 'photos\\nstore.key\\nwww\\n' > .dockerignore\n{BUILD}", why="left out too much"),
        fails="page",
        says="종료 코드",
    ),
)


def _kept(key: str) -> Check:
    """Check that the photo and the key lie in the exercise's folder as they were laid there."""

    def look(world: World) -> checks.Miss | None:
        gone = [probe.subject for probe in (PHOTO, KEY) if not world.fact(probe).found]
        advice = (
            "사진과 열쇠는 가게가 쓰는 파일입니다. 이미지에만 담기지 않게 하세요. 처음 상태로 되돌려 다시 해 보세요."
        )
        if gone:
            return checks.Miss(observed=f"연습 폴더에서 `{'`, `'.join(gone)}` 파일이 사라졌습니다.", advice=advice)
        same = {
            PHOTO: probes.data(world, PHOTO)["size"] == PHOTO_SIZE,
            KEY: str(probes.data(world, KEY)["text"]).strip() == key,
        }
        changed = [probe.subject for probe, whole in same.items() if not whole]
        if changed:
            observed = say("연습 폴더의 `{name}` 파일이 처음과 다릅니다.", name="`, `".join(changed))
            return checks.Miss(observed=observed, advice=advice)
        return None

    return checks.assemble("kept", "연습 폴더의 사진과 열쇠가 그대로 있습니다.", look, probes=(PHOTO, KEY))


def _photo_within(image: str) -> checks.Near:
    """Foresee a .dockerignore that does not leave out the photo."""
    photos = probes.image_file(image, "/board/photos")

    def when(world: World) -> bool:
        return world.fact(IGNORED).found and "oven.raw" in world.fact(photos).text

    return checks.Near(
        when=when,
        observed=f"`{image}` 이미지가 아직 {LIMIT} MiB보다 큽니다. `.dockerignore`가 있지만 이미지에 `/board/photos/oven.raw`가 들어 있습니다.",
        advice="`.dockerignore`에 적은 줄이 그 파일의 경로와 맞는지, 적은 다음에 다시 빌드했는지 살펴보세요.",
        probes=(photos, IGNORED),
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
        _kept(asked.key),
        built(image, service.DOCKERFILE, requires=("kept",)),
        checks.image_smaller(
            "small", image, LIMIT * checks.MIB, requires=("built",), near=(removed_later, _photo_within(image))
        ),
        checks.image_keeps_out("key", image, secret=asked.key, what="열쇠", requires=("small",)),
        serves("page", image, asked.shop, requires=("built",)),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id="capstone.slim",
        title="2. 이미지를 가볍게 만들기",
        prompt=PROMPT,
        files=service.files(asked) | {"Dockerfile": service.DOCKERFILE, "store.key": f"{asked.key}\n"},
        setup=f"mkdir -p photos\n[ -s photos/oven.raw ] || head -c {PHOTO_SIZE} /dev/zero > photos/oven.raw\n",
        owns=service.owned(asked),
        personal=asked.values,
        points=1,
        checks=_checks(asked),
        hints=HINTS,
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        omits={"build-streamed": "묶어서 보낸 빌드 컨텍스트에는 .dockerignore가 듣지 않아서 이미지가 정말로 크다"},
        mistakes=MISTAKES,
    )
