"""What was tried in vain is kept for the words of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import Computer, TriedCommand
from helpers.world import tried_commands

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tried_commands, "state_folder", lambda: tmp_path)


def test_only_those_since_the_start_count() -> None:
    """A command that ended before the exercise began says nothing of it."""
    old, new = (TriedCommand(command="docker build", code=1, ended=time) for time in (5, 20))
    for tried in (old, new):
        tried_commands.keep(tried)
    assert tried_commands.since(10) == (new,)


def test_the_last_ones_are_kept() -> None:
    """The file does not grow for ever, and knows the computer again."""
    for number in range(tried_commands.MOST + 5):
        tried_commands.keep(TriedCommand(command="scp", code=1, computer=Computer.OTHER, ended=number + 1))
    kept = tried_commands.since(0)
    assert len(kept) == tried_commands.MOST
    assert kept[-1] == TriedCommand(command="scp", code=1, computer=Computer.OTHER, ended=tried_commands.MOST + 5)


def test_a_file_that_is_none_of_ours_counts_for_nothing(tmp_path: Path) -> None:
    """Whatever stands there, a check goes on."""
    (tmp_path / "tried.json").write_text('[{"command": 3}]')
    assert tried_commands.since(0) == ()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Error response from daemon: No such container: web\n", "Error response from daemon: No such container: web"),
        ("docker: invalid reference format.\nSee 'docker run --help'.\n", "docker: invalid reference format."),
        (
            "#5 [2/2] RUN nope\n------\nERROR: failed to solve: exit code: 127\n",
            "ERROR: failed to solve: exit code: 127",
        ),
        ("curl: (67) Access denied: 530\n", "curl: (67) Access denied: 530"),
        ("a word\n\n", "a word"),
        ("", ""),
    ],
)
def test_the_line_that_says_most_is_told(words: str, line: str) -> None:
    """Hints at a command's help say nothing of what went wrong."""
    assert tried_commands.telling(words) == line


def test_a_long_line_is_cut() -> None:
    """A check's sentence stays readable."""
    assert tried_commands.telling("error " * 100).endswith("…")


def test_of_a_chain_of_failures_the_last_one_is_told() -> None:
    """Each program passes on what the next one below it said."""
    chain = (
        "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI "
        "runtime create failed: runc create failed: unable to start container process: "
    )
    why = 'exec: "bash": executable file not found in $PATH: unknown.'
    assert tried_commands.telling(chain + why) == why
