"""The lab's tests: a clean state first.

A missing lab is a failure, never a skip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.authoring.bystanders import Bystanders, present
from helpers.authoring.clean_lab import fresh
from helpers.authoring.proving import alone
from helpers.world.computers import Computers
from tests.support.leftovers import unchanged
from tests.support.sharding import run

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run this lab's share: an exercise's proofs stay together, and so does a file, but for tests of one chapter."""
    return run(session, _key)


def _key(item: pytest.Item) -> str:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    if "case" in params:
        return str(params["case"].exercise)
    if "exercise" in params:
        return str(params["exercise"])
    return item.name if "chapter" in params else item.path.name


@pytest.fixture(scope="session", autouse=True)
def _clean_lab() -> Iterator[None]:
    """Begin where a learner begins, with nothing, and have the lab alone."""
    fresh()
    with alone():
        yield


@pytest.fixture(scope="module", autouse=True)
def _nothing_left(_clean_lab: None) -> Iterator[None]:
    """Fail a file whose tests leave something behind or take something away.

    Two pictures serve the tests of a file that this lab runs without others between them; another may run the rest.
    """
    found = Computers.here()
    with unchanged(found):
        yield
    for engine in found.engines.values():
        engine.close()


@pytest.fixture
def computers() -> Iterator[Computers]:
    """Both computers of the lab."""
    found = Computers.here()
    yield found
    for engine in found.engines.values():
        engine.close()


@pytest.fixture(scope="session")
def bystanders(_clean_lab: None) -> Iterator[Bystanders]:
    """What is nobody's but theirs, and must survive everything."""
    with present(Computers.here()) as found:
        yield found
