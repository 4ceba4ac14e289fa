"""What the chapter `commands` makes of answers, in small worlds."""

from __future__ import annotations

import pytest

from helpers.course.commands import logs, ps
from tests.support.worlds import container, miss, passes, world

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
