"""Share tests among several pytests side by side, each taking the next from one queue: the folder LAB_TEST_QUEUE.

A group of tests belongs to whoever is first to leave its mark in the folder. Without the folder one takes all.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pytest

_T = TypeVar("_T")


def run(session: pytest.Session, group: Callable[[pytest.Item], str]) -> bool | None:
    """Run this share of the session's tests; those of one `group` stay together. For `pytest_runtestloop`."""
    queue = os.environ.get("LAB_TEST_QUEUE")
    if not queue or session.config.option.collectonly or session.testsfailed:
        return None  # pytest's own loop, which also tells of what could not be collected
    tests = (test for tests in _taken(Path(queue), _grouped(session.items, group)) for test in tests)
    for test, following in _with_next(tests):
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
    return True


def _grouped(tests: Iterable[pytest.Item], group: Callable[[pytest.Item], str]) -> dict[str, list[pytest.Item]]:
    """Return the groups by name: those marked `long` first, those marked `many` last, large ones before small.

    So the shares end together, and what the many share with each other stands in nobody else's way.
    """
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for test in tests:
        groups[group(test)].append(test)

    def order(found: tuple[str, list[pytest.Item]]) -> tuple[int, int, str]:
        name, members = found
        marks = {mark.name for test in members for mark in test.iter_markers()}
        return (0 if "long" in marks else 2 if "many" in marks else 1, -len(members), name)

    return dict(sorted(groups.items(), key=order))


def _taken(queue: Path, groups: dict[str, list[pytest.Item]]) -> Iterator[list[pytest.Item]]:
    for name, tests in groups.items():
        try:
            (queue / hashlib.sha256(name.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            continue
        yield tests


def _with_next(found: Iterable[_T]) -> Iterator[tuple[_T, _T | None]]:
    """Give each with the one after it: pytest takes down only what the next test does not share."""
    rest = iter(found)
    here = next(rest, None)
    while here is not None:
        following = next(rest, None)
        yield here, following
        here = following
