"""virtualization.no-hypervisor: how many times longer a virtual machine takes to start, measured here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import about, times
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss, answer_judged, nothing
from helpers.exercise.checks.answers import tidy
from helpers.exercise.checks.base import forgotten, from_given
from helpers.exercise.checks.runs import instead
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

TIMES = probes.file("times.txt")
BOOTS = probes.file(".boot-vm.log", probes.HOME)
"""What `boot-vm` notes of each virtual machine: when it began and ended, in seconds since 1970."""
FACTOR = 3.2
"""An order of magnitude holds a factor of ten: a bit more than its root, either way."""
SLACK, WIDE = 1.5, 1.5
"""A time by a clock on the wall may be so many seconds longer, and so many times as long, as what was witnessed."""
NANO = 1e9
LOOK = "가상 머신의 시간을 컨테이너의 시간으로 나누세요. 대강의 크기만 맞으면 됩니다."
_SECONDS = r"\D*?(\d+(?:\.\d+)?)\s*(ms|밀리초)?"


def _seconds(world: World) -> tuple[float, float] | None:
    """Return the learner's own measurement from their file, in seconds: container, virtual machine."""
    text = tidy(str(probes.data(world, TIMES).get("text") or ""))
    container = re.search(r"(?:container|컨테이너)" + _SECONDS, text, re.IGNORECASE)
    machine = re.search(r"(?:vm|가상 ?머신)" + _SECONDS, text, re.IGNORECASE)
    if not (container and machine):
        return None
    found = tuple(float(time[1]) / (1000 if time[2] else 1) for time in (container, machine))
    return (found[0], found[1]) if all(found) else None


def _noted(world: World) -> Miss | None:
    if not world.fact(TIMES).found:
        return nothing("`times.txt`가 없습니다.", "먼저 재어 보세요. 잰 시간은 `times.txt`에 적혀 있어야 합니다.")
    if _seconds(world) is None:
        return Miss(
            observed="`times.txt`에 두 시간이 다 적혀 있지 않습니다.",
            advice="`container 0.5`처럼 무엇인지와 몇 초인지를 한 줄씩 적으세요. 가상 머신은 `vm`이라고 적습니다.",
        )
    return None


def _runs(world: World) -> list[tuple[float, float]]:
    """Return for each container of busybox that ended since the start the least and the most that its run took."""
    is_from, found = from_given(world, "busybox"), []
    for end in (event for event in world.mine.events if event.action == "die" and is_from(event)):
        own = {event.action: event.time for event in world.mine.events if event.id == end.id}
        last = max(end.time, own.get("destroy", 0))
        least, most = end.time - own.get("start", end.time), last - own.get("create", own.get("start", end.time))
        found.append((least / NANO, most / NANO))
    return found


def _boots(world: World) -> list[float]:
    """Return for each virtual machine since the start how long it was on."""
    lines = [line.split() for line in str(probes.data(world, BOOTS).get("text") or "").splitlines()]
    times = [(float(line[0]), float(line[1])) for line in lines if len(line) > 1]
    return [ended - began for began, ended in times if began * NANO >= world.baseline.since]


def _fits(said: float, least: float, most: float) -> bool:
    return least * 0.9 <= said <= most * WIDE + SLACK


def _container_ran(world: World) -> Miss | None:
    said, runs = (_seconds(world) or (0.0, 0.0))[0], _runs(world)
    if any(_fits(said, least, most) for least, most in runs):
        return None
    if not world.mine.remembered:
        return forgotten(Computer.MINE)
    if runs:
        return Miss(
            observed=f"`times.txt`에는 컨테이너가 {said:g}초 걸렸다고 적혀 있지만, 실제로 켠 컨테이너가 걸린 시간과 다릅니다.",
            advice=MEASURE_IT,
        )
    another = instead(world, "busybox")
    observed = another.observed if another else "`times.txt`는 있지만 `busybox` 컨테이너를 켠 적이 없습니다."
    return Miss(observed=observed, advice=MEASURE_IT)


def _machine_ran(world: World) -> Miss | None:
    said, boots = (_seconds(world) or (0.0, 0.0))[1], _boots(world)
    if any(_fits(said, took, took) for took in boots):
        return None
    if boots:
        return Miss(
            observed=f"`times.txt`에는 가상 머신이 {said:g}초 걸렸다고 적혀 있지만, 실제로 켠 가상 머신이 걸린 시간과 다릅니다.",
            advice=MEASURE_IT,
        )
    return Miss(observed="`times.txt`는 있지만 `boot-vm`으로 가상 머신을 켠 적이 없습니다.", advice=MEASURE_IT)


MEASURE_IT = "어림으로 적지 말고, 컨테이너와 가상 머신을 켜 보면서 잰 시간을 적으세요."


def _order(world: World, given: str) -> Miss | None:
    container, machine = _seconds(world) or (1.0, 1.0)
    ratio, said = machine / container, times(given)
    if re.search(r"(?i)\d\s?(?:초|ms|s\b)", given):
        observed = say("`{given}`{은} 몇 배인지가 아니라 시간입니다.", given=given[:60])
        return Miss(observed=observed, advice=LOOK)
    if not said:
        return Miss(
            observed=say("`{given}`에는 몇 배인지가 없습니다.", given=given[:60]), advice="몇 배인지 수로 답하세요."
        )
    if all(about(one, ratio, FACTOR) for one in said):
        return None
    return Miss(observed=_instead(said[0], container, machine), advice=LOOK)


def _instead(said: float, container: float, machine: float) -> str:
    """Return what a wrong number is."""
    ratio = machine / container
    if said and about(1 / said, ratio, FACTOR):
        return "거꾸로 나누었습니다. 컨테이너의 시간을 가상 머신의 시간으로 나눈 값입니다."
    if about(said, machine - container, 1.05):
        return "나누지 않고 뺐습니다. 몇 초 차이인지를 답한 값입니다."
    if about(said, machine, 1.05):
        return "가상 머신의 시간을 그대로 답했습니다."
    return f"{said:g}배라고 답했지만 `times.txt`에 적힌 두 시간의 비와 크게 다릅니다."


MEASURE = """\
#!/bin/bash
# 컨테이너와 가상 머신을 차례로 켜고, 켜서 끝날 때까지 걸린 시간(초)을 times.txt에 적어요.
TIMEFORMAT=%R
container=$( { time docker run --rm busybox true > /dev/null 2>&1; } 2>&1 )
vm=$( { time boot-vm true > /dev/null 2>&1; } 2>&1 )
printf 'container %s\\nvm %s\\n' "$container" "$vm" > times.txt
"""


RATIO = 'awk \'{seconds[$1] = $2} END {printf "%.2f\\n", seconds["vm"] / seconds["container"]}\' times.txt'


EXERCISE = Exercise(
    id="virtualization.no-hypervisor",
    title="얼마나 더 빨리 켜질까",
    prompt="""\
“컨테이너가 빠르다는데, 얼마나요?” 말로 하지 말고 재어 봐요. 컨테이너와 가상 머신에게 똑같이 아무 일도 하지 않는 명령 `true`를 시키고, 켜서 끝날 때까지의 시간을 재는 거예요. 정말 켜 본 시간인지도 확인해요.

연습 폴더에 있는 `measure.sh`를 `bash measure.sh`로 실행하면 두 시간이 `times.txt`에 적혀요. 직접 재어서 같은 모양으로 적어도 돼요.

```text
container 0.5
vm 4
```

그리고 **가상 머신이 컨테이너보다 몇 배 더 오래** 걸렸는지 답하세요. 컴퓨터가 바쁘면 시간이 들쭉날쭉하니 대강의 크기만 맞으면 돼요.
""",
    owns=Owned(runs_of=("busybox:latest",)),
    files={"measure.sh": MEASURE},
    setup="docker pull -q busybox:latest\n",
    checks=(
        checks.assemble("measured", "`times.txt`에 시간 두 개가 적혀 있습니다.", _noted, probes=(TIMES,)),
        checks.assemble(
            "ran",
            "`times.txt`의 컨테이너 시간은 `busybox` 컨테이너를 실제로 켜서 잰 것입니다.",
            _container_ran,
            requires=("measured",),
            probes=(TIMES,),
        ),
        checks.assemble(
            "booted",
            "`times.txt`의 가상 머신 시간은 가상 머신을 실제로 켜서 잰 것입니다.",
            _machine_ran,
            requires=("ran",),
            probes=(TIMES, BOOTS),
        ),
        answer_judged(
            "ratio",
            _order,
            establishes="가상 머신이 몇 배 더 오래 걸리는지 맞게 답했습니다.",
            advice=LOOK,
            requires=("booted",),
            probes=(TIMES,),
        ),
    ),
    hints=(
        "재는 일은 `measure.sh`가 다 해요. 몇 초 기다린 뒤에 `times.txt`를 열어 두 시간을 읽어 보세요.",
        "‘몇 배’는 나눗셈이에요. 오래 걸린 쪽을 짧게 걸린 쪽으로 나누어야 1보다 큰 수가 나와요.",
        "셸은 소수를 나누지 못해요. 눈으로 어림해서 `echo`로 답하거나 `awk`를 쓰세요.",
    ),
    solution=Way(
        script="bash measure.sh",
        answer=RATIO,
    ),
    alternatives=(
        Way(
            script="""\
TIMEFORMAT='컨테이너: %R초'
{ time docker run --rm busybox true 2> /dev/null; } 2> times.txt
TIMEFORMAT='가상 머신: %R초'
{ time boot-vm true 2> /dev/null; } 2>> times.txt""",
            answer="grep -oE '[0-9.]+' times.txt | awk 'NR == 1 {c = $1} NR == 2 {printf \"%.2f배쯤\\n\", $1 / c}'",
            why="measured by hand, noted in Korean",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="bash measure.sh",
                answer=f"{RATIO} | awk '{{print 1 / $1}}'",
                why="divided the wrong way round",
            ),
            fails="ratio",
            says="거꾸로 나누었습니다",
        ),
        Mistake(way=Way(answer="echo 10", why="guessed"), fails="measured", says="`times.txt`가 없습니다"),
        Mistake(
            way=Way(script="printf 'container 0.4\\nvm 4\\n' > times.txt", answer="echo 10", why="made up"),
            fails="ran",
            says="`busybox` 컨테이너를 켠 적이 없습니다",
        ),
        Mistake(
            way=Way(
                script="docker run --rm busybox true\nprintf 'container 0.4\\nvm 4\\n' > times.txt",
                answer="echo 10",
                why="the example's times: no virtual machine was ever on",
            ),
            fails="booted",
            says="가상 머신을 켠 적이 없습니다",
        ),
        Mistake(
            way=Way(
                script="bash measure.sh\nsed -i 's/^vm .*/vm 600/' times.txt",
                answer=RATIO,
                why="measured, then invented",
            ),
            fails="booted",
            says="가상 머신이 600초 걸렸다고 적혀 있지만",
        ),
        Mistake(
            way=Way(script="docker run --rm busybox true\necho 'container 0.3' > times.txt", answer="echo 9"),
            fails="measured",
            says="두 시간이 다 적혀 있지 않습니다",
        ),
    ),
)
