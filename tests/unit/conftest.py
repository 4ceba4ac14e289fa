"""What several unit tests begin with."""

from __future__ import annotations

import pytest
from IPython import display

from tests.sharding import run


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run this share, file by file."""
    return run(session, lambda item: item.path.name)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What was shown, as Jupyter gets it."""
    bundles: list[dict[str, str]] = []
    monkeypatch.setattr(display, "display", lambda thing: bundles.append(thing._repr_mimebundle_()))
    return bundles
