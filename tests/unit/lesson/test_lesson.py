"""What the learner's functions say without any Docker: unknown names, missing starts, hints, an engine that is off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Verdict, Way
from helpers.lesson.input import as_answer
from helpers.lesson.lesson import Lesson
from helpers.lesson.practice import Practice, Record
from helpers.lesson.stage import looks_there
from helpers.world.computers import Computers
from helpers.world.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path

EXERCISE = Exercise(
    id="start.tiny",
    title="작은 연습",
    prompt="",
    owns=Owned(images=("tiny:1.0",)),
    checks=(checks.image_there("there", "tiny:1.0"),),
    hints=("첫째 힌트", "둘째 힌트"),
    solution=Way(script="docker build -t tiny:1.0 .", answer="echo 3"),
    alternatives=(),
    mistakes=(Mistake(way=Way(script="true"), fails="there", says="없습니다"),),
)


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    """The functions on an engine that is off."""
    off = Computers(mine=Engine(f"unix://{tmp_path}/nobody.sock"))
    return Lesson(computers=off, practice=Practice(tmp_path / "practice"), find=lambda _name: EXERCISE)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None),
        ("", None),
        (" 27.5.1\n", "27.5.1"),
        (27, "27"),
        (1.5, "1.5"),
        (["27.5.1"], "27.5.1"),
        ([], None),
        (("a", "b"), "a\nb"),
        (b"27\n", "27"),
        (True, "True"),
    ],
)
def test_answer_is_text_whatever_is_handed_in(given: object, expected: str | None) -> None:
    """A string, a number, or the list that `answer = !command` gives."""
    assert as_answer(given) == expected


@pytest.mark.parametrize("name", ["START.First-Run", " start.first_run ", "start/first-run", '"start.first-run"'])
def test_exercise_is_found_as_people_write_it(name: str) -> None:
    """Upper case, spaces around, underscores and quotes are no obstacle."""
    assert Lesson().exercise(name).id == "start.first-run"


def test_korean_title_names_its_exercise() -> None:
    """The title that stands above the exercise is as good as its id."""
    title = Lesson().exercise("start.first-run").title
    assert Lesson().exercise(title).id == "start.first-run"


@pytest.mark.parametrize("name", ["start.first-rum", "이미지 복사", "", None, 7, "../etc/passwd"])
def test_unknown_name_is_answered_in_korean(name: object) -> None:
    """No function raises for a name that is none, and what they say names the way on."""
    for note in (Lesson().start(name), Lesson().hint(name), Lesson().solution(name), Lesson().reset(name)):
        assert (note.kind, "없습니다" in note.text) == ("refused", True)
    assert "없습니다" in Lesson().check(name).trouble


def test_near_name_is_proposed() -> None:
    """A typing error gets the exercise that was meant."""
    assert "start.first-run" in Lesson().start("start.first-rum").text


def test_engine_that_is_off_is_said(lesson: Lesson) -> None:
    """Start says that the computer's Docker is off, and that it is nobody's answer."""
    note = lesson.start("start.tiny")
    assert (note.kind, "내 컴퓨터의 도커 엔진이 꺼져 있습니다" in note.text) == ("broken", True)


def test_check_of_an_engine_that_is_off_is_broken(lesson: Lesson, tmp_path: Path) -> None:
    """Broken is a third outcome beside right and wrong."""
    Practice(tmp_path / "practice").save(Record(exercise="start.tiny", begun=True))
    feedback = lesson.check("start.tiny")
    assert feedback.verdict is Verdict.BROKEN
    assert "꺼져 있습니다" in feedback.trouble


def test_check_before_the_start_says_to_start(lesson: Lesson) -> None:
    """Nothing was begun, so nothing is graded."""
    feedback = lesson.check("start.tiny")
    assert feedback.verdict is Verdict.NOT_ATTEMPTED
    assert 'start("start.tiny")' in feedback.trouble


def test_each_hint_says_one_more(lesson: Lesson, tmp_path: Path) -> None:
    """Hints are remembered from one notebook to the next; at the end they are all said again."""
    assert "첫째 힌트" in lesson.hint("start.tiny").text
    later = Lesson(practice=Practice(tmp_path / "practice"), find=lambda _name: EXERCISE)
    assert "둘째 힌트" in later.hint("start.tiny").text
    assert "첫째 힌트" in later.hint("start.tiny").text


def test_hints_that_were_seen_stay_in_sight(lesson: Lesson) -> None:
    """The next one stands below those before it."""
    assert lesson.hint("start.tiny").text == "힌트 1/2\n1. 첫째 힌트"
    assert lesson.hint("start.tiny").text == "힌트 2/2\n1. 첫째 힌트\n2. 둘째 힌트"


def test_solution_is_shown_when_asked_in_earnest(lesson: Lesson) -> None:
    """The first call only says how to ask."""
    asked = lesson.solution("start.tiny")
    assert (asked.script, "show=True" in asked.text) == ("", True)
    assert lesson.solution("start.tiny", show=True).script == "docker build -t tiny:1.0 .\necho 3"


def test_solution_points_to_hints_only_while_there_are_any(lesson: Lesson, tmp_path: Path) -> None:
    """Neither after the last one nor after the pass."""
    assert "힌트를 먼저" in lesson.solution("start.tiny").text
    lesson.hint("start.tiny")
    assert "힌트를 먼저" in lesson.solution("start.tiny").text
    lesson.hint("start.tiny")
    seen = lesson.solution("start.tiny").text
    assert ("힌트는 모두 보았습니다" in seen, "hint(" in seen, "show=True" in seen) == (True, False, True)
    Practice(tmp_path / "practice").save(Record(exercise="start.tiny", begun=True, solved=True))
    solved = lesson.solution("start.tiny").text
    assert ("이미 통과한 문제입니다" in solved, "hint(" in solved, "show=True" in solved) == (True, False, True)


def test_reset_of_what_was_never_started_says_so(lesson: Lesson) -> None:
    """There is nothing to bring back."""
    assert "아직 시작하지 않았습니다" in lesson.reset("start.tiny").text


def test_fault_in_an_exercise_is_ours(tmp_path: Path) -> None:
    """Whatever goes wrong with us is told as ours and never raised."""

    def fails(_name: str) -> Exercise:
        raise ZeroDivisionError

    lesson = Lesson(practice=Practice(tmp_path), find=fails)
    assert lesson.start("start.tiny").kind == "broken"
    assert "ZeroDivisionError" in lesson.check("start.tiny").trouble


def test_other_computer_is_looked_at_where_it_may_decide() -> None:
    """The exercise needs it, or owns something there that only a mistake makes."""
    assert not looks_there(EXERCISE)
    assert looks_there(replace(EXERCISE, needs_other=True))
    assert looks_there(replace(EXERCISE, owns=Owned(other_runs_of=("tiny:1.0",))))


def test_an_answer_is_of_one_exercise_until_its_start() -> None:
    """What answers one exercise answers no other, and a new value or none takes its place."""
    lesson = Lesson()
    assert "`27.5`를 답으로 받았습니다" in lesson.answer("start.read-version", " 27.5\n").text
    assert lesson._answers == {"start.read-version": "27.5"}
    lesson.answer("virtualization.when", "ㄱ")
    lesson.answer("start.read-version", None)
    assert lesson._answers == {"virtualization.when": "ㄱ"}
    assert lesson.answer("start.nothing", "1").kind == "refused"


def test_what_was_solved_is_left_alone_but_where_it_is_marked(
    lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second start keeps what passed; nbgrader begins anew, or one student would be marked by what another left."""
    folder = tmp_path / "tiny"
    lesson.practice.save(Record(exercise="start.tiny", begun=True, folder=str(folder), solved=True))
    assert "이미 통과했습니다" in lesson.start("start.tiny").plain
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert "이미 통과했습니다" not in lesson.start("start.tiny").plain
