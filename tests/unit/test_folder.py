"""The exercise's folder: what the learner wrote is never overwritten and never lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from helpers import course
from helpers.folder import KEEP, files_in, folder_of, lay, take_back

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FILES = {"app.py": "print(1)\n", "data/a.txt": "a\n"}


def test_files_are_laid(tmp_path: Path) -> None:
    """Folders are made as they are needed."""
    lay(tmp_path / "copy", FILES, {})
    assert files_in(tmp_path / "copy") == ("app.py", "data/a.txt")


def test_changed_file_is_left_alone(tmp_path: Path) -> None:
    """A second start keeps the learner's version and puts back what is missing."""
    laid = lay(tmp_path, FILES, {})
    (tmp_path / "app.py").write_text("print(2)\n")
    (tmp_path / "data/a.txt").unlink()
    lay(tmp_path, FILES, laid)
    assert (tmp_path / "app.py").read_text() == "print(2)\n"
    assert (tmp_path / "data/a.txt").exists()


def test_unchanged_file_follows_a_newer_course(tmp_path: Path) -> None:
    """What is still as we laid it may be replaced."""
    laid = lay(tmp_path, FILES, {})
    lay(tmp_path, FILES | {"app.py": "print(3)\n"}, laid)
    assert (tmp_path / "app.py").read_text() == "print(3)\n"


def test_taking_back_leaves_nothing_but_what_stood(tmp_path: Path) -> None:
    """The learner's own earlier file stays, all else goes, what they wrote is put aside."""
    folder, aside = tmp_path / "copy", tmp_path / "kept"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    laid = lay(folder, FILES, {})
    (folder / "Dockerfile").write_text("FROM busybox\n")
    assert take_back(folder, ("mine.txt",), laid, aside)
    assert files_in(folder) == ("mine.txt",)
    assert files_in(aside) == ("Dockerfile",)


def test_untouched_folder_goes_without_a_trace(tmp_path: Path) -> None:
    """Where the learner wrote nothing, nothing is put aside."""
    laid = lay(tmp_path / "copy", FILES, {})
    assert not take_back(tmp_path / "copy", (), laid, tmp_path / "kept")
    assert not list(tmp_path.iterdir())
    assert not take_back(tmp_path / "copy", (), laid, tmp_path / "kept")


def test_archives_are_not_put_aside(tmp_path: Path) -> None:
    """A large file is a command's product, not the learner's writing."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "image.tar").write_bytes(b"0" * (KEEP + 1))
    assert not take_back(tmp_path / "copy", (), {}, tmp_path / "kept")


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would keep its reader for ever; a folder in a file's place is the learner's, too."""
    (tmp_path / "copy" / "app.py").mkdir(parents=True)
    os.mkfifo(tmp_path / "copy" / "pipe")
    laid = lay(tmp_path / "copy", FILES, {})
    assert sorted(laid) == ["data/a.txt"]
    assert not take_back(tmp_path / "copy", (), laid, tmp_path / "kept")
    assert not list(tmp_path.iterdir())


def test_exercise_is_worked_on_beside_its_notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the chapter's folder beside the notebook, elsewhere in the learner's work folder."""
    exercise = course.exercise("start.first-run")
    monkeypatch.setenv("LAB_WORK", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert folder_of(exercise) == tmp_path / "exercises" / "start" / "first-run"
    (tmp_path / "graded" / "start").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "graded" / "start")
    assert folder_of(exercise) == tmp_path / "graded" / "start" / "first-run"
