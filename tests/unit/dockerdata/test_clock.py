"""An engine's moments are read and written without losing a nanosecond."""

from __future__ import annotations

import pytest

from helpers.dockerdata.units import nanoseconds, stamp


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
