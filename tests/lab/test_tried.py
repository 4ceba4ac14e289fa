"""What a learner tried before a check, or before a second start: it is told, and nothing goes silently."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import nothing_kept
from helpers.exercise.model import Verdict
from helpers.lesson.lesson import Lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.world.computers import Computers

SEAT = Path("/usr/local/bin")


@pytest.fixture(autouse=True)
def _heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The witness tells the coach of this seat."""
    monkeypatch.setenv("LAB_COACH_BOX", str(tmp_path / "shell.txt"))
    monkeypatch.delenv("LAB_COACH", raising=False)


@pytest.fixture
def lesson(computers: Computers) -> Iterator[Lesson]:
    """The exercises, all reset at the end."""
    found = Lesson(computers=computers)
    with nothing_kept(course.exercise("transfer.scp")):
        yield found
        for exercise in ("transfer.scp", "images.first", "commands.run-detached"):
            found.reset(exercise)


def run(folder: Path, program: str, *words: str) -> int:
    """Run one of the seat's programs as a learner does."""
    done = subprocess.run([SEAT / program, *words], cwd=folder, capture_output=True, timeout=120, check=False)
    return done.returncode


@pytest.mark.parametrize(
    ("exercise", "words", "told"),
    [
        ("transfer.scp", "scp postcard.tar other:", "실행한 `scp` 명령은 오류로 끝났습니다"),
        ("images.first", "docker build -q -t first:1.0 nowhere", "실행한 `docker build` 명령은 오류로"),
        (
            "commands.run-detached",
            "ssh other docker run no-such-image-1",
            "다른 컴퓨터에서 실행한 `docker run`",
        ),
    ],
)
def test_a_failed_command_is_an_attempt(lesson: Lesson, exercise: str, words: str, told: str) -> None:
    """It left nothing on an engine, and yet the learner did try; what it said stands in the feedback."""
    assert lesson.start(exercise).kind == "done"
    assert lesson.check(exercise).verdict is Verdict.NOT_ATTEMPTED
    assert run(lesson.folder(exercise), *words.split())
    feedback = lesson.check(exercise)
    assert feedback.verdict is Verdict.FAILED
    assert told in feedback.findings[0][1].observed


def test_a_second_start_says_what_it_clears(lesson: Lesson) -> None:
    """What was made in vain goes, by name; a first start has nothing to say."""
    assert "지우고" not in lesson.start("commands.run-detached").plain
    made = run(lesson.folder("commands.run-detached"), "docker", "run", "-d", "--name", "bakery-home", "busybox")
    assert made == 0
    assert "앞서 만든 컨테이너 `bakery-home`은 지우고" in lesson.start("commands.run-detached").plain


def test_a_second_start_keeps_what_was_solved(lesson: Lesson) -> None:
    """After a pass nothing is cleared until the learner asks for it by a reset."""
    lesson.start("commands.run-detached")
    run(lesson.folder("commands.run-detached"), "docker", "run", "-d", "--name", "bakery-home", "nginx")
    assert lesson.check("commands.run-detached").verdict is Verdict.PASSED
    assert "이미 통과했습니다" in lesson.start("commands.run-detached").plain
    assert lesson.check("commands.run-detached").verdict is Verdict.PASSED
    lesson.reset("commands.run-detached")
    assert "시작합니다" in lesson.start("commands.run-detached").plain
    assert lesson.check("commands.run-detached").verdict is Verdict.NOT_ATTEMPTED
