"""capstone.package: pack the board's source into an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.order import Order, order
from helpers.course.images.build_checks import built, misquoted
from helpers.exercise import checks, probes
from helpers.exercise.checks.images import absent
from helpers.exercise.model import Exercise, Mistake, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

WRITE = "cat > Dockerfile <<'EOF'\n{}EOF\n"
BUILD = '. ./order.env\ndocker build -q -t "$BOARD:1.0" .'


def _write(dockerfile: str, build: str = BUILD) -> str:
    return WRITE.format(dockerfile) + build


PROMPT = """\
연습 폴더에 알림판의 프로그램이 있어요. 켜는 프로그램은 `serve.sh`, 페이지를 만드는 프로그램은 `www/cgi-bin/index.cgi`예요.
`Dockerfile`을 써서 이미지를 만드세요.

- 이미지의 이름은 주문서의 `BOARD`, 태그는 `1.0`이에요.
- 바탕 이미지는 `busybox`예요. 웹 서버가 그 안에 들어 있어요.
- 프로그램은 이미지의 **`/board`** 폴더에 담고, 작업 폴더도 `/board`로 해요.
- 실행하면 `sh serve.sh`가 돌아야 해요."""
HINTS = (
    "Dockerfile에 네 줄이면 돼요. 바탕 이미지, 작업 폴더, 복사, 기본 명령이에요.",
    "주문서를 먼저 읽어 두면 이미지 이름을 변수로 적을 수 있어요. 이름 뒤에 쌍점과 태그를 붙이세요.",
    "빌드 컨텍스트를 뜻하는 점을 잊지 마세요. 복사하는 줄에서는 컨텍스트 전체를 `/board`로 옮기면 돼요.",
)
SOLUTION = Way(script=_write(service.DOCKERFILE))
ALTERNATIVES = (
    Way(
        script=_write(
            'FROM busybox:latest\nCOPY serve.sh shop.txt /board/\nCOPY www /board/www\nWORKDIR /board\nENTRYPOINT ["sh", "serve.sh"]\n'
        ),
        why="file by file, and an entry point",
    ),
    Way(
        script=_write(
            "FROM busybox\nWORKDIR /board\nADD . .\nCMD sh serve.sh\n",
            '. ./order.env\ndocker image build --tag "${BOARD}:1.0" --file Dockerfile "$PWD"',
        ),
        why="ADD, the shell form, the long options",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(script=_write(service.DOCKERFILE, '. ./order.env\ndocker build -q -t "$BOARD" .')),
        fails="built",
        says="태그가 다른",
    ),
    Mistake(
        way=Way(script=_write(service.DOCKERFILE, "docker build -q .")),
        fails="built",
        says="이름 없는 이미지가 있습니다",
    ),
    Mistake(
        way=Way(script=_write(service.DOCKERFILE.replace("COPY . /board", "COPY . /app"))),
        fails="files",
        says="이미지 안에 `/board/www/cgi-bin/index.cgi`가 없습니다",
    ),
    Mistake(
        way=Way(script=_write('FROM busybox:latest\nCOPY . /board\nRUN cd /board\nCMD ["sh", "serve.sh"]\n')),
        fails="workdir",
        says="빌드할 때 `cd`로 옮겼지만",
    ),
    Mistake(
        way=Way(script=_write("FROM busybox:latest\nWORKDIR /board\nCOPY . /board\n")),
        fails="starts",
        says="알림판을 켜지 않습니다",
    ),
)


def _starts(image: str) -> Check:
    """Check that the image's own command starts the board."""
    probe = probes.image_inspect(image)

    def look(world: World) -> checks.Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        config = probes.data(world, probe)["Config"]
        command = [*(config.get("Entrypoint") or ()), *(config.get("Cmd") or ())]
        if "serve.sh" in " ".join(command):
            return None
        return checks.Miss(
            observed=f"`{image}` 이미지의 기본 명령은 `{' '.join(command) or '(없음)'}`입니다. 알림판을 켜지 않습니다.",
            advice="컨테이너를 실행할 때 무엇을 할지 정하는 명령이 Dockerfile에 있어야 합니다.",
        )

    return checks.assemble(
        "starts",
        f"`{image}` 이미지를 실행하면 `serve.sh`로 알림판을 켭니다.",
        look,
        requires=("files",),
        near=(misquoted(image),),
        probes=(probe,),
    )


def _checks(asked: Order) -> tuple[Check, ...]:
    image = f"{asked.board}:1.0"
    return (
        built(image),
        checks.image_file("files", image, f"/board/{service.PAGE}", requires=("built",)),
        checks.image_workdir("workdir", image, "/board", requires=("files",)),
        _starts(image),
        checks.image_prints(
            "page", image, f"{asked.shop} 알림판", command=("sh", f"/board/{service.PAGE}"), requires=("files",)
        ),
    )


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id="capstone.package",
        title="1. 알림판을 이미지로 만들기",
        prompt=PROMPT,
        files=service.files(asked),
        owns=service.owned(asked),
        personal=asked.values,
        points=2,
        checks=_checks(asked),
        hints=HINTS,
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
