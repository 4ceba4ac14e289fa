"""A learner's own values: the same for ever, another's for another, and never in what all learners share."""

from __future__ import annotations

import os
import re

import pytest

from helpers import course
from helpers.course.capstone.order import FIRST_PORT, INSIDE, PORTS, order
from helpers.exercise.model import Learner, learner_of
from helpers.lesson.input import filled

CLASS_WORD = "spring"
ONE, TWO = (Learner(name=name, secret=CLASS_WORD) for name in ("student-one", "student-two"))
IDS = course.ids("capstone")
STUDENTS = [order(Learner(name=f"student{number}")) for number in range(200)]


def test_values_follow_from_the_learner_alone() -> None:
    """One name and one secret give one order, today and in a year."""
    assert order(ONE) == order(Learner(name="student-one", secret=CLASS_WORD))
    assert Learner(name="student-one", secret=CLASS_WORD).number("port", 800) == 699


@pytest.mark.parametrize("other", [TWO, Learner(name="student-one")], ids=["name", "secret"])
def test_another_learner_gets_another_order(other: Learner) -> None:
    """Neither a neighbour's values nor those of another class will do."""
    mine, theirs = order(ONE).values, order(other).values
    assert all(mine[name] != theirs[name] for name in mine)


def test_a_class_shares_no_order() -> None:
    """Two hundred learners get two hundred orders, with ports in their range and none that is taken inside."""
    assert len({(found.board, found.port, found.notice) for found in STUDENTS}) == len(STUDENTS)
    for found in STUDENTS:
        assert FIRST_PORT <= found.port < FIRST_PORT + PORTS
        assert found.wrong != INSIDE
        assert re.fullmatch(r"[a-z]+\d\d-board", found.board)


@pytest.mark.parametrize("name", IDS)
def test_the_notebook_is_the_same_for_all(name: str) -> None:
    """What stands in the notebooks, solved or not, names nobody's values; what is asked for is the learner's own."""
    mine, theirs = course.exercise(name, ONE), course.exercise(name, TWO)
    for shared in ("title", "prompt", "starter", "solution", "hints", "points"):
        assert getattr(mine, shared) == getattr(theirs, shared)
    assert mine.owns != theirs.owns
    assert mine.personal == order(ONE).values


@pytest.mark.parametrize("name", IDS)
def test_a_solution_can_be_given_for_anybody(name: str) -> None:
    """The solution with a learner's values in it reads no order and leaves no variable of the order behind."""
    found = course.exercise(name, ONE)
    text = filled(f"{found.solution.script}\n{found.solution.answer or ''}", found.personal)
    assert order(ONE).board in text
    assert "order.env" not in text
    assert not re.search(r"\$\{?(BOARD|STORE|NETWORK|PORT|NOTICE)\b", text)


def test_a_longer_name_is_another_variable() -> None:
    """Only the whole name of a variable stands for a value."""
    assert filled(". ./order.env\necho $PORT ${PORT} $PORTS '$PORT'", {"PORT": "9"}) == "echo 9 9 $PORTS '9'"
    assert filled(". ./order.env\n", {}) == ". ./order.env\n"


def test_points_can_be_halved() -> None:
    """There are at least eight parts, and half of the points can be reached exactly."""
    points = [exercise.points for exercise in course.exercises("capstone")]
    assert len(points) >= 8
    assert sum(points[:5]) * 2 == sum(points)


def test_whoever_sits_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The learner's name is what the lab was told; without it the account on the practice Hub."""
    monkeypatch.delenv("LAB_LEARNER", raising=False)
    monkeypatch.delenv("LAB_SECRET", raising=False)
    monkeypatch.setenv("LAB_HUB_USER", "learner")
    assert learner_of(os.environ) == Learner(name="learner")
    monkeypatch.setenv("LAB_LEARNER", "student-one")
    monkeypatch.setenv("LAB_SECRET", CLASS_WORD)
    assert learner_of(os.environ) == ONE
    assert course.exercise("capstone.run").owns == course.exercise("capstone.run", ONE).owns
