"""Which of the notebooks this run takes: all, or its share where several labs test side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sharding import keep

if TYPE_CHECKING:
    import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep this lab's share, one notebook after another."""
    keep(config, items, lambda item: item.nodeid)
