"""capstone.package: pack the board's source into an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.page_checks import serves
from helpers.course.images.build_checks import built, misquoted
from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image
from helpers.exercise.checks.images import absent
from helpers.exercise.model import Exercise, Mistake, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

WRITE = "cat > Dockerfile <<'EOF'\n{}EOF\n"
BUILD = '. ./order.env\ndocker build -q -t "$BOARD:1.0" .'


def _write(dockerfile: str, build: str = BUILD) -> str:
    return WRITE.format(dockerfile) + build


PROMPT = f"""\
연습 폴더에 알림판의 프로그램이 있어요. 켜는 프로그램은 `serve.sh`, 페이지를 만드는 프로그램은 `www/cgi-bin/index.cgi`예요.
`Dockerfile`을 써서 이미지를 만드세요.

- 이미지의 이름은 주문서의 `BOARD`, 태그는 `1.0`이에요.
- 바탕 이미지는 `busybox`예요. 웹 서버가 그 안에 들어 있어요.
- 프로그램은 이미지의 **`/board`** 폴더에 담고, 작업 폴더도 `/board`로 해요.
- 이미지를 실행하면 `sh serve.sh`가 돌아서, 컨테이너의 {INSIDE}번 포트에 알림판이 열려야 해요."""
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
        way=Way(
            script=_write(
                "FROM busybox:latest\nWORKDIR /board\nCOPY serve.sh shop.txt ./\n"
                "RUN mkdir -p www/cgi-bin && printf '#!/bin/sh\\necho\\necho \"$(cat /board/shop.txt) 알림판\"\\n' > www/cgi-bin/index.cgi\n"
                'CMD ["sh", "serve.sh"]\n'
            ),
            why="a page of one's own in place of the given program",
            variant="hard-coded-output",
        ),
        fails="starts",
        says="페이지에 `알림:` 줄이 없습니다",
    ),
    Mistake(
        way=Way(
            script=_write(service.DOCKERFILE.replace("COPY . /board", "COPY shop.txt ./\nCOPY www ./www")),
            why="serve.sh left out",
        ),
        fails="files",
        says="이미지 안에 `/board/serve.sh`가 없습니다. `/board` 폴더에 있는 것: `shop.txt`, `www`.",
    ),
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
        says="이미지 안에 `/board/serve.sh`가 없습니다. `/board` 폴더는 비어 있습니다.",
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


def _packed(image: str) -> Check:
    """Check that the board's programs and its shop's name lie in the image below /board."""
    folders = {folder: probes.image_file(image, folder) for folder in ("/board", "/board/www/cgi-bin")}
    wanted = ("/board/serve.sh", "/board/shop.txt", f"/board/{service.PAGE}")

    def look(world: World) -> checks.Miss | None:
        if find_image(world, image) is None:
            return absent(world, image)
        names = {folder: world.fact(probe).text.split("\n") for folder, probe in folders.items()}
        missing = [path for path in wanted if path.rpartition("/")[2] not in names[path.rpartition("/")[0]]]
        if not missing:
            return None
        there = ", ".join(f"`{name}`" for name in names["/board"] if name)
        rest = f"`/board` 폴더에 있는 것: {there}." if there else "`/board` 폴더는 비어 있습니다."
        if not world.fact(folders["/board"]).found:
            rest = "`/board` 폴더가 없습니다."
        return checks.Miss(
            observed=say("이미지 안에 `{path}`{이} 없습니다. {rest}", path=missing[0], rest=rest),
            advice="무엇을 어디로 복사하는지, 그 파일이 빌드 컨텍스트 안에 있는지 확인해 보세요.",
        )

    establishes = f"`{image}` 이미지의 `/board` 폴더에 알림판의 프로그램이 있습니다."
    return checks.assemble("files", establishes, look, requires=("base",), probes=tuple(folders.values()))


def _checks(asked: Order) -> tuple[Check, ...]:
    image = f"{asked.board}:1.0"
    return (
        built(image),
        checks.image_based_on("base", image, "busybox:latest", requires=("built",)),
        _packed(image),
        checks.image_workdir("workdir", image, "/board", requires=("files",)),
        serves("starts", image, asked.shop, requires=("workdir",), near=(misquoted(image),)),
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
