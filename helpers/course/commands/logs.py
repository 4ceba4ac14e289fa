"""commands.logs: find the container that failed, and the line that it wrote."""

import re
import unicodedata
from difflib import SequenceMatcher

from helpers.dockerdata.types import World
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.checks.answers import plain
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

GREETING = "냉장고를 켭니다"
LINE = "오류: 3번 칸의 문이 열려 있습니다"
OTHER = "오류: 설탕이 모자랍니다. 창고에서 가져옵니다"
WELL = {
    "dough-mixer": ("반죽을 시작합니다", "반죽이 끝났습니다"),
    "cream-whip": (OTHER, "크림이 다 되었습니다"),
}
"""The containers that ended well, and what they wrote."""
FORESEEN = {
    "dough-mixer|cream-whip": "컨테이너의 이름을 답했습니다. 그 컨테이너는 종료 코드 0으로 잘 끝났습니다.",
    "egg-fridge": "컨테이너의 이름을 답했습니다. 그 컨테이너가 남긴 줄이 필요합니다.",
    r"(?:exited \()?4\b.*": "종료 코드를 답했습니다. 그 컨테이너가 남긴 줄이 필요합니다.",
}
ADVICE = "끝난 컨테이너까지 보이는 목록에서 종료 코드가 0이 아닌 것을 찾고, 그 컨테이너의 로그를 읽어 보세요."
_ALIKE = 0.6
_AROUND = re.compile(r"\d{4}-\d\d-\d\dt[\d:.]+z|egg-fridge|오류|[\s:;,.|'\"`“”‘’]+")
"""What may stand around the line: Docker's time stamp, the container's name, the word before it, punctuation."""


def _bare(text: str) -> str:
    return _AROUND.sub(" ", plain(unicodedata.normalize("NFKC", text))).strip()


def _judge(world: World, given: str) -> Miss | None:
    del world
    said, line = f" {_bare(given)} ", _bare(LINE)
    if line in said and said.replace(line, "").strip() in ("", "입니다"):
        return None
    return Miss(observed=_instead(plain(given), said, line), advice=ADVICE)


def _instead(given: str, said: str, line: str) -> str:
    """Say what was answered instead of the line."""
    for name, lines in WELL.items():
        if any(f" {_bare(one)} " in said for one in lines):
            what = "남긴 줄도 함께" if line in said else "남긴 줄을"
            return f"`{name}` 컨테이너가 {what} 답했습니다. 그 컨테이너는 종료 코드 0으로 잘 끝났습니다."
    if GREETING in said:
        whole = "로그 전체를 답했습니다. 오류 한 줄만 필요합니다."
        return whole if line in said else "그 컨테이너가 남긴 줄은 맞지만 오류가 아니라 첫인사입니다."
    if foreseen := [told for pattern, told in FORESEEN.items() if re.fullmatch(pattern, given)]:
        return foreseen[0]
    near = SequenceMatcher(None, said.strip(), line).ratio() > _ALIKE
    what = "그 컨테이너가 남긴 줄과 비슷하지만 똑같지 않습니다." if near else "세 컨테이너의 로그에 그런 줄은 없습니다."
    return say("`{given}`{이라고} 답했습니다. {what}", given=given[:80], what=what)


EXERCISE = Exercise(
    id="commands.logs",
    title="꺼진 컨테이너가 남긴 한 줄",
    prompt=f"""\
화요일 아침, 간밤에 컨테이너 셋이 끝나 있어요. `dough-mixer`, `egg-fridge`, `cream-whip`이에요. 둘은 일을 잘 마쳤고, **하나는 일이 잘못되어 꺼졌어요.**

잘못된 컨테이너를 찾아서, 그 컨테이너가 남긴 **오류 한 줄**을 그대로 답하세요.

`오류:`로 시작하는 줄이 한 곳에만 있는 것은 아니에요. `{OTHER.partition(" ")[0]}`라는 글자보다 **종료 코드**를 먼저 믿으세요.""",
    owns=Owned(containers=("dough-mixer", "egg-fridge", "cream-whip")),
    setup=f"""\
docker run --name dough-mixer busybox sh -c 'echo "{WELL["dough-mixer"][0]}"; echo "{WELL["dough-mixer"][1]}"'
docker run --name egg-fridge busybox sh -c 'echo "{GREETING}"; echo "{LINE}" >&2; exit 4' || true
docker run --name cream-whip busybox sh -c 'echo "{OTHER}" >&2; echo "{WELL["cream-whip"][1]}"'
""",
    checks=(
        answer_judged(
            "line",
            establishes="잘못되어 꺼진 컨테이너가 남긴 오류 한 줄을 맞게 답했습니다.",
            advice=ADVICE,
            judge=_judge,
        ),
    ),
    hints=(
        "목록의 `STATUS` 열에 `Exited (숫자)`라고 나와요. 괄호 안이 종료 코드예요. 0이면 잘 끝난 거예요.",
        "컨테이너가 남긴 말을 보는 명령은 끝난 컨테이너에도 쓸 수 있어요.",
        "오류는 표준 오류로 나와요. 다른 명령으로 넘기거나 변수에 담으려면 `2>&1`로 두 길을 합쳐야 해요.",
    ),
    secrets=(LINE.removeprefix("오류: "),),
    solution=Way(answer="docker logs egg-fridge 2>&1 | grep 오류"),
    alternatives=(
        Way(
            answer="docker logs $(docker ps -aq --filter exited=4 --filter name=egg) 2>&1 > /dev/null",
            why="found by its exit code, the error stream alone",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(answer="docker logs cream-whip 2>&1 | grep 오류"),
            fails="line",
            says="`cream-whip` 컨테이너가 남긴 줄을 답했습니다",
        ),
        Mistake(
            way=Way(answer="docker inspect --format '{{.State.ExitCode}}' egg-fridge"),
            fails="line",
            says="종료 코드를 답했습니다",
        ),
        Mistake(way=Way(answer="docker logs egg-fridge 2> /dev/null"), fails="line", says="오류가 아니라 첫인사입니다"),
        Mistake(
            way=Way(answer="docker logs dough-mixer | tail -n 1"),
            fails="line",
            says="`dough-mixer` 컨테이너가 남긴 줄을 답했습니다",
        ),
    ),
)
