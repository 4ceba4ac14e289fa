"""Write sizes as Docker writes them, and read and write an engine's moments, in nanoseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime

NANO = 10**9
MIB = 1024 * 1024
"""Bytes of a mebibyte, in which the course sets its limits."""


def size(count: float) -> str:
    """Return bytes on a disk in words, as `docker images` writes them: `0B`, `2.02MB`, `105MB`."""
    return _shortly(count, 1000, 3, ("B", "kB", "MB", "GB", "TB"))


def memory(count: float) -> str:
    """Return bytes of memory in words, as `docker stats` writes them: `512MiB`, which is `-m 512m`."""
    return _shortly(count, 1024, 4, ("B", "KiB", "MiB", "GiB", "TiB"))


def _shortly(count: float, step: int, digits: int, units: tuple[str, ...]) -> str:
    """Write so many digits in the largest unit of which there is at least one, rounded."""
    place = 0
    while count >= step - 0.5 and place < len(units) - 1:
        count, place = count / step, place + 1
    return f"{count:.{digits}g}{units[place]}"


def stamp(moment: int) -> str:
    """Write a moment as `since` and `until` want it: seconds with nine decimals."""
    return f"{moment // NANO}.{moment % NANO:09d}"


def nanoseconds(text: str) -> int:
    """Read an engine's `2026-11-24T15:00:38.123456789Z` as nanoseconds since 1970."""
    whole, _, rest = text.partition(".")
    digits = rest.rstrip("Zz").partition("+")[0].partition("-")[0]
    zone = "+00:00" if text[-1] in "Zz" else text[-6:]
    base = datetime.fromisoformat(whole.rstrip("Zz")[:19] + zone).astimezone(UTC)
    return int(base.timestamp()) * NANO + int((digits or "0")[:9].ljust(9, "0"))
