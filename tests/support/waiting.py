"""Waiting for what nobody tells of: a condition is asked again and again, with a deadline."""

from __future__ import annotations

import time
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def eventually(holds: Callable[[], bool], what: str = "the condition did not come true", seconds: float = 20) -> None:
    """Wait until it holds; fail with `what` at the deadline."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def answers(address: str) -> bool:
    """Whether a web server answers there, and no error."""
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - http, ours
            return True
    except OSError:
        return False
