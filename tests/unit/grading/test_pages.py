"""The pages say what was seen, and nothing of a learner's runs in them."""

from __future__ import annotations

from helpers import course
from helpers.grading import pages
from helpers.grading.examination import Cell, Result
from helpers.grading.marksheet import ABSENT, Row

CHAPTER = "start"
FIRST, *REST = course.ids(CHAPTER)
EVIL = "<script>alert(1)</script>"


def result(verdict: str = "failed", **more: object) -> Result:
    """A result of the first exercise."""
    values = {"exercise": FIRST, "verdict": verdict, "points": float(verdict == "passed"), "max_points": 1.0}
    return Result(**values | {"text": "보입니다"} | more)  # type: ignore[arg-type]


def test_a_learners_page_shows_every_look() -> None:
    """What was asked, whether it held, what was seen instead, what ran, how long, and what was refused."""
    cell = Cell(source="docker run", ended="late", said="\x1b[8mhidden\x1b[0m", seconds=20.0)
    found = result(
        missed=(("ran", "실행한 적이 없습니다"),), refused=("--privileged",), cells=(cell,), began=1.0, ended=3.5
    )
    page = pages.learner(CHAPTER, Row(learner="kim", points={FIRST: 0.0}), [found])
    asked = course.exercise(FIRST).checks[0].establishes
    for words in (
        asked,
        "실행한 적이 없습니다",
        "--privileged",
        "2.5초",
        "시간을 넘겨 멈춤 (20.0초)",
        ">hidden<",
        "0/3점",
    ):
        assert words in page, words


def test_no_script_is_on_a_page() -> None:
    """Wherever a learner puts one."""
    cell = Cell(source=EVIL, ended=EVIL, said=EVIL)
    found = result(text=EVIL, missed=(("ran", EVIL),), refused=(EVIL,), cells=(cell,))
    row = Row(learner=EVIL, points={FIRST: 0.0}, notes=(EVIL,))
    for page in (
        pages.learner(CHAPTER, row, [found]),
        pages.whole_class(CHAPTER, [row], {EVIL: [found]}, lambda name: f"{name}.html"),
    ):
        assert "<script" not in page
        assert "default-src 'none'" in page


def test_the_class_at_a_glance() -> None:
    """The distribution, who solved what, the commonest mistake with its makers, and who handed in nothing."""
    wrong = result(missed=(("ran", "실행한 적이 없습니다"),))
    results = {"kim": [wrong], "lee": [wrong], "park": [result("passed")]}
    rows = [Row(learner=name, points={FIRST: found[0].points}) for name, found in results.items()]
    rows.append(Row(learner="absent", status=ABSENT))
    page = pages.whole_class(CHAPTER, rows, results, lambda name: f"feedback/{name}.html")
    for words in (
        "미제출 1명",
        "채점 3명",
        "0점 2명, 1점 1명",
        "평균 0.3/3점",
        "2명: kim, lee",
        "> 1/3<",
        "feedback/park.html",
    ):
        assert words in page, words


def test_what_a_terminal_would_act_on_is_left_out() -> None:
    """Colours, hidden text, links and titles; lines and tabs stay."""
    assert pages.plain("\x1b]8;;http://x\x07a\x1b]8;;\x07\t\x1b[31mb\x1b[0m\r\x08\n") == "a\tb\n"
