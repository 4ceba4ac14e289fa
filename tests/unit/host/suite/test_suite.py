"""The order of `./lab test`'s steps; what each does is tested by running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.host import suite
from helpers.host.suite.shares import Outcome

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The steps in the order in which they ended; none does anything."""
    order: list[str] = []

    def step(name: str, *, ok: bool = True) -> Outcome:
        order.append(name)
        return Outcome(ok=ok, summary="1 passed")

    class Labs:
        def __init__(self, *_: object) -> None:
            pass

        def up(self) -> Outcome:
            return step("up")

        def test(self, steps: dict[str, str], report: object) -> None:
            for name in steps:
                report(step(name).timed(name, 1.0))  # type: ignore[operator]

        def give_way(self) -> None:
            order.append("labs stop")

        def down(self) -> None:
            order.append("labs go")

    def host(_folder: object, _progress: object, report: object, _expression: str) -> None:
        report(step("host").timed("host", 1.0))  # type: ignore[operator]

    monkeypatch.setattr(suite, "FOLDER", tmp_path)
    monkeypatch.setattr(suite.labs, "Labs", Labs)
    monkeypatch.setattr(suite.local, "static", lambda *_: step("static"))
    monkeypatch.setattr(suite.local, "unit", lambda *_: step("unit"))
    monkeypatch.setattr(suite.local, "host", host)
    return order


def test_steps_come_in_their_order(went: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Static before unit, notebooks before the tests of the lab, and the labs go before those of the host."""
    assert suite.run_suite(dict.fromkeys(suite.STEPS, "")) == 0
    assert went.index("static") < went.index("unit")
    assert went[-6:] == [*suite.IN_LABS, "labs stop", "host", "labs go"]
    assert capsys.readouterr().out.rstrip().endswith(f"{len(suite.STEPS)} passed, 0 failed")


def test_only_what_is_asked_runs(went: list[str]) -> None:
    """A single step brings up nothing that it does not need."""
    assert suite.run_suite({"unit": ""}, keep=True) == 0
    assert went == ["unit"]
