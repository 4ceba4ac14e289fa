"""The table opens in a Korean Excel, and nobody who was not marked has a zero."""

from __future__ import annotations

import csv
import io

from helpers import course
from helpers.grading.marksheet import ABSENT, Row, line, table

CHAPTER = "start"


def rows(*given: Row) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(table(CHAPTER, given).decode("utf-8-sig"))))


def test_points_by_exercise_and_together() -> None:
    """With a byte order mark, so that Excel knows the letters."""
    first, *rest = course.ids(CHAPTER)
    assert table(CHAPTER, ()).startswith(b"\xef\xbb\xbf")
    (row,) = rows(Row(learner="kim, bora", points={first: 1.0}))
    assert (row["이름"], row["상태"], row["점수"], row["만점"], row[first]) == ("kim, bora", "채점", "1", "3", "1")
    assert {row[id] for id in rest} == {"0"}


def test_whoever_is_absent_has_no_points() -> None:
    """Neither a zero nor the points of a submission that was withdrawn."""
    (row,) = rows(Row(learner="lee", status=ABSENT, notes=("없음",)))
    assert (row["점수"], row["상태"], row["비고"]) == ("", "미제출", "없음")
    assert {row[id] for id in course.ids(CHAPTER)} == {""}


def test_no_name_is_a_formula() -> None:
    """A spreadsheet shows what a folder is called, and calculates nothing."""
    (row,) = rows(Row(learner="=HYPERLINK(1)", points={}, notes=("@x",)))
    assert (row["이름"], row["비고"]) == ("'=HYPERLINK(1)", "'@x")


def test_a_row_on_the_terminal() -> None:
    """Points or why there are none, and the notes below."""
    assert line(CHAPTER, Row(learner="kim", points={"start.first-run": 1.0}, notes=("늦음",))) == "kim  1/3\n    늦음"
    assert line(CHAPTER, Row(learner="lee", status=ABSENT)) == "lee  미제출"
