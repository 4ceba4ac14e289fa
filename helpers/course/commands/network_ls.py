"""commands.network-ls: say which networks stand and which driver each has."""

import re

from helpers.dockerdata.types import World
from helpers.exercise import checks
from helpers.exercise.checks import Miss
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

ADVICE = "네트워크의 목록을 보고, 이름(NAME) 열과 드라이버(DRIVER) 열을 짝지어 적어 보세요."
PAIR = re.compile(r"([\w.-]+)[\"'`]?\s*(?:=|:|->|=>|→|\(|은\s|는\s)\s*[\"'`]?([\w.-]+)", re.ASCII)
LINE = re.compile(r"(?:^|[,;\n])\s*(\S+)[ \t]+([^\s,;]+)\s*(?=$|[,;\n])")
MADE = ("hall", "vault")


def _listed(world: World, given: str) -> Miss | None:
    told: dict[str, list[str]] = {}
    for name, driver in _pairs(given.casefold()):
        told.setdefault(name, []).append(driver)
    if not told:
        observed = say("`{given}`{이라고} 답했습니다. 이름과 드라이버의 짝이 없습니다.", given=given[:40])
        return Miss(observed=observed, advice="`이름=드라이버` 꼴로 적으세요. 컨테이너가 아니라 네트워크를 묻습니다.")
    drivers = {found.name.casefold(): found.driver for found in world.mine.networks}
    misses = (_wrong(name, drivers[name], told.get(name, [])) for name in sorted(drivers))
    first = _turned(told, drivers) or next(filter(None, misses), None)
    unknown = sorted(set(told) - set(drivers))
    if first or not unknown:
        return first
    return Miss(observed=say("`{name}`{이라는} 네트워크는 없습니다.", name=unknown[0]), advice=ADVICE)


def _pairs(given: str) -> list[tuple[str, str]]:
    """Return the pairs that an answer tells: with a sign between the two, or two words a line (or between commas)."""
    return PAIR.findall(given) or LINE.findall(given)


def _wrong(name: str, driver: str, told: list[str]) -> Miss | None:
    """Say what is wrong with what was told of one network; None where it is its driver."""
    if not told:
        return Miss(observed=say("네트워크 `{name}`{이} 답에 없습니다.", name=name), advice=ADVICE)
    if len(set(told)) > 1:
        every = ", ".join(f"`{one}`" for one in dict.fromkeys(told))
        observed = f"네트워크 `{name}`의 드라이버를 여럿 답했습니다: {every}."
        return Miss(observed=observed, advice="네트워크마다 드라이버는 하나입니다.")
    if told[0] == driver:
        return None
    observed = say("네트워크 `{name}`의 드라이버를 `{told}`{이라고} 답했지만 다릅니다.", name=name, told=told[0])
    return Miss(observed=observed, advice=_other_column(told[0]))


def _turned(told: dict[str, list[str]], drivers: dict[str, str]) -> Miss | None:
    """Say that a driver stands where the name should, and the name where the driver should."""
    turned = [(left, right) for left, rights in told.items() for right in rights if left not in drivers]
    pairs = [(left, right) for left, right in turned if drivers.get(right) == left]
    if not pairs:
        return None
    observed = "`{left}={right}`{은} 이름과 드라이버의 자리가 바뀌었습니다."
    return Miss(observed=say(observed, left=pairs[0][0], right=pairs[0][1]), advice=ADVICE)


def _other_column(told: str) -> str:
    if told == "local":
        return "`local`은 범위(SCOPE) 열의 값입니다. 드라이버(DRIVER) 열을 보세요."
    return "이름과 드라이버가 늘 같은 것은 아닙니다. 드라이버(DRIVER) 열을 다시 보세요."


def _kept(world: World) -> Miss | None:
    standing = {found.name for found in world.mine.networks if found.id in world.baseline.networks}
    gone = [name for name in MADE if name not in standing]
    if not gone:
        return None
    return Miss(
        observed=say("처음부터 있던 네트워크 `{name}`{이} 지금은 없습니다.", name=gone[0]),
        advice="살펴보기만 하면 됩니다. 처음 상태로 되돌려 다시 해 보세요.",
    )


EXERCISE = Exercise(
    id="commands.network-ls",
    title="네트워크와 드라이버",
    prompt="""\
목요일에는 빵집의 네트워크를 살펴봐요. 누가 만들어 두었는지 모를 네트워크가 있는 것 같아요.

내 컴퓨터에 있는 **네트워크의 이름과 드라이버를 모두** 답하세요. `이름=드라이버` 꼴로 적고, 사이에 빈칸이나 쉼표를 두면 돼요. 순서는 아무래도 좋아요.""",
    owns=Owned(networks=("hall", "vault")),
    setup="docker network create hall\ndocker network create --internal vault\n",
    checks=(
        checks.assemble("kept", "처음부터 있던 네트워크가 그대로 있습니다.", _kept),
        checks.answer_judged(
            "pairs",
            establishes="네트워크마다 이름과 드라이버를 맞게 답했습니다.",
            advice=ADVICE,
            judge=_listed,
            requires=("kept",),
        ),
    ),
    hints=(
        "네트워크에 관한 명령은 `docker network`로 시작해요. 그 뒤에 목록을 뜻하는 두 글자가 와요.",
        "표에는 ID, 이름, 드라이버, 범위의 네 열이 있어요. 그 가운데 두 열만 필요해요.",
        "`--format`을 쓰면 두 열만 골라 등호로 이어 붙일 수 있어요. `{{.Name}}`이 이름이에요.",
    ),
    solution=Way(answer="docker network ls --format '{{.Name}}={{.Driver}}' | paste -s -d ' '"),
    alternatives=(
        Way(
            answer="docker network ls --format '{{.Name}}: {{.Driver}}' | sort -r | paste -s -d ,",
            why="another order and other separators",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="docker network rm hall vault",
                answer="docker network ls --format '{{.Name}}={{.Driver}}' | paste -s -d ' '",
                why="removes what is asked for",
            ),
            fails="kept",
            says="네트워크 `hall`이 지금은 없습니다",
        ),
        Mistake(way=Way(answer="docker ps -aq | wc -l"), fails="pairs", says="컨테이너가 아니라 네트워크를 묻습니다"),
        Mistake(
            way=Way(answer="docker network ls --format '{{.Name}}={{.Scope}}' | paste -s -d ' '"),
            fails="pairs",
            says="범위(SCOPE) 열의 값입니다",
        ),
        Mistake(
            way=Way(answer="docker network ls --format '{{.Name}}={{.Driver}}' | grep -v vault | paste -s -d ' '"),
            fails="pairs",
            says="네트워크 `vault`가 답에 없습니다",
        ),
        Mistake(
            way=Way(
                answer="docker network ls --format '{{.Name}}={{.Driver}}' | sed 's/none=null/none=none/' | paste -s -d ' '"
            ),
            fails="pairs",
            says="네트워크 `none`의 드라이버를 `none`이라고 답했지만 다릅니다",
        ),
    ),
)
