"""What the chapter `commands` makes of answers, in small worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.course.commands import logs, name_conflict, ps, rmi, stop
from helpers.dockerdata.types import Computer
from tests.support.worlds import container, event, fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container, Image
    from helpers.exercise.model import Check

COUNTED = world(
    *(container(f"morning-{number}") for number in (1, 2, 3)),
    *(container(name, status="exited") for name in ("morning-4", "morning-5", "other")),
)


@pytest.mark.parametrize("answer", ["3 6", "3 / 6", "실행 중 3개, 전체 6개예요", "３　６", "[3, 6]"])
def test_counted(answer: str) -> None:
    """Units, separators and full-width digits do not matter."""
    assert passes(ps.EXERCISE.checks[0], COUNTED, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("3 5", "`morning-`으로 시작하는 컨테이너만 센 수와 같습니다"),
        ("2 6", "첫째 수 `2`는 실제보다 적습니다. 둘째 수 `6`은 맞습니다"),
        ("4 7", "두 수가 모두 실제보다 하나씩 많습니다"),
        ("6 3", "두 수의 순서가 바뀌었습니다"),
        ("36", "숫자 두 개가 필요합니다"),
    ],
)
def test_counted_otherwise(answer: str, says: str) -> None:
    """What a wrong number is the number of, or to which side it is wrong, is told; the right one is not."""
    assert says in miss(ps.EXERCISE.checks[0], COUNTED, answer).observed


def test_paused_ones_count_as_the_list_shows_them() -> None:
    """`docker ps` lists a paused container; the engine itself does not count it as running."""
    scene = world(container("a"), container("b", status="paused"), container("c", status="exited"))
    assert passes(ps.EXERCISE.checks[0], scene, "2 3")
    assert passes(ps.EXERCISE.checks[0], scene, "1 3")


@pytest.mark.parametrize(
    "answer",
    [
        logs.LINE,
        f"{logs.LINE}\n{logs.LINE}",
        logs.LINE.removeprefix("오류: "),
        "“오류： 3번 칸의 문이  열려 있습니다.”",
        f"egg-fridge: {logs.LINE}",
        f"2026-11-30T10:40:01.123Z {logs.LINE}",
    ],
)
def test_the_line(answer: str) -> None:
    """The line counts with what Docker writes before it, twice after another start, and however it is quoted."""
    assert passes(logs.EXERCISE.checks[0], world(), answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (f"{logs.LINE}\n{logs.OTHER}", "`cream-whip` 컨테이너가 남긴 줄도 함께"),
        (f"{logs.GREETING} {logs.LINE}", "로그 전체를 답했습니다"),
        ("오류: 8번 칸의 문이 열려 있습니다", "비슷하지만 똑같지 않습니다"),
        ("냉장고 문이 열려서 꺼졌어요", "로그에 그런 줄은 없습니다"),
        ("Exited (4) 2 minutes ago", "종료 코드를 답했습니다"),
        ("dough-mixer", "컨테이너의 이름을 답했습니다"),
    ],
)
def test_another_line(answer: str, says: str) -> None:
    """What was answered instead is named."""
    assert says in miss(logs.EXERCISE.checks[0], world(), answer).observed


def _check(checks: tuple[Check, ...], name: str) -> Check:
    return next(check for check in checks if check.id == name)


OVEN = container("oven-middle")


@pytest.mark.parametrize(
    ("now", "log", "says"),
    [
        (container("oven-middle", status="exited", exit_code=137), "굽는 중", "강제로 끝났습니다"),
        (container("oven-middle", status="exited", exit_code=130), "굽는 중", "종료 코드 130으로 끝났습니다"),
        (container("oven-middle", status="exited", exit_code=0), "굽는 중", "마지막으로 남긴 로그는 `굽는 중`입니다"),
        (container("oven-middle", status="paused"), "굽는 중", "일시 정지되어 있습니다"),
        (container("oven-off", id=OVEN.id), "굽는 중", "이름이 지금은 `oven-off`입니다"),
        (container("oven-middle", id="new", status="exited", exit_code=0), stop.PUT_OUT, "새로 만든 것입니다"),
    ],
)
def test_the_oven_is_stopped_only_by_a_stop(now: Container, log: str, says: str) -> None:
    """It must have put out its own fire; the exit code alone does not tell."""
    check = _check(stop.EXERCISE.checks, "middle")
    ended = container("oven-middle", status="exited", exit_code=0)
    good = {stop.LOGS: fact(f"굽는 중\n{stop.PUT_OUT}\n")}
    assert passes(check, world(ended, before=(OVEN,), facts=good))
    assert says in miss(check, world(now, before=(OVEN,), facts={stop.LOGS: fact(log)})).observed


def test_the_flyer_is_tidied_before_it_is_removed() -> None:
    """By force the image goes first; the events tell the order."""
    check, printer, flyer = _check(rmi.EXERCISE.checks, "container"), container("flyer-print"), image("flyer:1.0")
    removed, deleted = event("destroy", name=printer.id), event("delete", name=flyer.id, kind="image")
    assert passes(check, world(removed, deleted, before=(printer, flyer)))
    assert "억지로 지웠습니다" in miss(check, world(deleted, removed, before=(printer, flyer))).observed


CASH = container("cashbox", status="exited")


@pytest.mark.parametrize(
    ("things", "check", "says"),
    [
        ((CASH,), "old", "아직 `cashbox`라는 이름을 쥐고 있습니다"),
        ((container("cashbox_old", id=CASH.id),), "old", "이름이 지금은 `cashbox_old`입니다"),
        ((image("cashbox-old:latest"),), "old", "이미지 `cashbox-old:latest`가 있지만 이미지는 컨테이너가 아닙니다"),
        ((container("cashbox-old"),), "old", "새로 만든 것입니다"),
        ((container("cashbox-old", id=CASH.id),), "new", "새 `cashbox` 컨테이너가 아직 없습니다"),
        ((container("cashbox-new"),), "new", "새로 만든 컨테이너의 이름은 `cashbox-new`입니다"),
        ((container("cashbox", status="exited"),), "new", "멈춰 있습니다"),
    ],
)
def test_the_cashboxes(things: tuple[Container | Image, ...], check: str, says: str) -> None:
    """What became of the old one, and what stands instead of the new one, is told by name."""
    assert says in miss(_check(name_conflict.EXERCISE.checks, check), world(*things, before=(CASH,))).observed


def test_a_new_cashbox_on_the_other_computer() -> None:
    """It is told where it is."""
    scene = world(there=(container("cashbox"),), before=(CASH,))
    assert str(Computer.OTHER) in miss(_check(name_conflict.EXERCISE.checks, "new"), scene).observed
