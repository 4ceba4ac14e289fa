"""Marking without nbgrader: what is told of a class, and how a notebook that cannot be marked stops nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.grading import marking

if TYPE_CHECKING:
    from pathlib import Path


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
        if arguments[0] == "export":
            rows = (
                "assignment,student_id,score,max_score\ncapstone,good,8.0,16.0\ncapstone,absent,,16.0\nstart,good,3,3\n"
            )
            (at / "grades.csv").write_text(rows, encoding="utf-8")
        return ""

    monkeypatch.setattr(marking, "nbgrader", nbgrader)
    return given


def hand_in(course: Path, *names: str) -> None:
    """An empty notebook of each."""
    for name in names:
        place = course / "submitted" / name / "capstone"
        place.mkdir(parents=True)
        (place / "5-종합-과제-연습.ipynb").write_text("{}")


def test_a_new_course_is_opened(
    said: list[tuple[str, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first time there is nothing to mark, and where notebooks go is said."""
    place = tmp_path / "deep" / "grading"
    assert marking.main(["capstone", "--course", str(place)]) == marking.NOTHING
    assert "submitted/이름/capstone/5-종합-과제-연습.ipynb" in capsys.readouterr().out
    assert (place / "nbgrader_config.py").is_file()
    assert said[0][:2] == ("quickstart", "grading")


def test_everybody_is_marked_under_their_own_name(
    said: list[tuple[str, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each notebook runs for its learner; one that breaks is told at the end and the others get their points."""
    hand_in(tmp_path, "broken", "good")
    assert marking.main(["capstone", "--course", str(tmp_path)]) == marking.FAILED
    marked = [words[-1] for words in said if words[0] == "autograde"]
    assert marked == ["broken", "good"]
    told = capsys.readouterr().out
    assert "good  8/16" in told
    assert "broken  채점하지 못했습니다.\nDeadKernelError" in told
    assert "absent" not in told
