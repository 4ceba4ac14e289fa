"""commands.cp: take a file out of a stopped container."""

from helpers.course.commands.container_checks import happened
from helpers.dockerdata.names import similar
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, container_kept, nothing
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

NEW = "(새 장부)"
FILE, FOLDER, HERE = probes.file("sales.txt"), probes.file("data/sales.txt"), probes.file(".")
HOME, WORK = probes.file("sales.txt", probes.HOME), probes.file("work/sales.txt", probes.HOME)
LEDGER = probes.container_file("sales-ledger", "/data/sales.txt")
ELSEWHERE = ((FOLDER, "`data` 폴더 안"), (HOME, "홈 폴더"), (WORK, "`work` 폴더"))
_started = happened("start", name="sales-ledger")
_put_in = happened("extract-to-dir", name="sales-ledger")


def _there(world: World) -> Miss | None:
    if world.fact(FILE).found:
        found = probes.data(world, FILE)
        if found["kind"] == "folder":
            return Miss(
                observed="`sales.txt`가 파일이 아니라 폴더입니다.",
                advice="받는 쪽 경로에 그 이름의 폴더가 있으면 폴더 안에 들어갑니다. 폴더를 치우고 다시 꺼내 보세요.",
            )
        if found["link"]:
            return Miss(
                observed=say("`sales.txt`{은} 파일이 아니라 `{to}`{을} 가리키는 링크입니다.", to=found["link"]),
                advice="꺼낸 파일 자체를 연습 폴더에 `sales.txt`라는 이름으로 두세요.",
            )
        return None
    for probe, place in ELSEWHERE:
        if world.fact(probe).found:
            return Miss(
                observed=f"`sales.txt`가 {place}에 있습니다. 연습 폴더 바로 아래에는 없습니다.",
                advice="컨테이너 안의 경로는 파일 이름까지, 받는 쪽은 연습 폴더가 되게 적어 보세요.",
            )
    near = similar("sales.txt", probes.data(world, HERE).get("entries") or ())
    if near:
        return Miss(
            observed=say("연습 폴더에 `sales.txt`는 없고 `{near}`{이} 있습니다.", near=near),
            advice="파일의 이름을 문제와 비교해 보세요.",
        )
    return nothing(
        "연습 폴더에 `sales.txt`가 없습니다.", "컨테이너와 내 컴퓨터 사이에 파일을 복사하는 명령을 찾아보세요."
    )


def _taken(world: World) -> Miss | None:
    text = (probes.data(world, FILE).get("text") or "").strip()
    if text == world.at_start(LEDGER).text.strip():
        return None
    if not text.strip("\0"):
        return Miss(
            observed="`sales.txt`가 비어 있습니다.",
            advice="복사하는 명령이 실패하지 않았는지 보고, 멈춰 있는 `sales-ledger` 컨테이너에서 바로 꺼내 보세요.",
        )
    if NEW in text and _started(world):
        return Miss(
            observed=f"`sales.txt`에 `{NEW}`라고 적혀 있습니다. 컨테이너를 다시 시작해서 매출이 지워졌습니다.",
            advice="처음 상태로 되돌리고, 시작하지 않은 채로 꺼내 보세요. 컨테이너가 멈춰 있어도 복사할 수 있습니다.",
        )
    if text == world.fact(LEDGER).text.strip() and _put_in(world):
        return Miss(
            observed=say(
                "컨테이너 안의 장부가 `{text}`{으로} 바뀌었습니다. 파일을 컨테이너 안으로 넣었습니다.", text=text[:40]
            ),
            advice="복사는 먼저 적은 쪽에서 나중에 적은 쪽으로 됩니다. 처음 상태로 되돌려 다시 꺼내 보세요.",
        )
    if "\0" in text:
        return Miss(
            observed="`sales.txt`가 글이 아닙니다. 글에 나올 수 없는 바이트가 들어 있습니다.",
            advice="받는 쪽에 `-`를 적으면 파일이 아니라 tar 묶음이 나옵니다. 받는 쪽에는 폴더나 파일의 이름을 적으세요.",
        )
    lines = " / ".join(text.splitlines())[:60]
    return Miss(
        observed=say("`sales.txt`에 `{lines}`{이라고} 적혀 있습니다. 컨테이너 안의 매출과 다릅니다.", lines=lines),
        advice="손으로 적거나 고치지 말고, 컨테이너 안의 파일을 그대로 꺼내 보세요.",
    )


def _whole(world: World) -> Miss | None:
    """Check that the ledger in the container is still the one of the start."""
    now = world.fact(LEDGER)
    if not now.found or now.text == world.at_start(LEDGER).text:
        return None
    how = ""
    if _started(world):
        how = " 컨테이너를 다시 시작했기 때문입니다."
    elif _put_in(world):
        how = " 컨테이너 안으로 파일을 넣었기 때문입니다."
    said = now.text.strip()[:40] or "(빈 파일)"
    return Miss(
        observed=say("컨테이너 안의 장부가 `{said}`{으로} 바뀌었습니다.{how}", said=said, how=how),
        advice="처음 상태로 되돌리고, 컨테이너 안의 장부는 건드리지 않은 채 꺼내 보세요.",
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
            "there",
            "연습 폴더에 `sales.txt` 파일이 있습니다.",
            _there,
            probes=(FILE, HERE, *(probe for probe, _ in ELSEWHERE)),
        ),
        assemble(
            "file",
            "`sales.txt`에 이번 주 매출이 들어 있습니다.",
            _taken,
            requires=("there",),
            probes=(FILE, LEDGER),
            noted=(LEDGER,),
        ),
        container_kept("kept", "sales-ledger", running=False),
        assemble(
            "whole",
            "컨테이너 안의 장부가 처음 그대로입니다.",
            _whole,
            requires=("file", "kept"),
            probes=(LEDGER,),
            noted=(LEDGER,),
        ),
    ),
    hints=(
        "파일을 복사하는 셸의 명령을 아나요? 도커에도 같은 이름의 명령이 있어요.",
        "컨테이너 쪽은 `컨테이너이름:경로`로 적어요. 먼저 적은 쪽에서 나중에 적은 쪽으로 복사돼요.",
        "‘지금 폴더’는 점(`.`) 하나로 적어요.",
    ),
    secrets=("docker cp", "docker start"),
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
            way=Way(script="docker run --rm busybox cat /data/sales.txt > sales.txt", variant="made-anew"),
            fails="file",
            says="`sales.txt`가 비어 있습니다",
        ),
        Mistake(
            way=Way(script="docker start -a sales-ledger\ndocker cp sales-ledger:/data/sales.txt ."),
            fails="file",
            says="컨테이너를 다시 시작해서 매출이 지워졌습니다",
        ),
        Mistake(
            way=Way(script="docker cp sales-ledger:/data ."),
            fails="there",
            says="`sales.txt`가 `data` 폴더 안에 있습니다",
        ),
        Mistake(
            way=Way(script="docker cp sales-ledger:/data/sales.txt sale.txt", why="another name"),
            fails="there",
            says="`sale.txt`가 있습니다",
        ),
        Mistake(
            way=Way(
                script="echo '장부' > sales.txt\ndocker cp sales.txt sales-ledger:/data/sales.txt",
                why="the wrong way round",
            ),
            fails="file",
            says="컨테이너 안의 장부가 `장부`로 바뀌었습니다",
        ),
        Mistake(
            way=Way(script="docker cp sales-ledger:/data/sales.txt .\ndocker rm sales-ledger"),
            fails="kept",
            says="`sales-ledger` 컨테이너가 지워졌습니다",
        ),
    ),
)
