"""virtualization.process-on-host: a container is a process with another number outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exercise import probes
from helpers.exercise.checks import Miss, answer_judged, container_from_given, container_running
from helpers.exercise.checks.answers import numbers
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

NAME = "lighthouse"
PROBE = probes.container_inspect(NAME)
LOOK = "컨테이너를 속속들이 살펴본 결과의 `State` 아래에 있습니다."


def _outside(world: World, given: str) -> Miss | None:
    found = probes.data(world, PROBE)
    right, id = int((found.get("State") or {}).get("Pid", 0)), str(found.get("Id", "?"))
    said = given.splitlines()[-1].strip()[:60]
    if re.fullmatch(r"[0-9a-f]{12,64}", said) and id.startswith(said):
        return Miss(observed="PID가 아니라 컨테이너의 ID를 답했습니다.", advice="PID는 숫자로만 된 번호입니다. " + LOOK)
    found_numbers = numbers(said)
    if len(found_numbers) != 1:
        return Miss(
            observed=say("`{said}`{은} PID 하나가 아닙니다.", said=said), advice="PID는 숫자로만 된 번호 하나입니다."
        )
    if found_numbers == [right]:
        return None
    return Miss(observed=_other(world, id, int(found_numbers[0])), advice=LOOK)


def _other(world: World, id: str, given: int) -> str:
    """Return what a number is that is not the PID outside."""
    if given == 1:
        return "컨테이너 안에서 본 PID를 답했습니다. 안에서는 시작 명령이 늘 1번입니다."
    if given == 0:
        return "0을 답했습니다. 끝난 컨테이너에는 PID가 없습니다."
    starts = sum(event.action == "start" and event.id == id for event in world.mine.events)
    again = f" 이 컨테이너는 {starts}번 시작되었고, 번호는 시작할 때마다 새로 정해집니다." if starts > 1 else ""
    return f"{given}번을 답했지만 밖에서 본 PID와 다릅니다.{again}"


RUN = f"docker run -d --name {NAME} busybox sleep 3600"
PID = f"docker inspect -f '{{{{.State.Pid}}}}' {NAME}"

EXERCISE = Exercise(
    id="virtualization.process-on-host",
    title="밖에서 본 프로세스 번호",
    prompt=f"""\
컨테이너는 결국 프로세스라고 했어요. 그러면 밖에서도 번호(PID)가 있겠죠?

`busybox` 이미지로 이름이 `{NAME}`인 컨테이너를 만들어, 한 시간쯤 끝나지 않는 명령을 **뒤에서** 실행하세요.
그리고 그 프로세스가 **컨테이너 밖에서** 갖는 PID를 답하세요. 채점할 때까지 컨테이너를 멈추지 마세요.
""",
    owns=Owned(containers=(NAME,), runs_of=("busybox:latest",)),
    setup="docker pull -q busybox:latest\n",
    checks=(
        container_running("running", NAME),
        container_from_given("image", NAME, "busybox", requires=("running",)),
        answer_judged(
            "pid",
            _outside,
            establishes="프로세스가 컨테이너 밖에서 갖는 PID를 맞게 답했습니다.",
            advice=LOOK,
            requires=("image",),
            probes=(PROBE,),
        ),
    ),
    omits={"asleep": "잠만 자는 컨테이너가 바로 풀이다"},
    hints=(
        "끝나지 않는 명령으로는 `sleep 3600`이 좋아요. 뒤에서 실행하는 옵션은 `-d`, 이름을 정하는 옵션은 `--name`이에요.",
        "컨테이너 안에서 `ps`를 실행하면 안에서 본 번호가 나와요. 밖에서 본 번호는 도커 엔진이 알아요. `docker inspect`로 물어보세요.",
        "`docker inspect`의 결과가 길면 `State` 덩어리에서 `Pid`를 찾으세요. `--format`으로 한 값만 꺼낼 수도 있어요.",
    ),
    solution=Way(script=RUN, answer=PID),
    alternatives=(
        Way(
            script=f"docker create --name {NAME} busybox tail -f /dev/null\ndocker start {NAME}",
            answer=f"docker inspect {NAME} | grep -m1 '\"Pid\"' | tr -dc 0-9",
            why="made, then started; read from the whole",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=RUN,
                answer=f"docker exec {NAME} ps -o pid,comm | awk '/sleep/ {{print $1}}'",
                why="the PID inside",
            ),
            fails="pid",
            says="컨테이너 안에서 본 PID를 답했습니다",
        ),
        Mistake(
            way=Way(script=f"docker run --name {NAME} busybox true", answer=PID, why="already ended"),
            fails="running",
            says="있지만 멈춰 있습니다",
        ),
        Mistake(
            way=Way(script=RUN, answer=f"docker ps -q --filter name={NAME}", why="the container's id"),
            fails="pid",
            says="컨테이너의 ID를 답했습니다",
        ),
        Mistake(way=Way(script=RUN, answer="echo 0"), fails="pid", says="끝난 컨테이너에는 PID가 없습니다"),
        Mistake(
            way=Way(script="docker run -d --name light-house busybox sleep 3600", answer="echo 4321"),
            fails="running",
            says="이름이 비슷한 `light-house`가 있습니다",
        ),
    ),
)
