"""virtualization.when: which job wants a virtual machine and which a container."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import MARKS, marks, table
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.checks.answers import paired
from helpers.exercise.model import Choice, Exercise, Mistake, Owned, Question, Quiz, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

RIGHT = ("ㄱ", "ㄷ", "ㅁ")
MISSING = {
    "ㄱ": "ㄱ에 컨테이너를 골랐습니다. Windows 프로그램에는 Windows의 커널이 있어야 하는데, 컨테이너는 호스트인 리눅스의 커널을 씁니다.",
    "ㄷ": "ㄷ에 컨테이너를 골랐습니다. 컨테이너에서 커널을 바꾸면 호스트의 커널이 바뀌고, 그 커널이 멈추면 호스트도 멈춥니다.",
    "ㅁ": "ㅁ에 컨테이너를 골랐습니다. 컨테이너끼리는 커널을 같이 쓰니, 커널에 빈틈이 있으면 옆까지 닿습니다.",
}
NEEDLESS = {
    "ㄴ": "ㄴ에 가상 머신을 골랐습니다. 같은 상태를 여러 서버에 빨리 늘리는 일이라, 작고 빨리 시작하는 쪽이 맞습니다.",
    "ㄹ": "ㄹ에 가상 머신을 골랐습니다. 라이브러리를 갈라놓으려고 운영체제까지 통째로 따로 둘 이유는 없습니다.",
    "ㅂ": "ㅂ에 가상 머신을 골랐습니다. 공개된 이미지를 내려받아 잠깐 쓰고 지우는 일에는 부팅할 컴퓨터가 필요하지 않습니다.",
}
BECAUSE = {
    "ㄱ": "ㄱ에 가상 머신을 골랐습니다. Windows 프로그램에는 Windows의 커널이 필요하고, 가상 머신은 제 커널을 따로 가집니다.",
    "ㄴ": "ㄴ에 컨테이너를 골랐습니다. 이미지 하나로 똑같은 컨테이너를 어디서나 금세 띄울 수 있습니다.",
    "ㄷ": "ㄷ에 가상 머신을 골랐습니다. 시험하던 커널이 멈추어도 가상 머신만 멈추고 호스트는 그대로입니다.",
    "ㄹ": "ㄹ에 컨테이너를 골랐습니다. 커널은 같이 써도 되고 라이브러리만 다르면 되니, 가볍게 갈라놓는 것으로 충분합니다.",
    "ㅁ": "ㅁ에 가상 머신을 골랐습니다. 커널까지 따로라서, 한쪽의 빈틈이 다른 쪽으로 번지기 어렵습니다.",
    "ㅂ": "ㅂ에 컨테이너를 골랐습니다. 공개된 이미지를 내려받아 쓰고 컨테이너만 지우면 흔적이 남지 않습니다.",
}
"""Why each job is right where it is, for whoever has put it there."""
JOBS = {
    "ㄱ": "리눅스 서버에서 Windows 전용 회계 프로그램을 돌려야 해요",
    "ㄴ": "다 만든 웹 서비스를 서버 열 대에 똑같이 올려야 해요",
    "ㄷ": "새로 만든 커널 모듈을 시험해야 해요. 커널이 멈출 수도 있어요",
    "ㄹ": "프로젝트마다 다른 버전의 라이브러리를 쓰고 싶어요",
    "ㅁ": "서로 믿지 못하는 남들의 프로그램을 아주 단단히 갈라놓고 돌려야 해요",
    "ㅂ": "공개된 데이터베이스를 잠깐 써 보고 흔적 없이 지우고 싶어요",
}
LOOK = "커널이 달라야 하거나 아주 단단히 갈라놓아야 하는 일인지 하나씩 따져 보세요."


def _job(mark: str) -> Question:
    """Ask where one job goes: a virtual machine puts its mark into the answer, a container leaves it out."""
    right = mark in RIGHT
    machine = Choice(text="가상 머신", value=mark, reason=BECAUSE[mark] if right else NEEDLESS[mark], right=right)
    container = Choice(text="컨테이너", value="", reason=MISSING[mark] if right else BECAUSE[mark], right=not right)
    return Question(text=f"{mark}. {JOBS[mark]}", choices=(machine, container))


MACHINE, CONTAINER = "가상머신", "컨테이너"


def _marked(given: str) -> tuple[str, str]:
    """Return an answer's marks, and what it says that they are: `가상머신` where it says nothing else."""
    said = re.sub(r"(?i)가상\s*머신|\bvm\b", MACHINE, given)
    pairs = paired(said, MARKS, (MACHINE, CONTAINER))
    if pairs and CONTAINER in said:
        return "".join(mark for mark, kind in pairs.items() if kind == MACHINE), MACHINE
    kind = CONTAINER if CONTAINER in said and MACHINE not in said else MACHINE
    return "".join(marks(said.replace(MACHINE, " ").replace(CONTAINER, " "))), kind


def _chosen(_world: World, given: str) -> Miss | None:
    marked, kind = _marked(given)
    chosen = set(marked)
    if kind == CONTAINER:
        return Miss(
            observed=say(
                "{given}{이라고} 답했습니다. 가상 머신이 알맞은 일을 고르지 않았습니다.", given=f"`{given[:80]}`"
            ),
            advice="가상 머신이 알맞은 일의 기호만 적으세요.",
        )
    if unknown := (chosen | set(re.findall(r"\d", given))) - set(MARKS):
        marks_unknown = ", ".join(sorted(unknown))
        return Miss(
            observed=say("보기에 없는 기호인 {it}{을} 골랐습니다.", it=marks_unknown),
            advice="보기는 ㄱ부터 ㅂ까지입니다.",
        )
    if chosen == set(RIGHT):
        return None
    if not chosen:
        said = say("`{given}`에는 고른 기호가 없습니다.", given=given[:80])
        return Miss(observed=said, advice="가상 머신이 알맞은 일의 기호를 모두 적으세요.")
    if chosen >= {*MISSING, *NEEDLESS}:
        return Miss(observed="모두 골랐습니다.", advice="여섯 가지 가운데 컨테이너가 더 알맞은 일이 있습니다.")
    reasons = [said for mark, said in NEEDLESS.items() if mark in chosen]
    reasons += [said for mark, said in MISSING.items() if mark not in chosen]
    return Miss(observed=reasons[0], advice=LOOK)


EXERCISE = Exercise(
    id="virtualization.when",
    title="가상 머신일까, 컨테이너일까",
    prompt=f"""\
회의에서 여섯 가지 일이 나왔어요. 서버는 모두 리눅스예요.

| 기호 | 할 일 |
|---|---|
{table(JOBS)}

**가상 머신이 알맞은 일**의 기호를 모두 답하세요. 나머지는 컨테이너가 알맞은 일이에요. `ㄱ, ㄴ`처럼 적으면 되고 차례는 상관없어요.
""",
    owns=Owned(),
    checks=(answer_judged("jobs", _chosen, establishes="가상 머신이 알맞은 일을 모두 골랐습니다.", advice=LOOK),),
    quiz=Quiz(questions=tuple(map(_job, JOBS)), join=", "),
    hints=(
        "먼저 호스트와 **다른 커널**이 있어야 하는 일을 찾아보세요. 그런 일은 컨테이너로는 할 수 없어요.",
        "컨테이너가 반가운 때는 셋이었어요. 개발 환경을 갈라놓을 때, 다 만든 것을 배포할 때, 공개된 것을 써 볼 때예요.",
        "남은 하나는 커널을 같이 써도 괜찮은지를 따져 보세요. 같이 쓰는 것이 있으면 그만큼 덜 단단히 갈라져요.",
    ),
    solution=Way(answer="echo ㄱ, ㄷ, ㅁ"),
    alternatives=(
        Way(answer="echo ㅁㄷㄱ", why="without commas, in another order"),
        Way(answer="echo '가 다 마'", why="in syllables"),
    ),
    mistakes=(
        *(
            Mistake(way=Way(answer=f"echo {' '.join((*RIGHT, mark))}"), fails="jobs", says=said)
            for mark, said in NEEDLESS.items()
        ),
        *(
            Mistake(
                way=Way(answer=f"echo {' '.join(other for other in RIGHT if other != mark)}"), fails="jobs", says=said
            )
            for mark, said in MISSING.items()
        ),
        Mistake(way=Way(answer="echo ㄱㄴㄷㄹㅁㅂ"), fails="jobs", says="모두 골랐습니다"),
    ),
)
