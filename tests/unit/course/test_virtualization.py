"""What the chapter's checks make of starts and of measured times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.course.virtualization.answers import tried
from helpers.course.virtualization.no_hypervisor import BOOTS, NANO, TIMES
from helpers.dockerdata.types import Event
from tests.support.worlds import container, event, fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

GIVEN = image("ticket:1.0", id="sha256:given")
CREATED = event("create", "ticket:1.0", "box")
JOINED = Event(
    kind="network", action="connect", id="n", name="bridge", image="", time=1, attributes={"container": "box"}
)
STARTED = event("start", "ticket:1.0", "box")
RENAMED = event("tag", name="ticket:1.0", kind="image")


def attempt(*, came_to_life: bool) -> Check:
    """A check of whether ticket:1.0 was started."""
    return tried(
        "t", "ticket:1.0", came_to_life=came_to_life, establishes="실행했습니다.", observed="없습니다.", advice="-"
    )


def test_a_start_is_witnessed_even_where_it_failed() -> None:
    """A container joins its network when it is started; made only, it does not."""
    begun, alive = attempt(came_to_life=False), attempt(came_to_life=True)
    assert passes(begun, world(GIVEN, CREATED, JOINED, before=(GIVEN,)))
    assert passes(alive, world(GIVEN, CREATED, JOINED, STARTED, before=(GIVEN,)))
    assert "시작된 적이 없습니다" in miss(alive, world(GIVEN, CREATED, JOINED, before=(GIVEN,))).observed
    assert "시작된 적이 없습니다" in miss(begun, world(GIVEN, CREATED, before=(GIVEN,))).observed


def test_another_image_under_the_name_is_none() -> None:
    """The name was given to busybox, and that was run."""
    now = image("ticket:1.0", "busybox:latest", id="sha256:other")
    moved = replace(RENAMED, id="sha256:other", name="ticket:1.0")
    found = miss(attempt(came_to_life=True), world(now, moved, CREATED, STARTED, before=(GIVEN,)))
    assert "다른 이미지에 붙여서 실행했습니다. 지금은 `busybox:latest`와 같은 이미지입니다" in found.observed


def at(seconds: float, action: str, code: int | None = None) -> Event:
    """An event of one run of busybox."""
    return replace(event(action, "busybox", "run", code), time=int(seconds * NANO))


RUN = (at(10.0, "create"), at(10.2, "start"), at(10.25, "die", 0), at(10.4, "destroy"))


def measured(times: str, *events: Event, boots: str = "") -> World:
    """A world with such a times.txt, these events, and what boot-vm noted."""
    return world(*events, facts={TIMES: fact({"text": times}), BOOTS: fact({"text": boots})})


def asked(name: str) -> Check:
    """A check of the exercise."""
    return next(check for check in course.exercise("virtualization.no-hypervisor").checks if check.id == name)


@pytest.mark.parametrize(
    "times", ["container 0.5\nvm 4", "VM: 4s\ncontainer: 350ms", "컨테이너 0.45\n가상 머신 3900밀리초"]
)
def test_times_that_were_witnessed(times: str) -> None:
    """In any unit and order, with what a clock on the wall counts more."""
    seen = measured(times, *RUN, boots="5.0 9.0 0\n")
    assert all(passes(asked(name), seen) for name in ("measured", "ran", "booted"))


@pytest.mark.parametrize(
    ("times", "events", "boots", "fails", "says"),
    [
        ("container 0.5\nvm 4", (), "5 9 0", "ran", "`busybox` 컨테이너를 켠 적이 없습니다"),
        ("container 0.01\nvm 4", RUN, "5 9 0", "ran", "컨테이너가 0.01초 걸렸다고"),
        ("container 9\nvm 4", RUN, "5 9 0", "ran", "컨테이너가 9초 걸렸다고"),
        ("container 0.5\nvm 4", RUN, "", "booted", "가상 머신을 켠 적이 없습니다"),
        ("container 0.5\nvm 400", RUN, "5 9 0", "booted", "가상 머신이 400초 걸렸다고"),
    ],
)
def test_times_that_were_not(times: str, events: tuple[Event, ...], boots: str, fails: str, says: str) -> None:
    """What never ran, ran much shorter or much longer is not believed."""
    assert says in miss(asked(fails), measured(times, *events, boots=boots)).observed


def test_a_machine_of_an_earlier_round_counts_for_nothing() -> None:
    """Only what was switched on since the start was measured."""
    seen = measured("container 0.5\nvm 4", *RUN, boots="5 9 0")
    since = replace(seen, baseline=replace(seen.baseline, since=int(7 * NANO)))
    assert "켠 적이 없습니다" in miss(asked("booted"), since).observed


def test_a_container_that_only_stands_was_not_started() -> None:
    """Made, still there, and nothing else."""
    stood = container("box", "ticket:1.0", status="created")
    assert "시작된 적이 없습니다" in miss(attempt(came_to_life=True), world(GIVEN, stood, before=(GIVEN,))).observed


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("0.125", "거꾸로 나누었습니다"),
        ("37.9", "37.9배라고 답했지만"),
        ("3.8", "나누지 않고 뺐습니다"),
        ("4", "가상 머신의 시간을 그대로 답했습니다"),
        ("4초", "`4초`는 몇 배인지가 아니라 시간입니다"),
        ("많이", "`많이`에는 몇 배인지가 없습니다"),
    ],
)
def test_what_a_wrong_ratio_is(answer: str, says: str) -> None:
    """0.1 and 4 seconds: forty times."""
    seen = measured("container 0.2\nvm 4" if says.startswith(("나누지", "가상")) else "container 0.5\nvm 4")
    assert says in miss(asked("ratio"), seen, answer).observed
