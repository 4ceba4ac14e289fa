"""start.read-version: answer the server's version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exercise import probes
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.checks.answers import means, plain
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_ASKED = "도커 엔진(서버)의 버전 Server: Docker Engine - Community Version"
_LOOK = "`docker version`의 결과는 두 덩어리입니다. 도커 엔진의 버전은 `Server` 쪽의 `Engine` 아래에 있습니다."
_DETAILS = {
    "ApiVersion": "도커 엔진의 버전이 아니라 API의 버전입니다",
    "MinAPIVersion": "도커 엔진의 버전이 아니라 API의 가장 낮은 버전입니다",
    "GoVersion": "도커 엔진을 만든 Go 언어의 버전입니다",
    "GitCommit": "도커 엔진을 만든 소스 코드의 커밋 번호입니다",
    "KernelVersion": "도커 엔진이 아니라 커널의 버전입니다",
    "Os": "버전이 아닙니다",
    "Arch": "버전이 아닙니다",
    "BuildTime": "도커 엔진을 만든 때입니다",
}
"""What the lines below the engine's version are."""
_API = re.compile(r"1\.[0-9]{2}\b")


def _bare(version: str) -> str:
    """Return a version without what a distribution hangs on it: `26.1.5` of `26.1.5+dfsg1`."""
    found = re.match(r"[0-9.]+", version)
    return found[0] if found else version


def _known(world: World, given: str) -> Miss | None:
    right, said = world.fact(probes.SERVER_VERSION).text, re.sub(r"(?i)\bv(?=[0-9])", "", given)
    if any(means(said, version, _ASKED) for version in (right, _bare(right))):
        return None
    return Miss(observed=_instead(world, given[:80], right), advice=_LOOK)


def _same(world: World) -> str:
    """Say that the answer does not tell which half was read, where both have one version."""
    server, client = (world.fact(probe).text for probe in (probes.SERVER_VERSION, probes.CLIENT_VERSION))
    if _bare(server) != _bare(client):
        return ""
    return (
        "이 컴퓨터에서는 클라이언트의 버전도 같은 값이라서, 답만으로는 어느 쪽을 읽었는지 알 수 없습니다. "
        "`Client`가 아니라 `Server`의 `Engine` 아래에서 읽었는지 한 번 더 확인하세요."
    )


def _instead(world: World, given: str, right: str) -> str:
    """Return what a wrong answer is instead of the server's version."""
    if given == world.fact(probes.CLIENT_VERSION).text or plain(given).startswith("docker version"):
        return "클라이언트의 버전을 답했습니다."
    other = _other_part(world, given)
    if other:
        return say("`{given}`{은} {other}.", given=given, other=other)
    if not re.search(r"[0-9]+\.[0-9]+", given):
        return say("`{given}`{은} 버전이 아닙니다.", given=given)
    if len(re.findall(r"[0-9]+(?:\.[0-9]+)+", given)) > 1:
        return say("`{given}`{은} 버전 하나가 아닙니다.", given=given)
    if right.startswith(f"{given}."):
        return say("`{given}`{은} 도커 엔진의 버전의 앞부분입니다.", given=given)
    return say("`{given}`{이라고} 답했지만 도커 엔진의 버전과 다릅니다.", given=given)


def _other_part(world: World, given: str) -> str:
    """Say which other line of the server's part of `docker version` was answered; nothing where it was none."""
    parts = probes.data(world, probes.SERVER_PARTS).get("Components") or []
    for part in parts:
        if part["Name"] != "Engine" and means(given, part["Version"]):
            return f"도커 엔진이 아니라 그 아래에 나오는 `{part['Name']}`의 버전입니다"
    details = (parts[0].get("Details") or {}) if parts else {}
    if _API.match(given):
        return _DETAILS["ApiVersion"]
    return next((said for name, said in _DETAILS.items() if details.get(name) and means(given, details[name])), "")


EXERCISE = Exercise(
    id="start.read-version",
    title="도커 엔진의 버전 읽기",
    prompt="""\
선배가 물었어요. “거기 도커 엔진 버전이 뭐예요?” 오류를 함께 찾으려면 버전부터 알아야 한대요.

도커 엔진, 그러니까 **서버**의 버전을 답하세요. `20.10.5`처럼 버전만 한 줄로 답하면 돼요. 뒤에 `+`로 이어 붙은 글자는 적어도 되고 빼도 돼요.
""",
    owns=Owned(),
    checks=(
        answer_judged(
            "version",
            _known,
            establishes="도커 엔진(서버)의 버전을 맞게 답했습니다.",
            advice=_LOOK,
            probes=(probes.SERVER_VERSION, probes.SERVER_PARTS, probes.CLIENT_VERSION),
            remark=_same,
        ),
    ),
    hints=(
        "클라이언트와 서버의 버전을 함께 보여 주는 도커 명령이 있어요. 도커가 거기 있는지 확인할 때 맨 먼저 썼어요.",
        "결과가 길면 `Server:`라고 적힌 덩어리에서 `Version:`으로 시작하는 줄을 찾으세요.",
        "한 값만 꺼내려면 `--format`을 써요. `{{.Client.Os}}`처럼 덩어리의 이름과 줄의 이름을 점으로 이어요.",
    ),
    solution=Way(answer="docker version --format '{{.Server.Version}}'"),
    alternatives=(
        Way(
            answer="docker info --format 'v{{.ServerVersion}}' | cut -d+ -f1", why="without what the distribution adds"
        ),
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
