"""What several unit tests begin with."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from IPython import display

from helpers.host import process

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def going() -> Iterator[None]:
    """Programs may be run again after each test, whatever it stopped, and end when they are told to."""
    answers = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    yield
    for name, answer in answers.items():
        signal.signal(name, answer)  # a program inherits what this one ignores
    process.resume()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What was shown, as Jupyter gets it."""
    bundles: list[dict[str, str]] = []
    monkeypatch.setattr(display, "display", lambda thing: bundles.append(thing._repr_mimebundle_()))
    return bundles
