"""The chapter's own checks of containers, asked of small worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.course.commands.container_checks import all_gone, all_kept, container_holds
from tests.support.worlds import container, fact, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container, Fact, World

MON, TUE = container("mon"), container("tue")
BOTH = ("mon", "tue")


def _now(*things: Container) -> World:
    return world(*things, before=(MON, TUE))


@pytest.mark.parametrize(
    ("scene", "says"),
    [
        (_now(MON), "`tue` 컨테이너가 지워졌습니다"),
        (_now(MON, container("tue", id="new")), "`tue` 컨테이너가 처음의 것이 아니라"),
        (_now(MON, container("day", id=TUE.id)), "`tue` 컨테이너의 이름이 지금은 `day`입니다"),
        (_now(*(container(name, status="exited") for name in BOTH)), "`mon`, `tue` 컨테이너가 멈춰 있습니다"),
        (_now(MON, container("tue", status="paused")), "`tue` 컨테이너가 일시 정지되어 있습니다"),
    ],
)
def test_all_kept(scene: World, says: str) -> None:
    """Removed, made anew, renamed, stopped and paused are five things."""
    check = all_kept("k", BOTH)
    assert passes(check, _now(MON, TUE))
    assert says in miss(check, scene).observed


@pytest.mark.parametrize(
    ("scene", "says"),
    [
        (_now(*(container(name, status="exited") for name in BOTH)), "`mon`, `tue` 컨테이너가 아직 멈춘 채"),
        (_now(MON), "`mon` 컨테이너가 아직 실행 중입니다"),
        (_now(container("old", id=MON.id)), "이름만 `old`로 바뀌었습니다"),
        (_now(container("mon", id="new")), "같은 이름으로 새로 만든 컨테이너가 실행 중입니다"),
    ],
)
def test_all_gone(scene: World, says: str) -> None:
    """What is left is told with its condition; a new name and a new container are no removal."""
    check = all_gone("g", BOTH)
    assert passes(check, _now())
    assert says in miss(check, scene).observed


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (fact("반죽 완료\n"), (True, True)),
        (fact("반죽 완료 \n반죽 완료\n"), (True, False)),
        (fact("반죽\n반죽 완료\n"), (True, False)),
        (fact("반죽 완료 아님\n"), (False, False)),
        (fact("반죽 완료", code=1), (False, False)),
        (fact(found=False), (False, False)),
    ],
)
def test_container_holds(found: Fact, right: tuple[bool, bool]) -> None:
    """A line counts whole; `alone` lets nothing else stand beside it, nor the same twice; a folder is no file."""
    for alone, holds in zip((False, True), right, strict=True):
        check = container_holds("h", "mon", "/memo.txt", "반죽 완료", alone=alone)
        assert passes(check, world(MON, facts={check.probes[0]: found})) is holds


def test_container_holds_shows_what_is_there() -> None:
    """The learner reads the own line, and that no other may stand beside it."""
    check = container_holds("h", "mon", "/memo.txt", "반죽 완료", alone=True)
    said = miss(check, world(MON, facts={check.probes[0]: fact("반죽\n반죽 완료")}))
    assert "`반죽 / 반죽 완료`라고 적혀 있습니다" in said.observed
    assert "줄만 있어야 합니다" in said.advice
    twice = miss(check, world(MON, facts={check.probes[0]: fact("반죽 완료\n반죽 완료")}))
    assert "`반죽 완료`라는 줄이 2번 적혀 있습니다" in twice.observed
