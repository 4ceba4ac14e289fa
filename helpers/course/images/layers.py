"""images.layers: answer which instruction made the largest layer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exercise import probes
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import Probe, World

_MUSEUM, _GALLERY = "museum-layers:1.0", "gallery-layers:1.0"
_ASKED = f"`{_MUSEUM}` 이미지에서 가장 큰 레이어를 만든 방의 이름을 답했습니다."
_LOOK = "이미지가 어떤 명령어로 쌓였는지, 레이어마다 크기가 얼마인지 보여 주는 명령을 살펴보세요."
_ROOMS = ("moon", "whale", "bronze", "paper")
_SETUP = f"""\
docker build -q -t {_MUSEUM} - <<'EOF'
FROM busybox:latest
LABEL lab.exercise=images.layers
WORKDIR /rooms
RUN dd if=/dev/zero of=moon bs=1M count=2
RUN dd if=/dev/zero of=whale bs=1M count=9
RUN dd if=/dev/zero of=bronze bs=1M count=4
RUN dd if=/dev/zero of=paper bs=1M count=1
CMD ["ls", "/rooms"]
EOF
docker build -q -t {_GALLERY} - <<'EOF'
FROM busybox:latest
LABEL lab.exercise=images.layers
WORKDIR /rooms
RUN dd if=/dev/zero of=bronze bs=1M count=8
RUN dd if=/dev/zero of=whale bs=1M count=1
RUN dd if=/dev/zero of=paper bs=1M count=3
RUN dd if=/dev/zero of=moon bs=1M count=2
CMD ["ls", "/rooms"]
EOF
"""
_museum, _gallery = probes.image_history(_MUSEUM), probes.image_history(_GALLERY)


def _rooms(world: World, probe: Probe) -> list[str]:
    """Return the names of an image's layers from the newest to the oldest, with that of the largest before them all."""
    made = [(entry["Size"], re.search(r"of=(\w+)", entry["CreatedBy"])) for entry in probes.data(world, probe) or []]
    rooms = [(size, match[1]) for size, match in made if match]
    return [max(rooms)[1], *(room for _, room in rooms)]


def _largest(world: World, given: str) -> Miss | None:
    if not world.fact(_museum).found or not world.fact(_gallery).found:
        return Miss(
            observed=say("`{a}`{과} `{b}` 가운데 없어진 이미지가 있습니다.", a=_MUSEUM, b=_GALLERY),
            advice="처음 상태로 되돌려 다시 해 보세요.",
        )
    named = {room for room in _ROOMS if re.search(rf"(?<![a-z0-9]){room}(?![a-z0-9])", given, re.IGNORECASE)}
    largest, newest, *_ = _rooms(world, _museum)
    if named == {largest}:
        return None
    return Miss(observed=_observed(named, newest, _rooms(world, _gallery)[0], given), advice=_LOOK)


def _observed(named: set[str], newest: str, of_gallery: str, given: str) -> str:
    if len(named) != 1:
        return say("`{given}`{은} 방 하나의 이름이 아닙니다.", given=given[:80])
    if named == {of_gallery}:
        return say("`{room}`{은} `{gallery}` 이미지에서 가장 큰 레이어입니다.", room=of_gallery, gallery=_GALLERY)
    if named == {newest}:
        return say("`{room}`{은} 가장 나중에 쌓인 레이어이지, 가장 큰 레이어가 아닙니다.", room=newest)
    return say("`{room}`보다 더 큰 레이어가 있습니다.", room=named.pop())


EXERCISE = Exercise(
    id="images.layers",
    title="어느 명령어가 가장 큰 레이어를 만들었나",
    prompt=f"""\
`{_MUSEUM}` 이미지에는 방이 넷 있어요. `moon`, `whale`, `bronze`, `paper`예요. 방 하나를 만드는 데 `RUN` 하나를 썼으니, 방마다 레이어가 하나예요.

`{_MUSEUM}`에서 **가장 큰 레이어를 만든 명령어**를 찾아, 그 명령어가 만든 방의 이름을 답하세요. 바탕 이미지의 레이어는 빼요. 옆에 있는 `{_GALLERY}`은 방의 이름이 같은 다른 이미지이니 헷갈리지 마세요.
""",
    setup=_SETUP,
    owns=Owned(images=(_MUSEUM, _GALLERY), runs_of=(_MUSEUM, _GALLERY)),
    checks=(answer_judged("largest", _largest, establishes=_ASKED, advice=_LOOK, probes=(_museum, _gallery)),),
    hints=(
        "이미지의 내력을 보여 주는 도커 명령이 있어요. 영어로 ‘역사’라는 뜻의 낱말이에요.",
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
    ),
)
