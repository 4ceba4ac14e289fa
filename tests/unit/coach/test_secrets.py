"""What an open exercise asks is left out of what the coach says, and nothing else is."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.coach.model import Explanation, FinishedCommand
from helpers.coach.secrets import sayable
from helpers.lesson.practice import Practice, Record

if TYPE_CHECKING:
    from pathlib import Path

RECORD = Record(
    exercise="commands.logs",
    begun=True,
    folder="/w/logs",
    secrets=("3번 칸의 문", "docker cp"),
    names=("egg-fridge",),
)
OTHER = replace(RECORD, exercise="commands.stop", folder="/w/stop", secrets=("docker stop",), names=("oven",))
RAN = FinishedCommand(argv=("docker", "start", "egg-fridge"), code=1, folder="/w")
TOLD = Explanation(
    id="ended",
    what="컨테이너 `egg-fridge`가 끝났어요.",
    why="시작하자마자 끝났어요. 남긴 말은 `오류. 3번 칸의 문이 열려 있습니다`예요. 그래서 멈췄어요.",
    next=("`docker logs`로 읽어요.", "`docker cp`로 넣어요."),
)


def begin(*records: Record) -> None:
    """Have the exercises begun one after the other."""
    practice = Practice()
    for age, record in enumerate(records):
        practice.save(record)
        os.utime(practice.file(record.exercise), (1000 + age, 1000 + age))


def test_nothing_is_left_out_where_no_exercise_is_open() -> None:
    """None begun, one that asks nothing, one that was passed, a file that somebody broke."""
    assert sayable(TOLD, RAN) == TOLD
    begin(replace(RECORD, secrets=()), replace(OTHER, solved=True))
    Practice().file("images.copy").write_text('{"begun": true, "secrets": 3}')
    assert sayable(TOLD, RAN) == TOLD


def test_the_sentence_that_tells_it_and_what_follows_are_left_out() -> None:
    """What is true and no secret stays, and the exercise is named."""
    begin(RECORD)
    told = sayable(TOLD, RAN)
    assert told.what == TOLD.what
    assert told.why == (
        "시작하자마자 끝났어요. 나머지는 지금 푸는 연습 문제 `commands.logs`가 묻는 것이라서 말하지 않을게요."
    )
    assert told.next == ("`docker logs`로 읽어요.", "막히면 그 문제의 힌트를 봐요.")


def test_a_headline_that_tells_it_is_another() -> None:
    """It says no more than what was seen; the reason goes with it."""
    begin(RECORD)
    told = sayable(replace(TOLD, what="3번 칸의 문이 열려 있어요."), RAN)
    assert told.what == "`docker start egg-fridge`가 종료 코드 1로 실패했어요."
    assert "시작하자마자" not in told.why
    silent = sayable(replace(TOLD, what="3번 칸의 문이 열려 있어요."), replace(RAN, code=0))
    assert "끝났지만" in silent.what


@pytest.mark.parametrize(
    ("command", "folder", "steps"),
    [
        ("docker kill web", "/w", ["`docker stop`을 써요."]),
        ("docker kill oven-2", "/w", ["`docker stop`을 써요."]),
        ("docker kill web", "/w/stop/below", ["막히면 그 문제의 힌트를 봐요."]),
        ("docker kill oven", "/w", ["막히면 그 문제의 힌트를 봐요."]),
    ],
)
def test_an_older_exercise_keeps_its_own(command: str, folder: str, steps: list[str]) -> None:
    """By its folder or a name of its own; elsewhere the same words are everybody's."""
    begin(OTHER, RECORD)
    said = Explanation(id="x", what="끝났어요.", why="", next=("`docker stop`을 써요.",))
    ran = FinishedCommand(argv=tuple(command.split()), code=137, folder=folder)
    assert list(sayable(said, ran).next) == steps


def test_a_part_of_a_word_is_no_secret() -> None:
    """`docker stop` is told by neither `docker stopped` nor `xdocker stop`; a particle may follow it."""
    begin(OTHER)
    for said, kept in (("`docker stopped`", False), ("xdocker stop", False), ("docker stop으로", True)):
        one = Explanation(id="x", what=said, why="", next=())
        assert (sayable(one, None) != one) == kept


def test_what_was_begun_is_read_where_the_lesson_writes_it(tmp_path: Path) -> None:
    """Another folder's records are another learner's."""
    Practice(tmp_path / "elsewhere").save(RECORD)
    assert sayable(TOLD, RAN) == TOLD
