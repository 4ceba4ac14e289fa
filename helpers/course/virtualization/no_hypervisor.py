"""virtualization.no-hypervisor: how many times longer a virtual machine takes to start, measured here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import about, number, tried
from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss, answer_judged, nothing
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

TIMES = probes.file("times.txt")
FACTOR = 3.2
"""An order of magnitude holds a factor of ten: a bit more than its root, either way."""
LOOK = "가상 머신의 시간을 컨테이너의 시간으로 나누세요. 대강의 크기만 맞으면 됩니다."


def _seconds(world: World) -> tuple[float, float] | None:
    """Return the learner's own measurement from their file, in seconds: container, virtual machine."""
    text = str(probes.data(world, TIMES).get("text") or "")
    container = re.search(r"(?:container|컨테이너)\D*(\d+(?:\.\d+)?)", text, re.IGNORECASE)
    machine = re.search(r"(?:vm|가상 ?머신)\D*(\d+(?:\.\d+)?)", text, re.IGNORECASE)
    if not (container and machine) or not (float(container[1]) and float(machine[1])):
        return None
    return float(container[1]), float(machine[1])


def _measured(world: World) -> Miss | None:
    if not world.fact(TIMES).found:
        return nothing("`times.txt`가 없습니다.", "먼저 재어 보세요. 잰 시간은 `times.txt`에 적혀 있어야 합니다.")
    if _seconds(world) is None:
        return Miss(
            observed="`times.txt`에 두 시간이 다 적혀 있지 않습니다.",
            advice="`container 0.5`처럼 무엇인지와 몇 초인지를 한 줄씩 적으세요. 가상 머신은 `vm`이라고 적습니다.",
        )
    return None


def _order(world: World, given: str) -> Miss | None:
    container, machine = _seconds(world) or (1.0, 1.0)
    ratio, said = machine / container, number(given)
    if said is None:
        return Miss(observed="답에 수가 없습니다.", advice="몇 배인지 수로 답하세요.")
    if about(said, ratio, FACTOR):
        return None
    if said and about(1 / said, ratio, FACTOR):
        return Miss(
            observed="거꾸로 나누었습니다. 컨테이너의 시간을 가상 머신의 시간으로 나눈 값입니다.",
            advice="가상 머신이 몇 배 더 걸리는지 물었습니다.",
        )
    if about(said, machine - container, 1.05):
        return Miss(observed="나누지 않고 뺐습니다. 몇 초 차이인지를 답한 값입니다.", advice=LOOK)
    if about(said, machine, 1.05):
        return Miss(observed="가상 머신의 시간을 그대로 답했습니다.", advice=LOOK)
    return Miss(observed="답한 값이 `times.txt`에 적힌 두 시간의 비와 크게 다릅니다.", advice=LOOK)


MEASURE = """\
#!/bin/bash
# 컨테이너와 가상 머신을 차례로 켜고, 켜서 끝날 때까지 걸린 시간(초)을 times.txt에 적어요.
TIMEFORMAT=%R
container=$( { time docker run --rm busybox true > /dev/null 2>&1; } 2>&1 )
vm=$( { time boot-vm true > /dev/null 2>&1; } 2>&1 )
printf 'container %s\\nvm %s\\n' "$container" "$vm" > times.txt
"""


def _noted(container: str, machine: str) -> str:
    """Return a script that runs a container and notes these times, so that no proof hangs on how fast a computer is."""
    return f"docker run --rm busybox true\nprintf 'container {container}\\nvm {machine}\\n' > times.txt"


EXERCISE = Exercise(
    id="virtualization.no-hypervisor",
    title="얼마나 더 빨리 켜질까",
    prompt="""\
“컨테이너가 빠르다는데, 얼마나요?” 말로 하지 말고 재어 봐요. 컨테이너와 가상 머신에게 똑같이 아무 일도 하지 않는 명령 `true`를 시키고, 켜서 끝날 때까지의 시간을 재는 거예요.

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
        checks.assemble("measured", "`times.txt`에 잰 시간 두 개가 적혀 있습니다.", _measured, probes=(TIMES,)),
        tried(
            "ran",
            "busybox",
            establishes="`busybox` 이미지의 컨테이너를 실제로 켜 보았습니다.",
            observed="`times.txt`는 있지만 컨테이너를 켠 적이 없습니다.",
            advice="어림으로 적지 말고 컨테이너를 켜 보면서 재어 보세요.",
            requires=("measured",),
        ),
        answer_judged(
            "ratio",
            _order,
            establishes="가상 머신이 몇 배 더 오래 걸리는지 맞게 답했습니다.",
            advice=LOOK,
            requires=("ran",),
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
        answer='awk \'{seconds[$1] = $2} END {printf "%.2f\\n", seconds["vm"] / seconds["container"]}\' times.txt',
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
        Way(script=_noted("0.40", "3.10"), answer="echo 8", why="rounded in the head"),
    ),
    mistakes=(
        Mistake(way=Way(script=_noted("0.5", "4.0"), answer="echo 0.125"), fails="ratio", says="거꾸로 나누었습니다"),
        Mistake(way=Way(script=_noted("0.2", "4.0"), answer="echo 3.8"), fails="ratio", says="나누지 않고 뺐습니다"),
        Mistake(
            way=Way(script=_noted("0.2", "4.0"), answer="echo 4.0"),
            fails="ratio",
            says="가상 머신의 시간을 그대로 답했습니다",
        ),
        Mistake(way=Way(answer="echo 10", why="guessed"), fails="measured", says="`times.txt`가 없습니다"),
        Mistake(
            way=Way(script="printf 'container 0.1\\nvm 10\\n' > times.txt", answer="echo 100", why="made up"),
            fails="ran",
            says="컨테이너를 켠 적이 없습니다",
        ),
        Mistake(
            way=Way(script="docker run --rm busybox true\necho 'container 0.3' > times.txt", answer="echo 9"),
            fails="measured",
            says="두 시간이 다 적혀 있지 않습니다",
        ),
    ),
)
