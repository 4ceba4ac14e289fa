"""images.layers: answer which instruction made the largest layer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exercise import checks
from helpers.exercise.checks.answers import denied
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_MUSEUM, _GALLERY = "museum-layers:1.0", "gallery-layers:1.0"
_ASKED = f"`{_MUSEUM}` 이미지에서 가장 큰 레이어를 만든 방의 이름을 답했습니다."
_LOOK = "이미지가 어떤 명령어로 쌓였는지, 레이어마다 크기가 얼마인지 보여 주는 명령을 살펴보세요."
_SIZES = {
    _MUSEUM: {"moon": 2, "whale": 9, "bronze": 4, "paper": 1},
    _GALLERY: {"bronze": 8, "whale": 1, "paper": 3, "moon": 2},
}
"""How large each room is, in MiB, in the order in which they are stacked."""


def _build(image: str) -> str:
    rooms = "".join(f"RUN dd if=/dev/zero of={room} bs=1M count={size}\n" for room, size in _SIZES[image].items())
    head = "FROM busybox:latest\nLABEL lab.exercise=images.layers\nWORKDIR /rooms\n"
    return f'docker build -q -t {image} - <<\'EOF\'\n{head}{rooms}CMD ["ls", "/rooms"]\nEOF\n'


def _largest(image: str) -> str:
    return max(_SIZES[image], key=_SIZES[image].__getitem__)


def _judge(_world: World, given: str) -> checks.Miss | None:
    """Judge by the rooms that are named: what is asked for does not change with what stands under a name now."""
    named = [room for room in _SIZES[_MUSEUM] if re.search(rf"(?<![a-z0-9]){room}(?![a-z0-9])", given.casefold())]
    if named == [_largest(_MUSEUM)] and not denied(given):
        return None
    return checks.Miss(observed=_observed(named, given), advice=_LOOK)


def _observed(named: list[str], given: str) -> str:
    if len(named) > 1:
        rooms = ", ".join(f"`{room}`" for room in named)
        return f"방의 이름을 {len(named)}개({rooms}) 답했습니다. 가장 큰 레이어는 하나입니다."
    if not named or named == [_largest(_MUSEUM)]:
        return say("`{given}`{은} 방 하나의 이름이 아닙니다.", given=given[:80])
    room = named[0]
    if room == _largest(_GALLERY):
        return say("`{room}`{은} `{gallery}` 이미지에서 가장 큰 레이어입니다.", room=room, gallery=_GALLERY)
    if room == list(_SIZES[_MUSEUM])[-1]:
        return say("`{room}`{은} 가장 나중에 쌓인 레이어이지, 가장 큰 레이어가 아닙니다.", room=room)
    return say("`{room}`보다 더 큰 레이어가 있습니다.", room=room)


EXERCISE = Exercise(
    id="images.layers",
    title="어느 명령어가 가장 큰 레이어를 만들었나",
    prompt=f"""\
`{_MUSEUM}` 이미지에는 방이 넷 있어요. `moon`, `whale`, `bronze`, `paper`예요. 방 하나를 만드는 데 `RUN` 하나를 썼으니, 방마다 레이어가 하나예요.

`{_MUSEUM}`에서 **가장 큰 레이어를 만든 명령어**를 찾아, 그 명령어가 만든 방의 이름을 답하세요. 바탕 이미지의 레이어는 빼요. 옆에 있는 `{_GALLERY}`은 방의 이름이 같은 다른 이미지이니 헷갈리지 마세요.
""",
    setup=_build(_MUSEUM) + _build(_GALLERY),
    owns=Owned(images=(_MUSEUM, _GALLERY), runs_of=(_MUSEUM, _GALLERY)),
    checks=(checks.answer_judged("largest", _judge, establishes=_ASKED, advice=_LOOK),),
    hints=(
        "이미지의 내력을 보여 주는 도커 명령이 있어요. 영어로 ‘역사’라는 뜻의 단어예요.",
        "결과의 `SIZE` 열과 `CREATED BY` 열을 나란히 보세요. 단위가 `kB`인지 `MB`인지도 살펴보세요.",
    ),
    solution=Way(
        answer=f"docker history --no-trunc --format '{{{{.Size}}}} {{{{.CreatedBy}}}}' {_MUSEUM} | grep of= | sort -h | tail -n 1 | sed 's/.*of=//; s/ .*//'"
    ),
    alternatives=(
        Way(
            answer=f"docker run --rm {_MUSEUM} sh -c 'ls -S /rooms | head -n 1'",
            why="by the size of what the layers hold",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                answer=f"docker history --no-trunc --format '{{{{.Size}}}} {{{{.CreatedBy}}}}' {_GALLERY} | grep of= | sort -h | tail -n 1 | sed 's/.*of=//; s/ .*//'",
                why="answered from the wrong image",
            ),
            fails="largest",
            says="`gallery-layers:1.0` 이미지에서 가장 큰 레이어입니다",
        ),
        Mistake(
            way=Way(answer="echo paper", why="the newest layer"), fails="largest", says="가장 나중에 쌓인 레이어이지"
        ),
        Mistake(
            way=Way(answer="echo moon", why="a smaller one"), fails="largest", says="`moon`보다 더 큰 레이어가 있습니다"
        ),
        Mistake(
            way=Way(answer="echo 9MB", why="the size, not the name"), fails="largest", says="방 하나의 이름이 아닙니다"
        ),
        Mistake(
            way=Way(
                script=f"docker tag {_GALLERY} {_MUSEUM}", answer="echo bronze", why="another image under the name"
            ),
            fails="largest",
            says="`gallery-layers:1.0` 이미지에서 가장 큰 레이어입니다",
        ),
    ),
)
