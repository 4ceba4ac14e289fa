"""Files are whole at every moment."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from helpers.world import safe_files

if TYPE_CHECKING:
    from pathlib import Path

FULL = """
import resource, signal, sys
from pathlib import Path
from helpers.world import safe_files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
safe_files.write(Path(sys.argv[1]), b"n" * 5000)
"""
"""Writes where the system takes no more than 1000 bytes."""


def names(folder: Path) -> set[str]:
    """All that stands in a folder."""
    return {file.name for file in folder.iterdir()}


def test_a_file_gets_its_contents_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    """A new one as the system makes files, and an old one anew."""
    file = tmp_path / "한글.ipynb"
    for content in (b"old", b"new", b""):
        safe_files.write(file, content)
        assert file.read_bytes() == content
    plain = tmp_path / "plain"
    plain.touch()
    assert file.stat().st_mode == plain.stat().st_mode
    assert names(tmp_path) == {"한글.ipynb", "plain"}


def test_the_old_contents_are_never_written_over(tmp_path: Path) -> None:
    """Who has the old file open reads it to its end."""
    file = tmp_path / "a"
    file.write_bytes(b"old")
    with file.open("rb") as old:
        safe_files.write(file, b"new")
        assert old.read() == b"old"


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    """What a link leads to is replaced, not the link."""
    (tmp_path / "far").mkdir()
    file, link = tmp_path / "far" / "a", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to("far/a")
    safe_files.write(link, b"new")
    assert link.is_symlink()
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert names(tmp_path / "far") == {"a"}


def test_a_file_of_our_own_is_replaced_itself(tmp_path: Path) -> None:
    """Be it read-only, a link to somebody's file or a link to nowhere."""
    theirs, file = tmp_path / "theirs", tmp_path / "a.json"
    theirs.write_bytes(b"theirs")
    file.write_bytes(b"old")
    file.chmod(0o444)
    safe_files.write_json(file, {"a": {2, 1}})
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b'{"a": [1, 2]}', 0o444)
    for to in (theirs, tmp_path / "no" / "where"):
        file.unlink()
        file.symlink_to(to)
        safe_files.write_json(file, [])
        assert (file.is_symlink(), file.read_bytes(), theirs.read_bytes()) == (False, b"[]", b"theirs")
    assert names(tmp_path) == {"theirs", "a.json"}


def test_a_full_disk_leaves_the_old_contents(tmp_path: Path) -> None:
    """And nothing beside them; it is told."""
    file = tmp_path / "a"
    file.write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", FULL, str(file)], check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "OSError" in ended.stderr
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == {"a"}


def test_a_copy_has_the_times_too(tmp_path: Path) -> None:
    """So that going back to it says from when it is."""
    source, file = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"kept")
    os.utime(source, (1_000_000, 1_000_000))
    safe_files.copy(source, file)
    assert (file.read_bytes(), file.stat().st_mtime) == (b"kept", 1_000_000)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": b"", ".~a": b"kept"}, {"a": b"kept"}),
        ({"a": b"new", ".~a": b"older"}, {"a": b"new", ".~a": b"older"}),
        ({"a": b"", ".~a": b""}, {"a": b"", ".~a": b""}),
        ({".~lock.a#": b"office"}, {".~lock.a#": b"office"}),
        ({"a": b"x", ".lab-0123456789abcdef.part": b"half"}, {"a": b"x"}),
        ({".lab-notes.part": b"mine", "a.part": b"mine"}, {".lab-notes.part": b"mine", "a.part": b"mine"}),
    ],
)
def test_what_a_killed_server_left_is_put_right(
    tmp_path: Path, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    """An empty file gets its copy back; no other file of anybody's is touched."""
    folder = tmp_path / "notebooks" / "deep"
    folder.mkdir(parents=True)
    for name, content in before.items():
        (folder / name).write_bytes(content)
    found = safe_files.recover(tmp_path)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == after
    assert [file.name for file in found] == (["a"] if before.get("a") == b"" and before[".~a"] else [])


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Neither out of the folder nor in place of the copy."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").write_bytes(b"")
    (tmp_path / "out" / ".~a").write_bytes(b"kept")
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path / "out")
    (folder / "a").write_bytes(b"")
    (folder / ".~a").symlink_to(tmp_path / "out" / ".~a")
    assert safe_files.recover(folder) == ()
    assert (folder / "a").read_bytes() == b""


def test_a_lock_is_held_alone(tmp_path: Path) -> None:
    """Whoever else wants it is told after so many seconds; once it is let go, the next one has it."""
    lock = tmp_path / "new" / "a.lock"
    with safe_files.locked(lock) as first, safe_files.locked(lock, seconds=0) as second:
        assert (first, second) == (True, False)
    with safe_files.locked(lock, seconds=0) as third:
        assert third


def test_a_lock_is_shared_by_those_who_may(tmp_path: Path) -> None:
    """Any number of them at a time, and none while one is alone."""
    lock = tmp_path / "a.lock"
    with safe_files.locked(lock, alone=False) as one, safe_files.locked(lock, alone=False, seconds=0) as two:
        assert (one, two) == (True, True)
        with safe_files.locked(lock, seconds=0.05) as alone:
            assert not alone


def test_what_killed_writers_left_is_swept(tmp_path: Path) -> None:
    """Their parts of long ago; one that may be written now stays, and so do all other files."""
    old, new, other = tmp_path / f".lab-{'a' * 16}.part", tmp_path / f".lab-{'b' * 16}.part", tmp_path / "a.part"
    for file in (old, new, other):
        file.touch()
    os.utime(old, (1, 1))
    os.utime(other, (1, 1))
    safe_files.sweep(tmp_path, 3600)
    assert names(tmp_path) == {new.name, other.name}
