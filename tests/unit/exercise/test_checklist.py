"""The list beside an exercise as pure code: open, done, broken again, kept, and nothing that gives a solution away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from helpers import course
from helpers.exercise.checklist import Mark, Steps, asked
from helpers.exercise.model import Check, Exercise, Feedback, Finding, Owned, Verdict, Way

FINDING = Finding(expected="", observed="", advice="")


def check(id: str, *requires: str, by_answer: bool = False) -> Check:
    """A check that is never asked."""
    return Check(
        id=id, establishes=f"`{id}`입니다.", test=lambda _world, _answer: None, requires=requires, by_answer=by_answer
    )


EXERCISE = Exercise(
    id="start.tiny",
    title="작은 연습",
    prompt="",
    owns=Owned(),
    checks=(check("kept"), check("built"), check("prints", "built"), check("answer", "prints", by_answer=True)),
    hints=(),
    solution=Way(answer="echo 3"),
    alternatives=(),
    mistakes=(),
)
BEGUN = Steps(exercise=EXERCISE, held=frozenset({"kept"}))


def seen(steps: Steps, *passed: str, failed: tuple[str, ...] = (), later: tuple[str, ...] = ()) -> Steps:
    """The steps after a look that found so much."""
    findings = tuple((id, FINDING) for id in failed)
    feedback = Feedback(
        exercise=EXERCISE.id, title="", verdict=Verdict.FAILED if findings else Verdict.PASSED,
        passed=passed, findings=findings,
    )  # fmt: skip
    return steps.seen(feedback, later)


def marks(steps: Steps) -> dict[str, str]:
    """How each step stands."""
    return {step.id: step.mark.value for step in steps.listed()}


START = seen(BEGUN, "kept", failed=("built",))


def test_nothing_is_ticked_before_the_learner_did_anything() -> None:
    """What held at the start is something to keep, not something that was done."""
    assert marks(START) == {"built": "open", "prints": "open", "answer": "answer", "kept": "kept"}
    assert START.status() == "할 일은 3가지입니다."


def test_the_list_reads_as_one_works() -> None:
    """First what is to be done, in the author's order, then the answer, then what is to be kept."""
    assert [step.id for step in START.listed()] == ["built", "prints", "answer", "kept"]


def test_a_step_that_was_reached_and_broke_is_said_to_be_broken() -> None:
    """And the ones behind it wait: whether they hold is not asked until it holds again."""
    done = seen(START, "kept", "built", "prints")
    assert marks(done)["built"] == "done"
    broken = seen(done, "kept", failed=("built",))
    assert marks(broken) == {"built": "broken", "prints": "waiting", "answer": "answer", "kept": "kept"}
    assert "됐던 것이 깨졌습니다" in broken.status()
    again = seen(broken, "kept", "built", failed=("prints",))
    assert (marks(again)["built"], marks(again)["prints"]) == ("done", "broken")


def test_a_step_never_reached_is_open_and_not_broken() -> None:
    """A mistake on the way is no step backwards."""
    assert marks(seen(START, "kept", "built", failed=("prints",)))["prints"] == "open"


def test_what_was_to_be_kept_breaks_at_once() -> None:
    """It needs no tick before: it held when the exercise began."""
    assert marks(seen(START, failed=("kept", "built")))["kept"] == "broken"


def test_what_a_look_puts_off_stays_as_it_was() -> None:
    """A step is neither ticked nor broken by a look that did not ask for it."""
    assert marks(seen(START, "kept", "built", later=("prints",)))["prints"] == "open"
    done = seen(START, "kept", "built", "prints")
    assert marks(seen(done, "kept", "built", later=("prints",)))["prints"] == "done"
    assert marks(seen(done, "kept", failed=("built",), later=("prints",)))["prints"] == "waiting"


def test_a_fault_of_ours_changes_nothing() -> None:
    """A look that could not grade is no news of the learner's work."""
    done = seen(START, "kept", "built")
    fault = Feedback(exercise=EXERCISE.id, title="", verdict=Verdict.BROKEN, trouble="x")
    assert done.seen(fault) == done


def test_the_answer_is_for_check_to_decide() -> None:
    """All else being done, the list says so; `check` ticks the answer."""
    done = seen(START, "kept", "built", "prints")
    assert marks(done)["answer"] == "answer"
    assert '답 칸에 써서 실행한 다음 `check("start.tiny")`' in done.status()
    passed = replace(done, graded=True)
    assert marks(passed)["answer"] == "done"
    assert "통과" in passed.status()


def test_only_what_was_done_is_cheered() -> None:
    """A list whose only step is the answer is whole from the start, and not green before `check` has passed."""
    only = replace(EXERCISE, checks=(check("answer", by_answer=True),))
    waiting = seen(Steps(exercise=only))
    assert (waiting.whole, waiting.cheering) == (True, False)
    assert replace(waiting, graded=True).cheering
    assert seen(START, "kept", "built", "prints").cheering
    assert not seen(START, "kept", "built", failed=("prints",)).cheering


def test_all_done_says_what_gives_the_point() -> None:
    """Without an answer to hand in, nothing is left but `check`."""
    exercise = replace(EXERCISE, checks=EXERCISE.checks[:3])
    done = seen(Steps(exercise=exercise, held=BEGUN.held), "kept", "built", "prints")
    assert done.status() == '모두 됐습니다. `check("start.tiny")`를 실행하면 점수를 받습니다.'


def test_news_are_the_steps_that_moved() -> None:
    """Those who hear the list hear what was done and what broke, and no more than that."""
    done = seen(START, "kept", "built", failed=("prints",))
    assert done.news(START).startswith("됐습니다: `built`입니다.")
    assert "prints" not in done.news(START)
    assert done.news(done) == ""
    assert seen(done, "kept", failed=("built",)).news(done).startswith("됐다가 깨졌습니다: `built`입니다.")


def test_plain_text_is_stable() -> None:
    """As a terminal and a compared output show it."""
    assert seen(START, "kept", "built", failed=("prints",)).plain() == (
        "[작은 연습] 할 일 3가지 가운데 1가지가 됐습니다.\n"
        "  [v] `built`입니다.\n"
        "  [ ] `prints`입니다.\n"
        "  [?] `answer`입니다. (답은 `check`가 확인합니다)\n"
        "  [=] `kept`입니다. (그대로 두세요)"
    )


def test_checks_behind_an_answer_are_asked_without_it() -> None:
    """What has to do with the answer is left out, also what the others require of it."""
    exercise = replace(EXERCISE, checks=(*EXERCISE.checks, check("ran", "answer")))
    assert [(c.id, c.requires) for c in asked(exercise).checks] == [
        ("kept", ()), ("built", ()), ("prints", ("built",)), ("ran", ()),
    ]  # fmt: skip
    without = asked(exercise, lambda check: check.id != "built")
    assert [c.id for c in without.checks] == ["kept", "ran"]


@pytest.mark.parametrize("exercise", course.exercises(), ids=lambda exercise: exercise.id)
def test_an_answer_is_asked_for_where_one_decides(exercise: Exercise) -> None:
    """The mark on the check and the answer of the solution go together."""
    assert any(check.by_answer for check in exercise.checks) == (exercise.solution.answer is not None)


@pytest.mark.parametrize("exercise", course.exercises(), ids=lambda exercise: exercise.id)
def test_the_list_names_nothing_that_is_to_be_found(exercise: Exercise) -> None:
    """Containers, images, networks and volumes stand in the list only where the learner has read their names."""
    owns = exercise.owns
    names = {*owns.containers, *owns.images, *owns.networks, *owns.volumes, *owns.other_containers, *owns.other_images}
    told = exercise.prompt + exercise.title + " ".join((*exercise.personal.values(), *exercise.files.values()))
    hidden = {name for name in names if name.partition(":")[0] not in told}
    listed = [step.text for step in Steps(exercise=exercise).listed()]
    assert not [text for text in listed for name in hidden if re.search(rf"`{re.escape(name)}`", text)]


def test_two_lists_keep_a_secret() -> None:
    """Which order a Dockerfile wants, and which container stands in the way, are the exercises' own questions."""
    texts = [
        step.text
        for name in ("images.cache", "commands.rmi")
        for step in Steps(exercise=course.exercise(name)).listed()
    ]
    assert not [text for text in texts if "먼저 쌓였" in text or "flyer-print" in text]


@pytest.mark.parametrize("exercise", course.exercises(), ids=lambda exercise: exercise.id)
def test_the_list_of_an_exercise_not_begun_has_no_tick(exercise: Exercise) -> None:
    """Every check has one line, open or for `check` to decide."""
    steps = Steps(exercise=exercise).listed()
    assert {step.id for step in steps} == {check.id for check in exercise.checks}
    assert {step.mark for step in steps} <= {Mark.OPEN, Mark.ANSWER}
