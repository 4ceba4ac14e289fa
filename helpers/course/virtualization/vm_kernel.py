"""virtualization.vm-kernel: the virtual machine has a kernel of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import VERSION
from helpers.exercise import probes
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

LOOK = "가상 머신을 켜면서, 그 안에서 커널의 버전을 출력하는 명령을 실행해 보세요."


def _known(world: World, given: str) -> Miss | None:
    right, host = world.fact(probes.VM_KERNEL), world.fact(probes.KERNEL).text.casefold()
    if not right.found:
        return Miss(observed="이 컴퓨터에는 연습용 가상 머신이 없습니다.", advice="실습실에서 풀어 보세요.")
    low, kernel = given.casefold(), right.text.casefold()
    versions = VERSION.findall(low)
    if versions == [kernel]:
        return None
    if versions == [host]:
        return Miss(
            observed="컨테이너의 커널 버전을 답했습니다. 호스트의 커널 버전이기도 합니다.",
            advice="가상 머신에는 제 커널이 따로 있습니다. " + LOOK,
        )
    return Miss(observed=_instead(given, versions, kernel), advice=LOOK)


def _instead(given: str, versions: list[str], right: str) -> str:
    """Return what a wrong answer is, where it is not another kernel's version."""
    line = given.splitlines()[-1].strip()[:60]
    if "qemu" in given.casefold():
        return "커널이 아니라 하이퍼바이저인 QEMU의 버전을 답했습니다."
    if line.startswith("#"):
        return "커널의 버전이 아니라 커널이 만들어진 때를 답했습니다."
    if not versions:
        return say("`{line}`{은} 커널의 버전이 아닙니다.", line=line)
    if len(versions) > 1:
        return say("`{said}`{은} 커널의 버전 하나가 아닙니다.", said=", ".join(versions)[:80])
    if right.startswith(versions[0]):
        return say("`{line}`{은} 버전의 앞부분입니다. 뒤에 붙은 글자까지 모두 적어야 합니다.", line=line)
    return say("`{line}`{이라고} 답했지만 가상 머신 안의 커널의 버전과 다릅니다.", line=line)


EXERCISE = Exercise(
    id="virtualization.vm-kernel",
    title="가상 머신 안의 커널",
    prompt="""\
이번에는 가상 머신 차례예요. 가상 머신을 켜고, **그 안에서 돌고 있는 커널의 버전**을 뒤에 붙은 글자까지 모두 답하세요.

`boot-vm` 뒤에 명령을 적으면 가상 머신이 켜지고, 그 안에서 명령이 실행된 뒤 꺼져요. 몇 초 걸려요.
""",
    owns=Owned(),
    checks=(
        answer_judged(
            "kernel",
            _known,
            establishes="가상 머신 안에서 도는 커널의 버전을 맞게 답했습니다.",
            advice=LOOK,
            probes=(probes.VM_KERNEL, probes.KERNEL),
        ),
    ),
    hints=(
        "컨테이너에서 커널의 버전을 볼 때 쓴 명령을 떠올려 보세요. 가상 머신도 리눅스라서 같은 명령이 통해요.",
        "`boot-vm`에 그 명령을 이어 적으세요. `boot-vm hostname`이라고 적으면 가상 머신의 호스트 이름이 나오는 것과 같아요.",
    ),
    solution=Way(answer="boot-vm uname -r"),
    alternatives=(
        Way(answer="boot-vm cat /proc/sys/kernel/osrelease", why="read from /proc"),
        Way(answer="file -b /opt/vm/vmlinuz | sed 's/.*version //; s/ .*//'", why="the kernel's own file says it"),
    ),
    mistakes=(
        Mistake(
            way=Way(answer="docker run --rm busybox uname -r", why="the container's"),
            fails="kernel",
            says="컨테이너의 커널 버전을 답했습니다",
        ),
        Mistake(
            way=Way(answer="$(compgen -c qemu-system- | head -n 1) --version | head -n 1", why="the hypervisor's"),
            fails="kernel",
            says="하이퍼바이저인 QEMU의 버전을 답했습니다",
        ),
        Mistake(
            way=Way(answer="file -b /opt/vm/vmlinuz | grep -o '#1 SMP.*'", why="as uname -v says it"),
            fails="kernel",
            says="커널이 만들어진 때를 답했습니다",
        ),
        Mistake(way=Way(answer="uname"), fails="kernel", says="커널의 버전이 아닙니다"),
        Mistake(
            way=Way(answer="file -b /opt/vm/vmlinuz | sed 's/.*version //; s/ .*//; s/[-+].*//'"),
            fails="kernel",
            says="버전의 앞부분입니다",
        ),
    ),
)
