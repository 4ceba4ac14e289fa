"""Which of the notebooks this run takes: all, or its share where several labs test side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.sharding import run

if TYPE_CHECKING:
    import pytest


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run this lab's share, one notebook after another."""
    return run(session, lambda item: item.nodeid)
