"""The options of docker's commands, as the lab's own client tells them."""

from __future__ import annotations

from helpers.dockerdata.command_line import CHECKED_IN, INSTALLED


def test_the_options_in_the_repository_are_the_clients() -> None:
    """They serve where there is no lab. Where the client has others by now, its file takes their place."""
    assert INSTALLED.read_text() == CHECKED_IN.read_text(), f"copy {INSTALLED} of the seat to {CHECKED_IN}"
