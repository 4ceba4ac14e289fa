"""Sizes in Docker's own way of writing."""

from __future__ import annotations

import pytest

from helpers.dockerdata.units import size


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0B"), (29, "29B"), (999, "999B"), (1000, "1kB"), (2_024_586, "2.02MB"), (87_500_000, "87.5MB"),
     (999_999, "1MB"), (105_000_000, "105MB"), (3_210_000_000, "3.21GB")],
)  # fmt: skip
def test_sizes_are_written_as_docker_writes_them(count: int, words: str) -> None:
    """Three digits and a decimal unit."""
    assert size(count) == words
