"""Every exercise that asks for a value: its answer passes however people write it, and no other one does."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.course.capstone.order import order
from helpers.course.commands.logs import LINE, OTHER
from helpers.dockerdata.types import Fact, Network, Probe
from helpers.exercise import probes
from helpers.exercise.grading import grade
from helpers.exercise.model import Learner, Verdict
from tests.support.worlds import ABSENT, container, fact, world

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

KERNEL, MACHINE = "6.18.5-fc-v18", "6.12.94+deb13-cloud-amd64"
SIZES = {"vmlinuz": 12_000_000, "initramfs.gz": 8_000_000, "container/busybox.tar": 4_000_000}
VERSIONS = {
    "Components": [
        {"Name": "Engine", "Version": "26.1.5+dfsg1", "Details": {"ApiVersion": "1.45", "GoVersion": "go1.24.4"}},
        {"Name": "containerd", "Version": "1.7.24~ds1"},
    ]
}


def _file(name: str) -> Fact:
    return fact({"kind": "file", "size": SIZES[name], "sha256": name})


class Facts(dict[Probe, Fact]):
    """Facts of these probes; what any other asks for is not there."""

    def __missing__(self, probe: Probe) -> Fact:
        return ABSENT


WORLD = world(
    *(container(f"run-{n}") for n in range(3)),
    *(container(f"old-{n}", status="exited") for n in range(4)),
    *(Network(id=name, name=name, driver=driver) for name, driver in {"hall": "bridge", "none": "null"}.items()),
    facts=Facts(
        {
            probes.SERVER_VERSION: fact("26.1.5+dfsg1"),
            probes.CLIENT_VERSION: fact("26.1.4"),
            probes.SERVER_PARTS: fact(VERSIONS),
            probes.KERNEL: fact(KERNEL),
            probes.VM_KERNEL: fact(MACHINE),
            probes.HOST_NAME: fact("engine"),
            probes.container_inspect("island"): fact({"Id": "c0ffee"}),
            probes.container_inspect("lighthouse"): fact({"Id": "f00d", "State": {"Pid": 4711}}),
            probes.container_inspect("wall-clock"): fact(
                {"NetworkSettings": {"Networks": {"clock-tower": {"IPAddress": "172.18.0.2", "Gateway": "172.18.0.1"}}}}
            ),
            **{probes.file(f"vm/{name}"): _file(name) for name in ("vmlinuz", "initramfs.gz")},
            probes.file("container/busybox.tar"): _file("container/busybox.tar"),
            probes.file("times.txt"): fact({"text": "container 0.4\nvm 3.2\n"}),
            probes.image_file("parrot-override:1.0", "/secret.txt"): fact("3fa85c71\n"),
            probes.tar("parcel-inspect.tar"): fact({"files": 12, "layers": 5}),
            probes.image_history("parcel-inspect:1.0"): fact([{}] * 9),
            probes.image_history("museum-layers:1.0"): fact(
                [
                    {"Size": size, "CreatedBy": f"dd of={room}"}
                    for room, size in {"paper": 1, "whale": 9, "moon": 2}.items()
                ]
            ),
            probes.image_history("gallery-layers:1.0"): fact([{"Size": 8, "CreatedBy": "dd of=bronze"}]),
        }
    ),
)
WORLD = replace(WORLD, noted=WORLD.facts)
ANSWERS = {
    "start.read-version": "26.1.5+dfsg1",
    "virtualization.host-guest": "3 4 2 1",
    "virtualization.isolation": "paradise engine",
    "virtualization.no-hypervisor": "8",
    "virtualization.other-os": "ia64 ㄴ",
    "virtualization.process-on-host": "4711",
    "virtualization.same-kernel": f"{KERNEL} 같다 ㄴ",
    "virtualization.sizes": "가상 머신 5",
    "virtualization.vm-kernel": MACHINE,
    "virtualization.when": "ㄱ, ㄷ, ㅁ",
    "images.override": "3fa85c71",
    "images.layers": "whale",
    "transfer.inspect-tar": "5",
    "commands.inspect": "172.18.0.2 httpd -f -p 8000 -h /tmp",
    "commands.network-ls": "hall=bridge none=null",
    "commands.ps": "3 7",
    "commands.logs": LINE,
    "capstone.logs": str(order(Learner(name="learner")).wrong),
}
OTHERS = {
    "start.read-version": ("26.1", "26.1.50", "1.45", "go1.24.4", "1.7.24~ds1", "26.1.4", "26.1.5 26.1.4", "6.1.5"),
    "virtualization.host-guest": (
        "3 4 2",
        "34211",
        "4 3 1 2",
        "1=ㄱ 2=ㄷ 3=ㄹ 4=ㄴ",
        "ㄱ=3 ㄱ=1 ㄴ=4 ㄷ=2 ㄹ=1",
        "ㄱㄴㄷㄹ",
    ),
    "virtualization.isolation": (
        "engine paradise",
        "island engine",
        "paradise",
        "paradise c0ffee",
        "paradise engine x",
    ),
    "virtualization.no-hypervisor": ("0.125", "100", "1.2.3", "8 100", "2.8초"),
    "virtualization.other-os": (
        "ia64",
        "ㄴ",
        "ia64 ㄱ",
        "ia64 ㄴ ㄷ",
        "amd64 ㄴ",
        "ia64 amd64 ㄴ",
        "ia644 ㄴ",
        "ia64 ㅅ",
    ),
    "virtualization.process-on-host": ("1", "47", "47110", "4711 1", "-4711", "f00d", "47.11"),
    "virtualization.same-kernel": (
        KERNEL,
        f"{KERNEL} 같지 않다 ㄴ",
        f"{KERNEL} 다르다 ㄴ",
        f"{KERNEL} 같다 ㄱ",
        f"{KERNEL} 같다 ㄴ ㄷ",
        "6.18.5 같다 ㄴ",
        f"{KERNEL}2 같다 ㄴ",
        f"{KERNEL} {MACHINE} 같다 ㄴ",
    ),
    "virtualization.sizes": (
        "5",
        "가상 머신",
        "컨테이너 5",
        "가상 머신 0.2",
        "가상 머신 20MB",
        "가상 머신 500%",
        "가상 머신 5 또는 50",
    ),
    "virtualization.vm-kernel": (KERNEL, "6.12.94", f"{MACHINE}2", f"{MACHINE} {KERNEL}", f"1{MACHINE}"),
    "virtualization.when": (
        "ㄴ, ㄹ, ㅂ",
        "ㄱ, ㄷ",
        "ㄱ, ㄷ, ㅁ, ㅂ",
        "ㄱ, ㄷ, ㅁ, ㅅ",
        "컨테이너: ㄱ, ㄷ, ㅁ",
        "1 3 5",
    ),
    "images.override": ("3fa85c7", "3fa85c711", "안녕! 안녕!"),
    "images.layers": ("paper", "bronze", "whales", "whale moon", "9"),
    "transfer.inspect-tar": ("12", "9", "55", "5 9"),
    "commands.inspect": ("172.18.0.2", "172.18.0.1 httpd -f -p 8000 -h /tmp", "172.18.0.2 httpd -f"),
    "commands.network-ls": ("hall=bridge", "hall=local none=null", "hall=bridge none=null x=host", "hall none"),
    "commands.ps": ("7 3", "3 4", "3", "3 7 1", "33 7"),
    "commands.logs": (OTHER, "냉장고를 켭니다", "4", "egg-fridge", f"{LINE} {OTHER}"),
    "capstone.logs": ("80", "8000"),
}
FULL = {0x20: 0x3000} | {at: at + 0xFEE0 for at in range(0x21, 0x7F)}
WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "spaces": lambda said: f"  {said.replace(' ', '   ')}\n",
    "quotes": lambda said: f"“{said}”",
    "single quotes": lambda said: f"'{said}'",
    "backticks": lambda said: f"`{said}`",
    "a full stop": lambda said: f"{said}.",
    "a sentence": lambda said: f"{said}입니다.",
    "speech": lambda said: f"{said}이에요",
    "full width": lambda said: said.translate(FULL),
}
SPOILT: dict[str, Callable[[str], str]] = {
    "nothing": lambda _: "",
    "the placeholder": lambda _: "...",
    "denied": lambda said: f"{said}이 아니에요",
    "more digits": lambda said: f"11{said}",
    "only a third": lambda said: said[: len(said) // 3],
}


def answered(exercise: str) -> Check:
    """The check that judges the exercise's answer."""
    (check,) = [check for check in course.exercise(exercise, Learner(name="learner")).checks if check.by_answer]
    return check


def right(exercise: str, said: str, seen: World = WORLD) -> bool:
    """Whether the exercise's check finds this answer right."""
    return answered(exercise).test(seen, said) is None


def test_every_exercise_with_an_answer_is_here() -> None:
    """None is forgotten."""
    asking = {one.id for one in course.exercises() if any(check.by_answer for check in one.checks)}
    assert set(ANSWERS) == set(OTHERS) == asking


@pytest.mark.parametrize("exercise", ANSWERS)
@pytest.mark.parametrize("written", WRITTEN)
def test_the_right_answer_passes_however_it_is_written(exercise: str, written: str) -> None:
    """Spaces, quotes, a full stop, a sentence around it and full-width characters are no mistakes."""
    assert right(exercise, WRITTEN[written](ANSWERS[exercise]))


ALSO = {
    "start.read-version": (
        "26.1.5",
        "v26.1.5",
        "Server: Docker Engine - Community Version: 26.1.5",
        "서버 버전은 26.1.5입니다",
    ),
    "virtualization.host-guest": (
        "3421",
        "ㄱ=3, ㄴ=4, ㄷ=2, ㄹ=1",
        "1=ㄹ 2=ㄷ 3=ㄱ 4=ㄴ",
        "가:3 나:4 다:2 라:1",
        "③④②①",
        "ㄹ1 ㄷ2 ㄴ4 ㄱ3",
        "호스트OS, 하이퍼바이저, 게스트OS, 커널",
        "1 2 3 4 → ㄹ ㄷ ㄱ ㄴ",
    ),
    "virtualization.isolation": (
        "컨테이너: paradise, 호스트: engine",
        "host=paradise name: engine",
        "Paradise와 engine",
    ),
    "virtualization.no-hypervisor": ("8배", "약 7.5배쯤이에요", "7~9배", "8 times", "가상 머신이 8배 더 걸려요"),
    "virtualization.other-os": (
        "linux/ia64, 나",
        "IA-64 ㄴ",
        "ㄴ: ia64",
        "itanium(ia64) - ㄴ",
        "프로세서는 ia64, 이유는 ㄴ",
    ),
    "virtualization.process-on-host": ("4,711", "4711번", "PID 4711", "밖에서 본 PID는 4711이에요", "PID=4711"),
    "virtualization.same-kernel": (
        f"1. {KERNEL} 2. 같음 3. 나",
        f"{KERNEL}, 똑같아요, ㄴ",
        f"{KERNEL} 다르지 않다 ㄴ",
        f"ㄴ 같다 {KERNEL}",
        f"{KERNEL} 동일 ㄴ",
    ),
    "virtualization.sizes": (
        "VM이 5배",
        "가상머신 약 5.2",
        "가상 머신이 컨테이너의 5배",
        "5배 가상 머신",
        "컨테이너보다 가상 머신이 4~5배 커요",
    ),
    "virtualization.vm-kernel": (f"Linux {MACHINE}", f"커널: {MACHINE}", MACHINE.upper()),
    "virtualization.when": ("ㅁㄷㄱ", "가 다 마", "ㄱ과 ㄷ과 ㅁ", "가상 머신: ㄱ/ㄷ/ㅁ", "\u1100 \u1103 \u1106"),
    "commands.logs": (LINE.removeprefix("오류: "),),
    "commands.ps": ("실행 중 3개, 전체 7개", "3/7"),
    "transfer.inspect-tar": ("5개", "레이어는 5개예요"),
}


@pytest.mark.parametrize(("exercise", "said"), [(name, said) for name, several in ALSO.items() for said in several])
def test_other_ways_to_say_it_pass(exercise: str, said: str) -> None:
    """Units, particles, labels, pairs in any order."""
    assert right(exercise, said)


@pytest.mark.parametrize("exercise", ANSWERS)
@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_spoilt_fails(exercise: str, spoilt: str) -> None:
    """More of it, less of it, denied, or nothing at all."""
    assert not right(exercise, SPOILT[spoilt](ANSWERS[exercise]))


@pytest.mark.parametrize(("exercise", "said"), [(name, said) for name, several in OTHERS.items() for said in several])
@pytest.mark.parametrize("written", WRITTEN)
def test_wrong_values_fail_however_they_are_written(exercise: str, said: str, written: str) -> None:
    """What makes right answers pass lets no wrong one through."""
    assert not right(exercise, WRITTEN[written](said))


NEAR = {"virtualization.no-hypervisor", "virtualization.sizes", "transfer.inspect-tar"}
"""Exercises whose answers are about as many times, or the very number."""
APART = [pair for pair in permutations(ANSWERS, 2) if not NEAR.issuperset(pair)]


@pytest.mark.parametrize(("exercise", "other"), APART)
def test_the_answer_of_another_exercise_fails(exercise: str, other: str) -> None:
    """Whatever is left over from one exercise is wrong in the next."""
    assert not right(exercise, ANSWERS[other])


@pytest.mark.parametrize(("client", "remarks"), [("26.1.5+dfsg1", 1), ("26.1.5", 1), ("28.0.4", 0)])
def test_a_version_that_both_halves_have_is_told(client: str, remarks: int) -> None:
    """The server's version passes; where it is the client's, too, the verdict says that it cannot tell them apart."""
    exercise = course.exercise("start.read-version")
    here = replace(WORLD, facts=Facts({**WORLD.facts, probes.CLIENT_VERSION: fact(client)}))
    assert (feedback := grade(exercise, here, "26.1.5")).verdict is Verdict.PASSED
    assert len(feedback.remarks) == remarks
    assert remarks or "클라이언트의 버전을 답했습니다" in grade(exercise, here, client).findings[0][1].observed
