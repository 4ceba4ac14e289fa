"""capstone.logs: find in the board's logs at which port it seeks the store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.capstone import service
from helpers.course.capstone.order import INSIDE, Order, order
from helpers.course.capstone.run import READ
from helpers.exercise import checks, probes
from helpers.exercise.checks.answers import means, numbers
from helpers.exercise.model import Exercise, Mistake, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check, Learner

ID = "capstone.logs"
ASKED = "알림판이 찾아가는 창고의 포트 번호"
ADVICE = "페이지를 연 다음 알림판의 로그에서 오류 줄을 찾고, 주소에서 쌍점 뒤를 보세요."
_ADDRESS = re.compile(r"(?:https?://)?[\w.-]*:(?P<port>\d+)(?:/\S*)?")
"""The address itself, as the log tells it, is an answer too: its port is meant."""
LOOK = f'{READ}curl -s --retry 30 --retry-all-errors --retry-delay 1 "localhost:$PORT" > /dev/null\n'

PROMPT = """\
알림판도 창고도 실행 중이고 같은 네트워크에 있어요. 그런데 페이지에는 `메뉴: (창고에 닿지 못했음)`이라고 나와요.

페이지를 한 번 열고, 두 컨테이너의 **로그**를 읽으세요. **알림판은 창고의 몇 번 포트를 찾아가나요?** 그 번호를 답하세요."""
HINTS = (
    "컨테이너의 표준 오류도 로그에 남아요. 다른 명령으로 넘기려면 `2>&1`로 합치세요.",
    "오류 줄의 주소는 `http://이름:번호/파일` 꼴이에요. 창고의 로그에 나온 번호와 비교해 보세요.",
)
SOLUTION = Way(answer=f"{LOOK}docker logs \"$BOARD\" 2>&1 | grep -o ':[0-9]*/menu' | head -n 1 | tr -dc 0-9")
ALTERNATIVES = (
    Way(
        answer=f"{LOOK}docker exec \"$BOARD\" grep -o 'STORE:80[0-9]*' /board/{service.PAGE} | head -n 1 | cut -d: -f2",
        why="read in the program itself",
    ),
)
MISTAKES = (
    Mistake(
        way=Way(answer=f'{READ}docker logs "$STORE" | grep -o "[0-9]*번" | tr -dc 0-9'),
        fails="port",
        says="창고가 기다리고 있는 포트를 답했습니다",
    ),
    Mistake(
        way=Way(answer=f'{READ}docker port "$BOARD" | head -n 1 | sed "s/.*://"'),
        fails="port",
        says="바깥의 포트를 답했습니다",
    ),
    Mistake(
        way=Way(answer=f'{LOOK}docker logs "$BOARD" 2>&1 | tail -n 1'),
        fails="port",
        says="포트 번호가 아닌 값을 답했습니다",
    ),
    Mistake(way=Way(answer=f"{SOLUTION.answer}; echo ' {INSIDE}'"), fails="port", says="번호를 여럿 답했습니다"),
    Mistake(
        way=Way(answer="echo 7654번"), fails="port", says="`7654`번은 알림판의 로그에도 창고의 로그에도 나오지 않는"
    ),
    Mistake(way=Way(answer="echo 80"), fails="port", says="번호가 없을 때의 포트"),
)


def _checks(asked: Order) -> tuple[Check, ...]:
    logs = {name: probes.container_logs(name) for name in (asked.board, asked.store)}

    def judge(world: World, given: str) -> checks.Miss | None:
        address = _ADDRESS.fullmatch(given)
        given = address["port"] if address else given
        if means(given, str(asked.wrong), ASKED):
            return None
        observed = _instead(asked, given) or _not_logged(
            numbers(given), {n: world.fact(p).text for n, p in logs.items()}
        )
        return checks.Miss(observed=observed, advice=ADVICE)

    return (
        checks.answer_judged(
            "port",
            judge,
            establishes=say("{asked}{을} 맞게 답했습니다.", asked=ASKED),
            advice=ADVICE,
            probes=tuple(logs.values()),
        ),
    )


def _instead(asked: Order, given: str) -> str:
    """Say what was answered instead, as far as the answer alone tells it."""
    found = numbers(given)
    if not found:
        return say("포트 번호가 아닌 값을 답했습니다. 넘긴 답은 `{given}`입니다.", given=given[:80])
    if len(set(found)) > 1:
        return say("번호를 여럿 답했습니다. 넘긴 답은 `{given}`입니다. 하나만 답하세요.", given=given[:80])
    known = {
        INSIDE: "창고가 기다리고 있는 포트를 답했습니다. 알림판이 찾아가는 포트는 다릅니다.",
        asked.port: "손님이 들어오는 바깥의 포트를 답했습니다.",
        80: "주소에 번호가 없을 때의 포트를 답했습니다. 로그의 주소에는 번호가 있습니다.",
    }
    return known.get(int(found[0]), "")


def _not_logged(found: list[float], logs: Mapping[str, str]) -> str:
    """Say of a number whether it stands in a log at all."""
    number = f"{found[0]:g}"
    within = [name for name, text in logs.items() if re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text)]
    if within:
        return f"`{number}`번은 `{within[0]}`의 로그에 나오지만, 알림판이 찾아가는 주소의 포트가 아닙니다."
    unopened = "" if any("오류:" in text for text in logs.values()) else " 알림판의 로그에는 아직 오류 줄이 없습니다."
    return f"`{number}`번은 알림판의 로그에도 창고의 로그에도 나오지 않는 번호입니다.{unopened}"


def personal(learner: Learner) -> Exercise:
    """Return the exercise with one learner's names and values."""
    asked = order(learner)
    return Exercise(
        id=ID,
        title="6. 로그에서 원인 찾기",
        prompt=PROMPT,
        files={"order.env": asked.text},
        setup=service.STRICT + service.board_image(ID, asked) + service.store_image(ID, asked) + service.street(asked),
        owns=service.owned(asked),
        personal=asked.values,
        points=1,
        checks=_checks(asked),
        hints=HINTS,
        secrets=(str(asked.wrong),),
        solution=SOLUTION,
        alternatives=ALTERNATIVES,
        mistakes=MISTAKES,
    )
