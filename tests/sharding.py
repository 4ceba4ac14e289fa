"""One share of the tests, where several labs test side by side: LAB_TEST_SHARD is `1/2` in the first of two."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def keep(config: pytest.Config, items: list[pytest.Item], group: Callable[[pytest.Item], str]) -> None:
    """Keep this lab's share. Tests of one `group` stay together; every lab divides them in the same way."""
    number, _, shards = os.environ.get("LAB_TEST_SHARD", "1/1").partition("/")
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        groups[group(item)].append(item)
    loads = [0] * int(shards)
    others: list[pytest.Item] = []
    for _, members in sorted(groups.items(), key=lambda found: (-len(found[1]), found[0])):
        lightest = loads.index(min(loads))
        loads[lightest] += len(members)
        if lightest != int(number) - 1:
            others += members
    left = {id(item) for item in others}
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if id(item) not in left]
