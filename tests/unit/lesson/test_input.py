"""What a learner types is said as it is typed where they sit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.lesson.input import NOTEBOOK, Typing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_notebook_calls_functions_and_a_terminal_runs_commands() -> None:
    """With the particle that fits each."""
    assert NOTEBOOK.call("start", "images.copy", "으로") == '`start("images.copy")`로'
    assert Typing(command="lab").call("start", "images.copy", "을") == "`lab begin images.copy`를"
    assert Typing(command="lab").call("reset", "commands.run-detached", "을").startswith("`lab reset commands.run-")
    assert Typing(command="python lab", outside=True).call("hint", "images.cmd") == "`python lab hint images.cmd`"


def test_the_folder_is_told_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the notebook by its name; in a terminal by `cd`, or not at all; outside also by the way in."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path))
    folder = tmp_path / "exercises" / "images" / "copy"
    folder.mkdir(parents=True)
    assert NOTEBOOK.place(folder) == "`copy` 폴더에서 풀어 보세요."
    assert "`cd ~/work/exercises/images/copy`" in Typing(command="lab").place(folder)
    said = Typing(command="./lab", outside=True).place(folder)
    assert all(
        part in said for part in ("`./lab sh`", "`cd ~/work/exercises/images/copy`", "`work/exercises/images/copy`")
    )
    monkeypatch.chdir(folder)
    assert "cd" not in Typing(command="lab").place(folder)
    elsewhere = tmp_path.parent / "elsewhere" / "copy"
    assert f"`cd {elsewhere}`" in Typing(command="lab").place(elsewhere)
