"""Sizes are written as Docker writes them; an engine's moments are read and written without losing a nanosecond."""

from __future__ import annotations

import pytest

from helpers.dockerdata.units import memory, nanoseconds, size, stamp


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0B"), (29, "29B"), (999, "999B"), (1000, "1kB"), (21_000, "21kB"), (999_999, "1MB"), (2_024_586, "2.02MB"),
        (87_500_000, "87.5MB"), (105_000_000, "105MB"), (3_210_000_000, "3.21GB"), (3e12, "3TB"),
    ],
)  # fmt: skip
def test_sizes_on_a_disk(count: float, words: str) -> None:
    """Three digits and a decimal unit, as `docker images` writes them."""
    assert size(count) == words


@pytest.mark.parametrize(
    ("typed", "words"), [(0, "0B"), (1000, "1000B"), (6 * 1024**2, "6MiB"), (1.5 * 1024**3, "1.5GiB")]
)
def test_sizes_of_memory(typed: float, words: str) -> None:
    """As `docker stats` writes them, and close to what is typed after `-m`."""
    assert memory(typed) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01T00:00:01Z", 10**9),
        ("1970-01-01T00:00:01.5Z", 1_500_000_000),
        ("1970-01-01T00:00:01.123456789Z", 1_123_456_789),
        ("1970-01-01T09:00:01.25+09:00", 1_250_000_000),
        ("1969-12-31T19:00:01.000000001-05:00", 1_000_000_001),
    ],
)
def test_moment_is_read_to_the_nanosecond(text: str, expected: int) -> None:
    """Whatever the number of decimals and the zone."""
    assert nanoseconds(text) == expected


def test_moment_is_written_to_the_nanosecond() -> None:
    """Leading zeros included."""
    assert stamp(1_000_000_007) == "1.000000007"
