"""Independent work at once, dependent work in order."""

from __future__ import annotations

import threading

import pytest

from helpers.host import process
from helpers.host.process import Job, run_all


def test_work_waits_for_what_it_needs() -> None:
    """A job begins after those that it names."""
    order: list[str] = []
    run_all(
        [
            Job(name="late", action=lambda: order.append("late"), after=("early",)),
            Job(name="early", action=lambda: order.append("early")),
        ]
    )
    assert order == ["early", "late"]


def test_independent_work_runs_at_once() -> None:
    """Two jobs that wait for each other's beginning both end."""
    meeting = threading.Barrier(2, timeout=10)

    def meet() -> None:
        meeting.wait()

    run_all([Job(name=name, action=meet) for name in ("one", "two")])
    assert not meeting.broken


def test_the_first_failure_is_raised_and_stops_the_rest() -> None:
    """A failing job's own error comes out, those behind it never begin, programs of others are ended."""
    begun: list[str] = []

    def fail() -> None:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        run_all(
            [
                Job(name="fails", action=fail),
                Job(name="behind", action=lambda: begun.append("behind"), after=("fails",)),
                Job(name="beside", action=lambda: begun.append(process.run(["sleep", "60"]).last_line)),
            ]
        )
    assert "behind" not in begun


def test_a_circle_is_an_error() -> None:
    """Jobs that wait for each other are told, not waited for."""
    with pytest.raises(ValueError, match="one"):
        run_all(
            [Job(name="one", action=lambda: None, after=("two",)), Job(name="two", action=lambda: None, after=("one",))]
        )


def test_no_work_is_done_at_once() -> None:
    """Nothing to do is no error."""
    run_all([])
