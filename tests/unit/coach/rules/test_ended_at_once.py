"""Programs that end where nobody talks to them."""

from __future__ import annotations

import pytest

from helpers.coach.rules.ended_at_once import talker


@pytest.mark.parametrize(
    ("command", "talks"),
    [
        ("/bin/bash", True),
        ("sh -i", True),
        ("python3", True),
        ("busybox sh", True),
        ("bash -c ls", False),
        ("python3 app.py", False),
        ("python3 -m http.server", False),
        ("nginx -g x", False),
    ],
)
def test_programs_for_talking_to(command: str, talks: bool) -> None:  # noqa: FBT001 - the expected answer
    """A shell with nothing to do, and a program that has something to do."""
    assert talker(command.split()) is talks
