"""Tell what tests leave behind in the lab, and what they take away."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from helpers.authoring.bystanders import picture_of_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.world.computers import Computers


@contextmanager
def unchanged(computers: Computers, seconds: float = 10) -> Iterator[None]:
    """Fail where anything in the lab is new or gone at the end, and name it. Raises AssertionError.

    What still ends by itself (`docker run --rm`) has so many `seconds` to do so.
    """
    before = picture_of_all(computers)
    yield
    end = time.monotonic() + seconds
    while changed := before.differs(picture_of_all(computers)):
        assert time.monotonic() < end, "\n".join(["the lab is not as it was before these tests:", *changed])
        time.sleep(0.2)  # between two pictures, until the deadline
