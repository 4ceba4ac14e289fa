"""Marking without nbgrader: what is told of a class, and how a notebook that cannot be marked stops nobody else."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.course.paths import exercises_path, solutions_path
from helpers.grading import gradebook, marking

if TYPE_CHECKING:
    from collections.abc import Collection

ROOT = Path(__file__).parents[3]
TASK = "start"
FILE = Path(exercises_path(TASK)).name
POINTS = {"good": {"start.first-run": 1.0, "start.read-version": 1.0}}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Nbgrader's commands as they are given; one learner's notebook breaks."""
    given: list[tuple[str, ...]] = []

    def nbgrader(*arguments: str, at: Path, learner: str = "") -> str:
        given.append((*arguments, learner))
        if learner == "broken":
            raise marking.MarkingError("DeadKernelError")
        if arguments[0] == "quickstart":
            (at / arguments[1] / "source").mkdir(parents=True)
        return ""

    def withdraw(place: Path, chapter: str, kept: Collection[str]) -> None:
        given.append(("withdraw", place.name, chapter, *sorted(kept)))

    monkeypatch.setattr(marking, "nbgrader", nbgrader)
    monkeypatch.setattr(gradebook, "points", lambda _place, _chapter: POINTS)
    monkeypatch.setattr(gradebook, "withdraw", withdraw)
    return given


def hand_in(course: Path, *names: str) -> None:
    """A solved notebook of each."""
    for name in names:
        place = course / "submitted" / name / TASK
        place.mkdir(parents=True)
        shutil.copyfile(ROOT / solutions_path(TASK), place / FILE)


def test_a_new_course_is_opened(
    said: list[tuple[str, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first time there is nothing to mark, and where notebooks go is said."""
    place = tmp_path / "deep" / "grading"
    assert marking.main([TASK, "--course", str(place)]) == marking.NOTHING
    assert f"submitted/이름/{TASK}/{FILE}" in capsys.readouterr().out
    assert (place / "nbgrader_config.py").is_file()
    assert said[0][:2] == ("quickstart", "grading")


def test_everybody_is_marked_under_their_own_name(
    said: list[tuple[str, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each notebook runs for its learner; one that breaks is told and the others get their points."""
    hand_in(tmp_path, "broken", "good")
    (tmp_path / "submitted" / "absent").mkdir()
    (tmp_path / "submitted" / "torn" / TASK).mkdir(parents=True)
    (tmp_path / "submitted" / "torn" / TASK / FILE).write_text("{")
    assert marking.main([TASK, "--course", str(tmp_path)]) == marking.FAILED
    assert [words[-1] for words in said if words[0] == "autograde"] == ["broken", "good"]
    assert ("withdraw", tmp_path.name, TASK, "broken", "good") in said
    told = capsys.readouterr().out
    assert "good  2/3" in told
    assert "broken  채점 못 함\n    DeadKernelError" in told
    assert "absent  미제출" in told
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {row["이름"]: (row["상태"], row["점수"]) for row in csv.DictReader(file)}
    assert marks == {
        "absent": ("미제출", ""),
        "broken": ("채점 못 함", ""),
        "good": ("채점", "2"),
        "torn": ("읽지 못함", ""),
    }


@pytest.mark.usefixtures("said")
def test_what_is_run_is_the_release_with_the_learners_work(tmp_path: Path) -> None:
    """What was handed in stays as it is, and when it was handed in comes along."""
    hand_in(tmp_path, "good")
    handed = tmp_path / "submitted" / "good" / TASK
    (handed / "timestamp.txt").write_text("2026-03-02 10:00:00 Asia/Seoul")
    before = {file.name: file.read_bytes() for file in handed.iterdir()}
    marking.main([TASK, "--course", str(tmp_path)])
    received = tmp_path / marking.RECEIVED / "good" / TASK
    assert {file.name: file.read_bytes() for file in handed.iterdir()} == before
    assert (received / "timestamp.txt").read_bytes() == before["timestamp.txt"]
    assert "docker run hello-world" in (received / FILE).read_text(encoding="utf-8")
