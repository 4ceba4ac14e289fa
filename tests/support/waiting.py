"""Wait for what nobody tells of: a condition is asked again and again, with a deadline."""

from __future__ import annotations

import time
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 120
"""Seconds that a busy machine may take until what is waited for has come about."""


def eventually(
    holds: Callable[[], bool], what: str = "the condition did not come true", seconds: float = PATIENCE
) -> None:
    """Wait until it holds; fail with `what` at the deadline."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)  # between two looks, until the deadline


def answers(address: str) -> bool:
    """Return whether a web server answers there, and no error."""
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - http, ours
            return True
    except OSError:
        return False
