"""Which of the notebooks this run takes: all, or its share where several labs test side by side."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep every n-th test: LAB_TEST_SHARD is `1/2` in the first of two labs."""
    number, _, shards = os.environ.get("LAB_TEST_SHARD", "1/1").partition("/")
    mine = [item for place, item in enumerate(items) if place % int(shards) == int(number) - 1]
    config.hook.pytest_deselected(items=[item for item in items if item not in mine])
    items[:] = mine
