"""Shares of the steps of `./lab test`: nobody waits for the others, and nothing that failed is lost or untold."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from helpers.host import suite
from helpers.host.suite import shares
from helpers.host.suite.shares import Outcome, joined, of_pytest, table

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 30
PASSED = "tests/a.py::test_a PASSED [100%]\n============ 12 passed, 3 deselected in 4.56s ============\n"
FAILED = "x\n===== FAILURES =====\n____ test_a ____\nE   assert 1 == 2\n===== 1 failed, 2 passed in 0.10s =====\n"


def log(folder: Path, step: str, number: int) -> Path:
    """A share's log that says how many tests passed: the share's number."""
    file = folder / f"{step}-{number}.log"
    file.write_text(f"===== {number} passed in 0.10s =====\n")
    return file


def test_a_share_goes_on_without_the_others(tmp_path: Path) -> None:
    """The first is at the second step while another is still at the first one; each step is told once, when it ends."""
    further = Event()
    told: list[Outcome] = []

    def share(step: str, number: int) -> int:
        if (step, number) == ("b", 1):
            further.set()
        if (step, number) == ("a", 2):
            assert further.wait(PATIENCE)
            assert not told
        return 0

    shares.run(["a", "b"], share, lambda *which: log(tmp_path, *which), told.append, may_be_empty=False)
    summary = "1 passed in 0.10s | 2 passed in 0.10s | 3 passed in 0.10s"
    assert [(outcome.name, outcome.ok, outcome.summary) for outcome in told] == [
        ("a", True, summary),
        ("b", True, summary),
    ]
    assert all(outcome.seconds > 0 for outcome in told)


def test_one_failed_share_fails_its_step_alone(tmp_path: Path) -> None:
    """The next step runs all the same."""
    told: list[Outcome] = []
    shares.run(
        ["a", "b"],
        lambda step, number: int((step, number) == ("a", 3)),
        lambda *which: log(tmp_path, *which),
        told.append,
        may_be_empty=False,
    )
    assert [(outcome.name, outcome.ok) for outcome in told] == [("a", False), ("b", True)]


def test_a_queue_is_empty_and_a_steps_own(tmp_path: Path) -> None:
    """What another step has taken is not taken from this one."""
    (shares.queue(tmp_path, "a") / "taken").touch()
    assert [*shares.queue(tmp_path, "b").iterdir()] == []
    assert [*shares.queue(tmp_path, "a").iterdir()] == []


def test_steps_that_need_no_lab_make_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The unit tests run where there is no Docker."""
    monkeypatch.setattr(suite, "FOLDER", tmp_path)
    monkeypatch.setattr(suite.labs.Labs, "_prepare", lambda *_: pytest.fail("a lab was prepared"))
    monkeypatch.setattr(suite.local, "unit", lambda *_: Outcome(ok=True))
    assert suite.run_suite({"unit": ""}) == 0


def test_the_summary_is_that_of_pytest() -> None:
    """The last line of pytest is the step's summary."""
    assert of_pytest(0, PASSED) == Outcome(ok=True, summary="12 passed, 3 deselected in 4.56s")


def test_a_failure_shows_what_failed() -> None:
    """The details begin with pytest's failures."""
    outcome = of_pytest(1, FAILED)
    assert not outcome.ok
    assert outcome.details.startswith("===== FAILURES")
    assert "assert 1 == 2" in outcome.timed("lab", 1.0).report()


def test_a_crash_is_a_failure_with_its_code() -> None:
    """Without a summary line the exit code stands in, and the log's end is shown."""
    outcome = of_pytest(137, "Killed\n")
    assert (outcome.ok, outcome.summary, outcome.details) == (False, "exit code 137", "Killed")


def test_no_tests_is_a_failure_unless_said_otherwise() -> None:
    """An empty selection passes only where it may be empty."""
    assert not of_pytest(5, "no tests ran in 0.1s").ok
    assert of_pytest(5, "no tests ran in 0.1s", may_be_empty=True).ok


def test_one_failed_part_fails_the_step() -> None:
    """Two shards pass only together."""
    assert not joined([Outcome(ok=True, summary="a"), Outcome(ok=False, summary="b", details="why")]).ok


def test_the_last_line_counts_steps() -> None:
    """The table ends with the numbers, and nothing behind them."""
    shown = table([Outcome(ok=True, name="unit"), Outcome(ok=False, name="lab"), Outcome(ok=True, name="host")], 83.0)
    assert shown.splitlines()[-1] == "2 passed, 1 failed"
    assert "83.0초" in shown.splitlines()[-2]
