"""Sizes as `docker images` writes them: three digits and a decimal unit. Knows nothing else."""

from __future__ import annotations

_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000


def size(count: int) -> str:
    """`count` bytes in words: `0B`, `2.02MB`, `105MB`."""
    value, unit = float(count), 0
    while value >= _STEP - 0.5 and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{value:.3g}{_UNITS[unit]}"
