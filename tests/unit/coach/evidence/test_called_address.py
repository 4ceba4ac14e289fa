"""The addresses that stand among a program's words."""

from __future__ import annotations

import pytest

from helpers.coach.evidence.called_address import called


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("curl", "http://web:8080/menu"), [("web", 8080)]),
        (("ping", "-c", "1", "web"), [("web", 0)]),
        (("python", "-c", "connect(('db', 5432))"), [("db", 5432)]),
        (("python", "-c", 'connect(host=("localhost", 80))'), [("localhost", 80)]),
        (("echo", "web"), []),
    ],
)
def test_addresses(words: tuple[str, ...], found: list[tuple[str, int]]) -> None:
    """As URLs, as a program's argument, and as a program writes one in its code."""
    assert called(words) == found
