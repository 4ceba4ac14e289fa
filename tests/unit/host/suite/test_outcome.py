"""How the steps of `./lab test` are told."""

from __future__ import annotations

from helpers.host.suite.outcome import Outcome, joined, of_pytest, table

PASSED = "tests/a.py::test_a PASSED [100%]\n============ 12 passed, 3 deselected in 4.56s ============\n"
FAILED = "x\n===== FAILURES =====\n____ test_a ____\nE   assert 1 == 2\n===== 1 failed, 2 passed in 0.10s =====\n"


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
    shown = table([Outcome(ok=True, name="unit"), Outcome(ok=False, name="lab"), Outcome(ok=True, name="host")])
    assert shown.splitlines()[-1] == "2 passed, 1 failed"
