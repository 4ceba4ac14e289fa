"""commands.cp: take a file out of a stopped container."""

import json

from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, container_kept, nothing
from helpers.exercise.model import Exercise, Mistake, Owned, Way

NEW = "(새 장부)"
FILE, FOLDER = probes.file("sales.txt"), probes.file("data/sales.txt")
LEDGER = probes.container_file("sales-ledger", "/data/sales.txt")


def _taken(world: World) -> Miss | None:
    if not world.fact(FILE).found:
        if world.fact(FOLDER).found:
            return Miss(
                observed="`data` 폴더째로 꺼냈습니다. `sales.txt`가 연습 폴더 바로 아래에 있지 않습니다.",
                advice="컨테이너 안의 경로를 파일 이름까지 적어 보세요.",
            )
        return nothing(
            "연습 폴더에 `sales.txt`가 없습니다.", "컨테이너와 내 컴퓨터 사이에 파일을 복사하는 명령을 찾아보세요."
        )
    text = (json.loads(world.fact(FILE).text).get("text") or "").strip()
    if not text:
        return Miss(
            observed="`sales.txt`가 비어 있습니다.",
            advice="새로 만든 컨테이너에는 그 파일이 없습니다. 멈춰 있는 컨테이너에서 바로 꺼내야 합니다.",
        )
    if NEW in text:
        return Miss(
            observed=f"`sales.txt`에 `{NEW}`라고 적혀 있습니다. 컨테이너를 다시 시작해서 매출이 지워졌습니다.",
            advice="처음 상태로 되돌리고, 시작하지 않은 채로 꺼내 보세요. 컨테이너가 멈춰 있어도 복사할 수 있습니다.",
        )
    if text == world.fact(LEDGER).text.strip() or not world.fact(LEDGER).found:
        return None
    return Miss(
        observed=f"`sales.txt`의 내용이 컨테이너 안의 파일과 다릅니다: `{text.splitlines()[0][:60]}`.",
        advice="지난번에 꺼낸 파일이 남아 있을 수 있습니다. 다시 꺼내 보세요.",
    )


EXERCISE = Exercise(
    id="commands.cp",
    title="멈춘 컨테이너에서 파일 꺼내기",
    prompt="""\
이번 주 매출이 멈춰 있는 컨테이너 `sales-ledger` 안에 있어요. 경로는 `/data/sales.txt`예요.

그 파일을 꺼내서 **연습 폴더에 `sales.txt`라는 이름으로** 두세요.

조심하세요. 이 컨테이너는 **다시 시작하면 장부를 새로 쓰기 시작해서 매출이 지워져요.** 멈춘 채로 꺼내야 해요.""",
    owns=Owned(containers=("sales-ledger",)),
    setup=f"""\
docker run --name sales-ledger busybox sh -c 'mkdir -p /data; if [ -e /data/sales.txt ]; then echo "{NEW}" > /data/sales.txt; else echo "월요일 $((RANDOM % 90 + 10))개, 화요일 $((RANDOM % 90 + 10))개" > /data/sales.txt; fi'
""",
    checks=(
        assemble(
            "file", "연습 폴더의 `sales.txt`에 이번 주 매출이 들어 있습니다.", _taken, probes=(FILE, FOLDER, LEDGER)
        ),
        container_kept("kept", "sales-ledger", running=False),
    ),
    hints=(
        "파일을 복사하는 셸의 명령을 아나요? 도커에도 같은 이름의 명령이 있어요.",
        "컨테이너 쪽은 `컨테이너이름:경로`로 적어요. 먼저 적은 쪽에서 나중에 적은 쪽으로 복사돼요.",
        "‘지금 폴더’는 점(`.`) 하나로 적어요.",
    ),
    solution=Way(script="docker cp sales-ledger:/data/sales.txt ."),
    alternatives=(
        Way(
            script="docker container cp sales-ledger:/data ./box\ncp box/sales.txt sales.txt",
            why="the whole folder, then the file",
        ),
        Way(script="docker cp sales-ledger:/data/sales.txt - | tar -x -f - sales.txt", why="as a tar stream"),
    ),
    mistakes=(
        Mistake(
            way=Way(script="docker run --rm busybox cat /data/sales.txt > sales.txt"),
            fails="file",
            says="`sales.txt`가 비어 있습니다",
        ),
        Mistake(
            way=Way(script="docker start -a sales-ledger\ndocker cp sales-ledger:/data/sales.txt ."),
            fails="file",
            says="컨테이너를 다시 시작해서 매출이 지워졌습니다",
        ),
        Mistake(way=Way(script="docker cp sales-ledger:/data ."), fails="file", says="폴더째로 꺼냈습니다"),
        Mistake(
            way=Way(script="docker cp sales-ledger:/data/sales.txt .\ndocker rm sales-ledger"),
            fails="kept",
            says="`sales-ledger` 컨테이너가 지워졌습니다",
        ),
    ),
)
