"""The order of checks and the four verdicts."""

from __future__ import annotations

from dataclasses import replace

from helpers.dockerdata.types import Computer, TriedCommand, World
from helpers.exercise.grading import grade
from helpers.exercise.model import Check, Exercise, Finding, Owned, Verdict, Way

WRONG = Finding(expected="`a<b`가 있습니다.", observed="`a&b`가 있습니다.", advice="이름을 살펴보세요.")
NOTHING = replace(WRONG, attempted=False)


def check(id: str, finding: Finding | None = None, *requires: str) -> Check:
    """A check that always finds the same."""
    return Check(id=id, establishes="있습니다.", test=lambda _world, _answer: finding, requires=requires)


def exercise(*checks: Check) -> Exercise:
    """An exercise of these checks, worth three points."""
    return Exercise(
        id="start.trial", title="시험 <문제>", prompt="", owns=Owned(), checks=checks, hints=(), solution=Way(),
        alternatives=(), mistakes=(), points=3,
    )  # fmt: skip


def test_passed() -> None:
    """Where every check passes, all points are given."""
    feedback = grade(exercise(check("a"), check("b", None, "a")), World())
    assert (feedback.verdict, feedback.points, feedback.passed) == (Verdict.PASSED, 3.0, ("a", "b"))


def test_requires() -> None:
    """A check is not asked before those that it requires have passed; the others are."""
    feedback = grade(exercise(check("a", WRONG), check("b", WRONG, "a"), check("c", WRONG), check("d")), World())
    assert [name for name, _ in feedback.findings] == ["a", "c"]
    assert (feedback.verdict, feedback.points, feedback.passed) == (Verdict.FAILED, 0.0, ("d",))


def test_not_attempted() -> None:
    """Where the first finding is no attempt, nothing was attempted, whatever passes by itself."""
    assert grade(exercise(check("kept"), check("a", NOTHING)), World()).verdict is Verdict.NOT_ATTEMPTED
    assert grade(exercise(check("a", WRONG), check("b", NOTHING)), World()).verdict is Verdict.FAILED


def test_broken() -> None:
    """A check that raises is our fault: no finding, no points, the trouble named."""

    def raises(_world: World, _answer: str | None) -> Finding | None:
        raise RuntimeError("lost")

    feedback = grade(exercise(check("a"), Check(id="b", establishes="", test=raises)), World())
    assert (feedback.verdict, feedback.points, feedback.findings) == (Verdict.BROKEN, 0.0, ())
    assert feedback.trouble == "b: RuntimeError: lost"


def test_remarks_are_told_once_all_is_passed() -> None:
    """What a check that passed cannot know is told with the verdict; not beside what is wrong, and not where empty."""
    unsure = replace(check("a"), remark=lambda _world: "어느 쪽인지는 알 수 없습니다.")
    sure = replace(check("b"), remark=lambda _world: "")
    assert grade(exercise(unsure, sure), World()).remarks == ("어느 쪽인지는 알 수 없습니다.",)
    assert grade(exercise(unsure, check("c", WRONG)), World()).remarks == ()


def test_the_answer_reaches_the_checks() -> None:
    """Each check is handed the learner's answer."""
    wants = Check(id="a", establishes="", test=lambda _world, answer: None if answer == "42" else WRONG)
    assert grade(exercise(wants), World(), "42").verdict is Verdict.PASSED


def test_what_was_tried_in_vain_is_told() -> None:
    """A command that failed leaves nothing on an engine: it is no mistake of the check's, and still an attempt."""
    tried = TriedCommand(command="docker build", code=1, said="ERROR: no such file", computer=Computer.OTHER)
    feedback = grade(exercise(check("a", NOTHING)), World(tried=(tried,)))
    assert feedback.verdict is Verdict.FAILED
    assert "다른 컴퓨터에서 실행한 `docker build` 명령은 오류로" in feedback.findings[0][1].observed
    assert "`ERROR: no such file`" in feedback.findings[0][1].observed
    assert grade(exercise(check("a", WRONG)), World(tried=(tried,))).findings == (("a", WRONG),)
    assert grade(exercise(check("a")), World(tried=(tried,))).verdict is Verdict.PASSED
