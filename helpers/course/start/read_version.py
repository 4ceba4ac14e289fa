"""start.read-version: answer the server's version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exercise import probes
from helpers.exercise.model import Check, Exercise, Finding, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_ASKED = "도커 엔진(서버)의 버전을 답했습니다."
_LOOK = "`docker version`의 결과는 두 덩어리입니다. 도커 엔진의 버전은 `Server` 쪽에 있습니다."


def _observed(given: str, client: str) -> str:
    """Return what a wrong answer is instead of the server's version."""
    low = given.casefold()
    if given == client or low.startswith("docker version"):
        return "클라이언트의 버전을 답했습니다."
    if re.fullmatch(r"v?1\.[0-9]{2}", low):
        return say("`{given}`{은} 도커 엔진의 버전이 아니라 API의 버전입니다.", given=given)
    if not re.search(r"[0-9]+\.[0-9]+", low):
        return say("`{given}`{은} 버전이 아닙니다.", given=given)
    return say("`{given}`{이라고} 답했지만 도커 엔진의 버전과 다릅니다.", given=given)


def _test(world: World, answer: str | None) -> Finding | None:
    given = (answer or "").strip().strip("'\"`").strip()
    if given in ("", "...", "…"):
        return Finding(expected=_ASKED, observed="아직 답을 넘기지 않았습니다.", advice=_LOOK, attempted=False)
    if given == world.fact(probes.SERVER_VERSION).text:
        return None
    observed = _observed(given[:80], world.fact(probes.CLIENT_VERSION).text)
    return Finding(expected=_ASKED, observed=observed, advice=_LOOK)


EXERCISE = Exercise(
    id="start.read-version",
    title="도커 엔진의 버전 읽기",
    prompt="""\
선배가 물었어요. “거기 도커 엔진 버전이 뭐예요?” 오류를 함께 찾으려면 버전부터 알아야 한대요.

도커 엔진, 그러니까 **서버**의 버전을 답하세요. `20.10.5`처럼 버전만 한 줄로 답하면 돼요.
""",
    owns=Owned(),
    checks=(
        Check(
            id="version",
            establishes=_ASKED,
            test=_test,
            probes=(probes.SERVER_VERSION, probes.CLIENT_VERSION),
            by_answer=True,
        ),
    ),
    hints=(
        "클라이언트와 서버의 버전을 함께 보여 주는 도커 명령이 있어요. 도커가 거기 있는지 확인할 때 맨 먼저 썼어요.",
        "결과가 길면 `Server:`라고 적힌 덩어리에서 `Version:`으로 시작하는 줄을 찾으세요.",
        "한 값만 꺼내려면 `--format`을 써요. `{{.Client.Os}}`처럼 덩어리의 이름과 줄의 이름을 점으로 이어요.",
    ),
    solution=Way(answer="docker version --format '{{.Server.Version}}'"),
    alternatives=(
        Way(answer="docker info --format '{{.ServerVersion}}'", why="the engine says it in docker info, too"),
        Way(
            answer="docker version | sed -n '/^Server/,$p' | grep -m1 'Version:' | awk '{print $2}'",
            why="read from the whole table",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(answer="docker --version", why="the client's, in words (its number alone may equal the server's)"),
            fails="version",
            says="클라이언트의 버전을 답했습니다",
        ),
        Mistake(
            way=Way(answer="docker version --format '{{.Server.Os}}'", why="not a version"),
            fails="version",
            says="버전이 아닙니다",
        ),
        Mistake(
            way=Way(answer="docker version --format '{{.Server.APIVersion}}'", why="the API's"),
            fails="version",
            says="API의 버전입니다",
        ),
        Mistake(
            way=Way(answer="echo 20.10.5", why="the example copied"),
            fails="version",
            says="도커 엔진의 버전과 다릅니다",
        ),
    ),
)
