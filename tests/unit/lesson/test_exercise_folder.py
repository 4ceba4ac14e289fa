"""The exercise's folder: what the learner wrote is never overwritten and never lost."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from helpers import course
from helpers.lesson.exercise_folder import KEPT, KeptFiles, files_in, folder_of, lay, move, take_back, told
from helpers.world.errors import Trouble

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
    assert sorted(lay(tmp_path, FILES, laid)) == ["data/a.txt"]
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
    kept = take_back(folder, ("mine.txt",), laid, aside)
    assert (kept.names, kept.place) == (("Dockerfile",), aside / "1")
    assert files_in(folder) == ("mine.txt",)
    assert files_in(aside) == ("1/Dockerfile",)


def test_untouched_folder_is_empty_and_stays_itself(tmp_path: Path) -> None:
    """Where the learner wrote nothing, nothing is put aside; a terminal that stands in the folder still does."""
    laid = lay(tmp_path / "copy", FILES, {})
    before = (tmp_path / "copy").stat().st_ino
    assert not take_back(tmp_path / "copy", (), laid, tmp_path / "kept").names
    assert files_in(tmp_path) == ()
    assert [path.stat().st_ino for path in tmp_path.iterdir()] == [before]
    assert not take_back(tmp_path / "copy", (), laid, tmp_path / "kept").names


def test_large_files_are_kept_without_a_copy(tmp_path: Path) -> None:
    """An archive is moved as it is: the same file on the disk."""
    (tmp_path / "copy").mkdir()
    archive = tmp_path / "copy" / "image.tar"
    archive.write_bytes(b"0" * (3 << 20))
    before = archive.stat().st_ino
    assert take_back(tmp_path / "copy", (), {}, tmp_path / "kept").size == 3 << 20
    assert (tmp_path / "kept" / "1" / "image.tar").stat().st_ino == before


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would keep its reader for ever; a folder in a file's place is the learner's, too."""
    (tmp_path / "copy" / "app.py").mkdir(parents=True)
    os.mkfifo(tmp_path / "copy" / "pipe")
    laid = lay(tmp_path / "copy", FILES, {})
    assert sorted(laid) == ["data/a.txt"]
    assert take_back(tmp_path / "copy", (), laid, tmp_path / "kept").names == ("pipe",)
    assert files_in(tmp_path) == ("kept/1/pipe",)


def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    """What stands in the place of a file of ours, or of a folder above it, is left alone."""
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "app.py").symlink_to(tmp_path / "elsewhere.py")
    (folder / "data").write_text("a file of the learner's")
    assert lay(folder, FILES, {}) == {}
    assert not (tmp_path / "elsewhere.py").exists()
    assert (folder / "data").read_text() == "a file of the learner's"


@pytest.mark.parametrize("closed_before", [True, False])
def test_a_folder_that_stood_stays_open_or_closed(tmp_path: Path, closed_before: bool) -> None:  # noqa: FBT001
    """Whether it could be looked into before the start or only at the reset, what is in it was there."""
    secret = tmp_path / "copy" / "secret"
    secret.mkdir(parents=True)
    (secret / "mine.txt").write_text("mine")
    stood = ("secret",) if closed_before else files_in(tmp_path / "copy")
    if not closed_before:
        secret.chmod(0)
    try:
        assert not take_back(tmp_path / "copy", stood, {}, tmp_path / "kept").names
    finally:
        secret.chmod(0o700)
    assert (secret / "mine.txt").read_text() == "mine"


def test_each_reset_has_a_place_of_its_own(tmp_path: Path) -> None:
    """Also where the learner has thrown an earlier one away, or put something else there."""
    places = []
    for number in range(4):
        (tmp_path / "copy").mkdir(exist_ok=True)
        (tmp_path / "copy" / "Dockerfile").write_text(str(number))
        places.append(take_back(tmp_path / "copy", (), {}, tmp_path / "kept").place)
        if number == 1:
            shutil.rmtree(places[0])
            (tmp_path / "kept" / "3").write_text("a file of the learner's")
    assert [place.name for place in places] == ["1", "2", "4", "5"]
    assert [(place / "Dockerfile").read_text() for place in places[1:]] == ["1", "2", "3"]


def test_what_cannot_be_moved_stays_and_is_named(tmp_path: Path) -> None:
    """Where there is no place for it, the file stands where it stood, and why is known."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "Dockerfile").write_text("mine")
    (tmp_path / "kept").write_text("a file of the learner's")
    kept = take_back(tmp_path / "copy", (), {}, tmp_path / "kept" / "copy")
    assert (kept.names, list(kept.left)) == ((), ["Dockerfile"])
    assert (tmp_path / "copy" / "Dockerfile").read_text() == "mine"
    said = told(kept)
    assert "`Dockerfile`은 옮기지 못해 제자리에 두었습니다" in said
    assert "그 자리에 다른 것이 있습니다" in said


def test_nothing_is_moved_over_something_else(tmp_path: Path) -> None:
    """A name that is taken is refused, and both files are as they were."""
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    with pytest.raises(FileExistsError):
        move(tmp_path / "a", tmp_path / "b")
    assert [(tmp_path / name).read_text() for name in "ab"] == ["a", "b"]


def test_many_kept_files_are_told_in_short() -> None:
    """Three names, how many more, and how much room they take where that is worth a word."""
    error = OSError(errno.ENOSPC, "full")
    kept = KeptFiles(
        folder=Path("/w/copy"), place=Path("/w/kept/copy/1"), names=("x",), size=2_000_000_000,
        left=dict.fromkeys(("a", "b", "\udcff.txt", "d", "e"), error),
    )  # fmt: skip
    said = told(kept)
    assert "모두 2GB이니" in said
    assert "`a`, `b`, `�.txt` 외 2개는 옮기지 못해" in said
    assert said.count("디스크가 가득 찼습니다") == 1


def test_no_exercise_is_called_as_the_kept_files() -> None:
    """Their folder stands beside the exercises' own."""
    assert KEPT not in {exercise.slug for exercise in course.exercises()}


def test_a_folder_that_is_gone_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands in a removed folder works in the learner's; where there is none, it is said what to type."""
    exercise = course.exercise("start.first-run")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setenv("LAB_WORK", str(tmp_path))
    assert folder_of(exercise) == tmp_path / "exercises" / "start" / "first-run"
    monkeypatch.delenv("LAB_WORK")
    with pytest.raises(Trouble, match="`cd`로"):
        folder_of(exercise)


def test_exercise_is_worked_on_beside_its_notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the chapter's folder beside the notebook, elsewhere in the learner's work folder."""
    exercise = course.exercise("start.first-run")
    monkeypatch.setenv("LAB_WORK", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert folder_of(exercise) == tmp_path / "exercises" / "start" / "first-run"
    (tmp_path / "graded" / "start").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "graded" / "start")
    assert folder_of(exercise) == tmp_path / "graded" / "start" / "first-run"
