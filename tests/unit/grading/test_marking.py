"""Collecting and recording without nbgrader: what is told of a class, and how one notebook stops nobody else."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers import course
from helpers.course.paths import exercises_path, solutions_path
from helpers.grading import gradebook, marking

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ROOT = Path(__file__).parents[3]
TASK = "start"
FILE = Path(exercises_path(TASK)).name
FIRST, *REST = course.ids(TASK)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What nbgrader and its gradebook are asked for."""
    given: list[tuple[Any, ...]] = []

    def nbgrader(*arguments: str, at: Path) -> str:
        given.append(arguments)
        if arguments[0] == "quickstart":
            (at / arguments[1] / "source").mkdir(parents=True)
        return ""

    def withdraw(_place: Path, chapter: str, kept: Collection[str]) -> None:
        given.append(("withdraw", chapter, *sorted(kept)))

    def record(_place: Path, chapter: str, learner: str, earned: Mapping[str, float], moment: str) -> None:
        given.append(("record", chapter, learner, dict(earned), moment))

    def points(_place: Path, _chapter: str) -> dict[str, dict[str, float]]:
        return {words[2]: words[3] for words in given if words[0] == "record"}

    def penalties(_place: Path, _chapter: str) -> dict[str, float]:
        return {words[2]: 0.5 for words in given if words[0] == "record" and words[4]}

    monkeypatch.setattr(marking, "nbgrader", nbgrader)
    monkeypatch.setattr(gradebook, "withdraw", withdraw)
    monkeypatch.setattr(gradebook, "record", record)
    monkeypatch.setattr(gradebook, "points", points)
    monkeypatch.setattr(gradebook, "penalties", lambda *asked: defaultdict(float, penalties(*asked)))
    return given


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """Three who handed in a solved notebook, one whose file is torn, one who handed in nothing."""
    for name in ("kim", "lee", "park"):
        place = tmp_path / "submitted" / name / TASK
        place.mkdir(parents=True)
        shutil.copyfile(ROOT / solutions_path(TASK), place / FILE)
    (tmp_path / "submitted" / "absent").mkdir()
    (tmp_path / "submitted" / "torn" / TASK).mkdir(parents=True)
    (tmp_path / "submitted" / "torn" / TASK / FILE).write_text("{")
    return tmp_path


def results(first: str, points: float) -> list[dict[str, Any]]:
    """What an examiner says: this of the first exercise, all others failed."""
    cell = {"source": "%%bash\ndocker run hello-world", "ended": "done", "said": "Hello", "printed": ""}
    one = {"verdict": first, "points": points, "max_points": 1.0, "text": "보입니다", "cells": [cell]}
    one |= {"passed": [], "missed": [], "refused": []}
    return [{"exercise": FIRST, **one}] + [
        {"exercise": id, **one, "verdict": "failed", "points": 0.0, "cells": []} for id in REST
    ]


def recorded(classroom: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]) -> int:
    """Record these results; the exit code."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(given)))
    return marking.main([TASK, "--record", "--course", str(classroom)])


def test_a_new_course_is_opened(
    said: list[tuple[Any, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first time there is nothing to mark, and where notebooks go is said."""
    place = tmp_path / "deep" / "grading"
    assert marking.main([TASK, "--collect", "--course", str(place)]) == marking.NOTHING
    assert f"submitted/이름/{TASK}/{FILE}" in capsys.readouterr().out
    assert (place / "nbgrader_config.py").is_file()
    assert said[0] == ("quickstart", "grading")


@pytest.mark.usefixtures("said")
def test_everybodys_work_is_collected(classroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By exercise; of whoever handed in nothing that can be read there is none."""
    assert marking.main([TASK, "--collect", "--course", str(classroom)]) == marking.DONE
    work = json.loads(capsys.readouterr().out)
    assert {name: sheet is not None for name, sheet in work.items()} == {
        "absent": False, "kim": True, "lee": True, "park": True, "torn": False,
    }  # fmt: skip
    assert "docker run hello-world" in work["kim"][FIRST][0]["source"]


def test_points_are_recorded_and_trouble_is_no_zero(
    said: list[tuple[Any, ...]], classroom: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One passed; one's lab failed for one exercise, one's for all: both are told, and have no points."""
    given = {"kim": results("passed", 1.0), "lee": results("broken", 0.0)}
    assert recorded(classroom, monkeypatch, given) == marking.FAILED
    assert ("withdraw", TASK, "kim", "lee", "park") in said
    kept = [words for words in said if words[0] == "record"]
    assert kept == [("record", TASK, "kim", {FIRST: 1.0} | dict.fromkeys(REST, 0.0), "")]
    with (classroom / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {row["이름"]: (row["상태"], row["점수"]) for row in csv.DictReader(file)}
    assert marks == {
        "absent": ("미제출", ""),
        "kim": ("채점", "1"),
        "lee": ("채점 못 함", ""),
        "park": ("채점 못 함", ""),
        "torn": ("읽지 못함", ""),
    }
    told = capsys.readouterr().out
    assert "kim  1/3" in told
    assert f"다시 채점하세요. {FIRST}" in told


@pytest.mark.usefixtures("said")
def test_the_marked_notebook_shows_what_was_found(classroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nbgrader's own pages look for it; what was handed in stays as it is."""
    before = (classroom / "submitted" / "kim" / TASK / FILE).read_bytes()
    recorded(classroom, monkeypatch, {"kim": results("passed", 1.0)})
    book = json.loads((classroom / "autograded" / "kim" / TASK / FILE).read_text(encoding="utf-8"))
    shown = ["".join(cell["outputs"][0]["text"]) for cell in book["cells"] if cell.get("outputs")]
    assert shown.count("보입니다") == len(course.ids(TASK))
    assert (classroom / "submitted" / "kim" / TASK / FILE).read_bytes() == before


@pytest.mark.usefixtures("said")
def test_being_late_costs_what_the_gradebook_says(
    classroom: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When it was handed in stands beside the notebook, as nbgrader has it."""
    (classroom / "submitted" / "kim" / TASK / "timestamp.txt").write_text("2031-04-01 09:00:00 UTC")
    recorded(classroom, monkeypatch, {"kim": results("passed", 1.0)})
    assert "kim  0.5/3\n    늦게 내서 0.5점을 뺐습니다." in capsys.readouterr().out


@pytest.mark.usefixtures("said")
def test_a_notebook_that_nobody_wrote_into_needs_no_lab(
    classroom: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is nothing to examine, and it has no points."""
    shutil.copyfile(ROOT / exercises_path(TASK), classroom / "submitted" / "lee" / TASK / FILE)
    marking.main([TASK, "--collect", "--course", str(classroom)])
    assert json.loads(capsys.readouterr().out)["lee"] == {}
    recorded(classroom, monkeypatch, {})
    assert "lee  0/3" in capsys.readouterr().out
