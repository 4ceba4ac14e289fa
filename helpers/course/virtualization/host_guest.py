"""virtualization.host-guest: host OS, guest OS, hypervisor and kernel in their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import MARKS, lettered
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.checks.answers import paired
from helpers.exercise.model import Choice, Exercise, Mistake, Owned, Question, Quiz, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

WORDS = ("커널", "게스트 OS", "호스트 OS", "하이퍼바이저")
RIGHT = (3, 4, 2, 1)
WRONG = {
    (0, 1): "ㄱ에 커널을 놓았습니다. ㄱ은 커널만이 아니라 하드웨어 위에서 도는 운영체제 전체입니다.",
    (0, 2): "ㄱ에 게스트 OS를 놓았습니다. 게스트 OS는 가상 머신마다 따로 있는데 ㄱ은 하나뿐입니다.",
    (0, 4): "ㄱ에 하이퍼바이저를 놓았습니다. 그림의 하이퍼바이저는 운영체제 위에서 도는 2형입니다.",
    (1, 1): "ㄴ에 커널을 놓았습니다. ㄴ은 호스트와 게스트를 갈라놓는 프로그램의 자리입니다.",
    (1, 2): "ㄴ에 게스트 OS를 놓았습니다. 게스트 OS는 점선으로 그린 가상 머신 안에 있습니다.",
    (1, 3): "ㄴ에 호스트 OS를 놓았습니다. 호스트 OS는 하드웨어 바로 위에 있습니다.",
    (2, 1): "ㄷ에 커널을 놓았습니다. 가상 머신 안에는 커널만이 아니라 운영체제가 통째로 들어 있습니다.",
    (2, 3): "ㄷ에 호스트 OS를 놓았습니다. 호스트 OS는 가상 머신 밖에서 가상 머신을 받칩니다.",
    (2, 4): "ㄷ에 하이퍼바이저를 놓았습니다. 하이퍼바이저는 가상 머신 밖에서 가상 머신을 다스립니다.",
    (3, 2): "ㄹ에 게스트 OS를 놓았습니다. 컨테이너에는 게스트 OS가 없습니다.",
    (3, 3): "ㄹ에 호스트 OS를 놓았습니다. ㄹ은 운영체제 전체가 아니라 그 안에 있는, 컨테이너가 같이 쓰는 부분입니다.",
    (3, 4): "ㄹ에 하이퍼바이저를 놓았습니다. 컨테이너는 하이퍼바이저를 거치지 않습니다.",
}
BECAUSE = (
    "ㄱ은 하드웨어 바로 위에서 돌면서 나머지를 모두 받치는 운영체제의 자리입니다.",
    "ㄴ은 호스트 OS 위에서 가상 머신들을 갈라놓고 다스리는 프로그램의 자리입니다.",
    "ㄷ은 가상 머신마다 하나씩 통째로 들어 있는 운영체제의 자리입니다.",
    "ㄹ은 호스트 OS 안에 있으면서 컨테이너들이 모두 같이 쓰는 부분의 자리입니다.",
)
"""Why each place is what it is, for whoever has chosen it."""
LOOK = "본문의 그림에서 상자가 놓인 자리와 점선 안팎을 다시 살펴보세요."


def _place(place: int) -> Question:
    return Question(
        text=f"{MARKS[place]}의 이름표",
        choices=tuple(
            Choice(
                text=word,
                value=str(number),
                reason=WRONG.get((place, number), BECAUSE[place]),
                right=number == RIGHT[place],
            )
            for number, word in enumerate(WORDS, 1)
        ),
    )


def _numbers(given: str) -> tuple[int, ...]:
    """Return the numbers of an answer in the order of the places; words count as their numbers."""
    for place, word in enumerate(WORDS, 1):
        given = re.sub(word.replace(" ", r"\s*"), str(place), given, flags=re.IGNORECASE)
    digits = tuple(int(digit) for digit in re.findall(r"\d", given))
    pairs = paired(lettered(given), MARKS[:4], [str(number) for number in range(10)])
    if not pairs or len(pairs) < len(digits):
        return digits
    return tuple(int(pairs[mark]) for mark in MARKS[:4] if mark in pairs)


def _placed(_world: World, given: str) -> Miss | None:
    numbers = _numbers(given)
    if numbers == RIGHT:
        return None
    if not numbers and re.search(f"[{MARKS}]", given):
        return Miss(observed="번호 없이 자리의 기호만 답했습니다.", advice="표에 나온 이름표의 번호로 답하세요.")
    if unknown := sorted(set(numbers) - set(RIGHT)):
        return Miss(observed=f"{unknown[-1]}번 이름표는 없습니다.", advice="번호는 1부터 4까지입니다.")
    if len(numbers) != len(RIGHT):
        return Miss(
            observed=f"자리는 네 곳인데 번호를 {len(numbers)}개 답했습니다.",
            advice="ㄱ, ㄴ, ㄷ, ㄹ의 차례로 1부터 4까지의 번호를 하나씩 적으세요.",
        )
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice:
        times = {2: "두", 3: "세", 4: "네"}[numbers.count(twice)]
        said = say("{twice}{을} {times} 번 답했습니다.", twice=twice, times=times)
        return Miss(observed=said, advice="네 말은 한 번씩만 쓰입니다.")
    wrong = next(WRONG[place, said] for place, said in enumerate(numbers) if said != RIGHT[place])
    return Miss(observed=wrong, advice=LOOK)


EXERCISE = Exercise(
    id="virtualization.host-guest",
    title="그림의 빈자리 채우기",
    prompt="""\
새로 온 동료에게 그림을 그려 주는데, 이름표가 떨어졌어요. 제자리에 붙여 주세요.

![왼쪽은 가상 머신, 오른쪽은 컨테이너가 쌓인 그림이에요. 왼쪽에는 아래부터 하드웨어, ㄱ, ㄴ이 쌓여 있고, 그 위에 점선으로 두른 상자가 둘 있어요. 점선 안에는 아래에 ㄷ, 위에 프로그램이 있어요. 오른쪽에는 하드웨어 위에 리눅스 상자가 있고, 그 상자 안의 위쪽에 ㄹ이 있어요. 그 위에 점선으로 두른 상자가 둘 있고, 점선 안에는 프로그램만 있어요](pictures/who-is-where.svg)

| 번호 | 이름표 |
|---|---|
| 1 | 커널 |
| 2 | 게스트 OS |
| 3 | 호스트 OS |
| 4 | 하이퍼바이저 |

ㄱ, ㄴ, ㄷ, ㄹ에 들어갈 번호를 차례로 답하세요. `1 2 3 4`처럼 네 개를 이어 적으면 돼요.
""",
    owns=Owned(),
    checks=(answer_judged("places", _placed, establishes="네 이름표를 모두 제자리에 붙였습니다.", advice=LOOK),),
    quiz=Quiz(questions=tuple(_place(place) for place in range(len(RIGHT)))),
    hints=(
        "왼쪽 그림부터 채워 보세요. 점선이 가상 머신이에요. 점선 안에 들어갈 것이 하나, 밖에 있을 것이 둘이에요.",
        "오른쪽 그림의 ㄹ은 리눅스 안에 있고, 컨테이너 두 개가 모두 그 위에 올라서 있어요. 컨테이너가 호스트와 무엇을 같이 쓰는지 떠올려 보세요.",
    ),
    solution=Way(answer="echo 3 4 2 1"),
    alternatives=(
        Way(answer="echo 3421", why="without spaces"),
        Way(answer="echo 'ㄹ-1, ㄷ-2, ㄱ-3, ㄴ-4'", why="by the marks, in another order"),
        Way(answer="echo '호스트 OS, 하이퍼바이저, 게스트 OS, 커널'", why="in words"),
    ),
    mistakes=(
        *(
            Mistake(
                way=Way(answer=f"echo {' '.join(map(str, numbers))}"),
                fails="places",
                says=next(WRONG[place, said] for place, said in enumerate(numbers) if said != RIGHT[place]),
            )
            for numbers in (
                (1, 4, 2, 3),
                (2, 4, 3, 1),
                (4, 3, 2, 1),
                (3, 1, 2, 4),
                (3, 2, 4, 1),
            )
        ),
        Mistake(way=Way(answer="echo 3 4 3 1"), fails="places", says="3을 두 번 답했습니다"),
        Mistake(way=Way(answer="echo 3 4"), fails="places", says="번호를 2개 답했습니다"),
    ),
)
