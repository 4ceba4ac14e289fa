"""Sizes as `docker images` writes them: three digits and a decimal unit. Knows nothing else.

An engine's moments: in nanoseconds since 1970, as its API takes and gives them.
"""

from __future__ import annotations

from datetime import UTC, datetime

_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000


def size(count: int) -> str:
    """`count` bytes in words: `0B`, `2.02MB`, `105MB`."""
    value, unit = float(count), 0
    while value >= _STEP - 0.5 and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{value:.3g}{_UNITS[unit]}"


NANO = 10**9


def stamp(moment: int) -> str:
    """A moment as `since` and `until` want it: seconds with nine decimals."""
    return f"{moment // NANO}.{moment % NANO:09d}"


def nanoseconds(text: str) -> int:
    """An engine's `2026-11-24T15:00:38.123456789Z` in nanoseconds since 1970."""
    whole, _, rest = text.partition(".")
    digits = rest.rstrip("Zz").partition("+")[0].partition("-")[0]
    zone = "+00:00" if text[-1] in "Zz" else text[-6:]
    base = datetime.fromisoformat(whole.rstrip("Zz")[:19] + zone).astimezone(UTC)
    return int(base.timestamp()) * NANO + int((digits or "0")[:9].ljust(9, "0"))
