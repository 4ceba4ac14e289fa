"""virtualization.sizes: what must be shipped of a virtual machine and of a container."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import about, times
from helpers.exercise import probes
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

MACHINE = (probes.file("vm/vmlinuz"), probes.file("vm/initramfs.gz"))
CONTAINER = probes.file("container/busybox.tar")
FILES = (*MACHINE, CONTAINER)
FACTOR = 1.4
UNITS = (1e3, 1e6, 1e9, 1e-3, 1e-6, 1e-9)
LOOK = "두 폴더의 크기를 같은 단위로 적어 놓고, 큰 쪽을 작은 쪽으로 나누세요."
_MACHINE, _CONTAINER = r"(?:가상\s*머신|(?<![a-z])vm(?![a-z]))", r"(?:컨테이너|container)"
_AGAINST = re.compile(rf"(?:{_MACHINE}|{_CONTAINER})\s?(?:보다|의|에 비해|에 비하면)", re.IGNORECASE)
"""The smaller one, where an answer names both."""


def _larger(world: World, given: str) -> Miss | None:
    if changed := _changed(world):
        return changed
    machine = sum(float(probes.data(world, probe)["size"]) for probe in MACHINE)
    container = float(probes.data(world, CONTAINER)["size"])
    said = _AGAINST.sub(" ", given)
    says_machine = re.search(_MACHINE, said, re.IGNORECASE) is not None
    says_container = re.search(_CONTAINER, said, re.IGNORECASE) is not None
    if says_machine == says_container:
        return Miss(observed="어느 쪽이 큰지 하나로 답하지 않았습니다.", advice="큰 쪽의 이름을 먼저 적으세요.")
    found = times(re.sub(f"{_MACHINE}|{_CONTAINER}", " ", said, flags=re.IGNORECASE))
    if not found:
        return _no_times(said)
    if says_machine != (machine > container):
        which = "컨테이너" if says_container else "가상 머신"
        return Miss(
            observed=say("작은 쪽인 {which}{을} 크다고 답했습니다.", which=which),
            advice="두 폴더에 든 파일의 크기를 다시 보세요.",
        )
    large, small = max(machine, container), min(machine, container)
    return next((miss for one in found if (miss := _times(one, large, small))), None)


def _changed(world: World) -> Miss | None:
    """Say that the files are no longer those that the exercise laid: their sizes would say nothing."""
    for probe in FILES:
        found, first = world.fact(probe), world.at_start(probe)
        if not found.found or found.text != first.text:
            what = "처음의 파일이 아닙니다" if found.found else "없어졌습니다"
            return Miss(
                observed=say("`{name}`{이} {what}.", name=probe.subject, what=what),
                advice="연습 문제를 처음 상태로 되돌려 다시 해 보세요.",
            )
    return None


def _no_times(said: str) -> Miss:
    if re.search(r"\d\s?%", said):
        return Miss(observed="몇 배인지가 아니라 백분율로 답했습니다.", advice=LOOK)
    if unit := re.search(r"[\d.]+\s?[kmg]i?b?\b|[\d.]+\s?바이트", said, re.IGNORECASE):
        return Miss(observed=say("`{unit}`{은} 배수가 아니라 크기입니다.", unit=unit[0]), advice=LOOK)
    if len(re.findall(r"\d+(?:\.\d+)?", said)) > 1:
        return Miss(observed=say("`{said}`에는 수가 둘 이상입니다.", said=said.strip()[:60]), advice="하나만 답하세요.")
    return Miss(observed="몇 배인지 답하지 않았습니다.", advice=LOOK)


def _times(said: float, large: float, small: float) -> Miss | None:
    ratio = large / small
    if about(said, ratio, FACTOR):
        return None
    if any(about(said, ratio * unit, 2) for unit in UNITS):
        return Miss(observed="단위가 다른 두 수를 나누었습니다.", advice=LOOK)
    if said and about(1 / said, ratio, FACTOR):
        return Miss(observed="거꾸로 나누었습니다. 작은 쪽을 큰 쪽으로 나눈 값입니다.", advice=LOOK)
    if any(about(said, (large - small) / unit, 1.1) for unit in (1, 1e3, 1e6, 2**10, 2**20)):
        return Miss(observed="나누지 않고 뺐습니다. 몇 배인지가 아니라 크기의 차이입니다.", advice=LOOK)
    return Miss(observed=f"{said:g}배라고 답했지만 두 크기의 비와 다릅니다.", advice=LOOK)


SIZE = "cat {}/* | wc -c"
MACHINE_BYTES, CONTAINER_BYTES = SIZE.format("vm"), SIZE.format("container")
MEASURE = f"vm=$({MACHINE_BYTES})\ncontainer=$({CONTAINER_BYTES})\n"


def _divide(above: str, below: str) -> str:
    """Return Bash that prints a quotient with four digits."""
    return (
        MEASURE
        + f"awk -v vm=$vm -v container=$container 'BEGIN {{printf \"가상 머신 %.4g\\n\", ({above}) / ({below})}}'"
    )


EXERCISE = Exercise(
    id="virtualization.sizes",
    title="무엇을 얼마나 옮겨야 할까",
    prompt="""\
같은 프로그램(busybox)을 동료의 컴퓨터로 보내려고 해요. 연습 폴더에 두 꾸러미를 만들어 두었어요.

| 폴더 | 들어 있는 것 |
|---|---|
| `vm` | 가상 머신을 켜는 데 필요한 것: 커널과, 프로그램을 담아 부팅할 때 쓰는 파일 시스템 |
| `container` | 컨테이너를 켜는 데 필요한 것: 이미지를 담은 파일 |

**어느 쪽이 더 큰지**와 **큰 쪽이 작은 쪽의 몇 배인지**를 답하세요. `컨테이너 20`처럼 큰 쪽의 이름을 먼저 적고 수를 적으면 돼요. 수는 어림해도 괜찮아요.
""",
    owns=Owned(),
    setup="""\
mkdir -p vm container
cp /opt/vm/vmlinuz /opt/vm/initramfs.gz vm/
docker pull -q busybox:latest
docker save -o container/busybox.tar busybox:latest
""",
    checks=(
        answer_judged(
            "larger",
            _larger,
            establishes="어느 쪽이 몇 배 큰지 맞게 답했습니다.",
            advice=LOOK,
            probes=FILES,
            noted=FILES,
        ),
    ),
    hints=(
        "`ls -l` 뒤에 두 폴더의 이름을 이어 적으면 파일마다 크기가 바이트로 나와요. `vm` 폴더에는 파일이 두 개 있으니 더해야 해요.",
        "한쪽은 바이트로, 한쪽은 MB로 읽으면 엉뚱한 값이 나와요. 단위를 맞춘 뒤에 큰 쪽을 작은 쪽으로 나누세요.",
    ),
    solution=Way(answer=_divide("vm", "container")),
    alternatives=(
        Way(
            answer='echo "VM $(( $(du -sk vm | cut -f1) * 10 / $(du -sk container | cut -f1) ))" | sed -E "s/(.)$/.\\1배/"',
            why="in kB, as du counts",
        ),
        Way(
            answer=f"vm=$({MACHINE_BYTES})\ncontainer=$(docker image inspect -f '{{{{.Size}}}}' busybox)\n"
            'echo "가상 머신이 약 $(( (vm + container / 2) / container ))배"',
            why="the image's size as the engine says it, rounded",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(answer=_divide("vm", "container / 1000"), why="bytes over kB"),
            fails="larger",
            says="단위가 다른 두 수를 나누었습니다",
        ),
        Mistake(
            way=Way(answer=_divide("vm / 1000", "container"), why="kB over bytes"), fails="larger", says="단위가 다른"
        ),
        Mistake(way=Way(answer=_divide("container", "vm")), fails="larger", says="거꾸로 나누었습니다"),
        Mistake(way=Way(answer="echo 컨테이너 6"), fails="larger", says="작은 쪽인 컨테이너를 크다고 답했습니다"),
        Mistake(way=Way(answer=_divide("vm - container", "1000000")), fails="larger", says="나누지 않고 뺐습니다"),
        Mistake(way=Way(answer="echo 가상 머신"), fails="larger", says="몇 배인지 답하지 않았습니다"),
        Mistake(way=Way(answer="echo 6"), fails="larger", says="어느 쪽이 큰지 하나로 답하지 않았습니다"),
    ),
)
