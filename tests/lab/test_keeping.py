"""Nothing of the learner's is lost in a start or a reset: every kind of file, in every state of the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.lesson.exercise_folder import folder_of
from tests.support.tiny import TINY, bash, lesson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.world.computers import Computers

SMALL_DISK = Path("/dev/shm")
"""A disk of its own, and so small that it can be filled for real."""
TEXT = b"FROM busybox\n# mine\n"
LARGE = os.urandom(2 << 20)


def _written(content: bytes, name: str, mode: int | None = None) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        file = Path(os.fsdecode(os.fsencode(folder) + b"/" + name.encode("latin-1")))
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        if mode is not None:
            (file if file.parent == folder else file.parent).chmod(mode)

    return make


def _socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(folder)  # a socket's path may not be long
        made.bind("socket")
        os.chdir(before)


KINDS: dict[str, tuple[Callable[[Path], None], Callable[[Path], bool]]] = {
    "edited": (_written(TEXT, "notes.txt"), lambda path: _holds(path, TEXT)),
    "written": (_written(TEXT, "Dockerfile"), lambda path: _holds(path, TEXT)),
    "below": (_written(TEXT, "site/index.html"), lambda path: _holds(path, TEXT)),
    "large": (_written(LARGE, "image.tar"), lambda path: _holds(path, LARGE)),
    "empty": (_written(b"", "empty.txt"), lambda path: path.name == "empty.txt"),
    "closed": (_written(TEXT, "closed.txt", 0), lambda path: _holds(path, TEXT)),
    "no text": (_written(TEXT, "\xff\xfe.txt"), lambda path: _holds(path, TEXT)),
    "closed folder": (_written(TEXT, "secret/a.txt", 0), lambda path: _holds(path, TEXT)),
    "fixed folder": (_written(TEXT, "fixed/a.txt", 0o555), lambda path: _holds(path, TEXT)),
    "dangling link": (lambda folder: (folder / "link").symlink_to("nowhere"), lambda path: _links(path, "nowhere")),
    "link": (lambda folder: (folder / "link").symlink_to("/etc/passwd"), lambda path: _links(path, "/etc/passwd")),
    "pipe": (lambda folder: os.mkfifo(folder / "pipe"), lambda path: stat.S_ISFIFO(path.lstat().st_mode)),
    "socket": (_socket, lambda path: stat.S_ISSOCK(path.lstat().st_mode)),
}
"""How each is made in the exercise's folder, and how it is known again wherever it lies."""


def _holds(path: Path, content: bytes) -> bool:
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    path.chmod(0o600)
    return path.read_bytes() == content


def _links(path: Path, to: str) -> bool:
    return path.is_symlink() and str(path.readlink()) == to


def _everything(*roots: Path) -> Iterator[Path]:
    for root in roots:
        for folder, folders, names in os.walk(root):
            for name in folders:
                if not (Path(folder) / name).is_symlink():
                    (Path(folder) / name).chmod(0o700)
            yield from (Path(folder) / name for name in names)


@contextlib.contextmanager
def full(folder: Path) -> Iterator[None]:
    """Have no byte left on the disk of `folder`."""
    filler = folder / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while file.write(b"\0" * size):
                        pass
        with pytest.raises(OSError, match="No space left"):
            (folder / "one-more").write_bytes(b"x")
        yield
    finally:
        filler.unlink()
        (folder / "one-more").unlink(missing_ok=True)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the small disk, where the learner works and the practice is kept."""
    folder = Path(tempfile.mkdtemp(dir=SMALL_DISK))
    monkeypatch.setenv("LAB_WORK", str(folder / "work"))
    yield folder
    for path in _everything(folder):
        assert path
    shutil.rmtree(folder)


def _apart(small: Path, folder: Path) -> None:
    """The exercise's folder is a link to another disk."""
    folder.mkdir()
    place = small / "work" / "exercises" / "start" / "tiny"
    place.parent.mkdir(parents=True)
    place.symlink_to(folder)


@pytest.mark.parametrize("disk", ["room", "full", "apart", "apart and full", "no place"])
@pytest.mark.parametrize("kind", KINDS)
def test_reset_loses_nothing(computers: Computers, small: Path, tmp_path: Path, kind: str, disk: str) -> None:
    """What was made is whole in the folder that the note names, or stands where it stood, and that is said."""
    make, known = KINDS[kind]
    if disk.startswith("apart"):
        _apart(small, tmp_path / "far")
    functions = lesson(computers, small / "practice")
    assert functions.start(TINY.id).kind == "done"
    folder = folder_of(TINY)
    (folder / "notes.txt").unlink()
    make(folder)
    if disk == "no place":
        (folder.parent / "kept").write_text("a file of the learner's")
    with full(small) if disk.endswith("full") else contextlib.nullcontext():
        note = functions.reset(TINY.id)
    found = [path for path in _everything(small, tmp_path) if known(path)]
    assert (note.kind, len(found)) == ("done", 1), note.plain
    (path,) = found
    assert path.is_relative_to(folder.resolve()) or "kept" in path.parts
    said = str(folder.parent / "kept" / "tiny" / "1") if "kept" in path.parts else "제자리에"
    assert said in note.text
    assert note.text.isprintable()
    assert not functions.practice.load(TINY.id).begun


def test_resets_keep_each_others_copies(computers: Computers, small: Path) -> None:
    """A second reset takes a folder of its own, even where the first was thrown away."""
    functions = lesson(computers, small / "practice")
    for number in (1, 2, 3):
        functions.start(TINY.id)
        (folder_of(TINY) / "Dockerfile").write_text(f"FROM {number}\n")
        assert functions.reset(TINY.id).kind == "done"
        if number == 2:
            shutil.rmtree(next(path for path in _kept(small) if path.read_text() == "FROM 1\n").parent)
    assert sorted(path.read_text() for path in _kept(small)) == ["FROM 2\n", "FROM 3\n"]


def _kept(small: Path) -> list[Path]:
    return [path for path in _everything(small) if path.name == "Dockerfile"]


def test_start_over_existing_files_on_a_full_disk(computers: Computers, small: Path) -> None:
    """It says in Korean that the disk is full, leaves no half-written file, and what stood there is as it was."""
    functions = lesson(computers, small / "practice")
    folder = folder_of(TINY)
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_bytes(TEXT)
    with full(small):
        note = functions.start(TINY.id)
    assert (note.kind, "디스크가 가득" in note.text) == ("broken", True), note.plain
    assert [(path.name, path.read_bytes()) for path in _everything(small / "work")] == [("mine.txt", TEXT)]
    assert not [path for path in _everything(small) if path.name.endswith(".new")]
    assert functions.start(TINY.id).kind == "done"
    assert functions.reset(TINY.id).kind == "done"
    assert [path.name for path in _everything(small / "work")] == ["mine.txt"]


def test_a_second_start_on_a_full_disk_keeps_the_record(computers: Computers, small: Path) -> None:
    """A learner who began with room can still be brought back afterwards, and no half record lies about."""
    functions = lesson(computers, small / "practice")
    assert functions.start(TINY.id).kind == "done"
    (folder_of(TINY) / "Dockerfile").write_bytes(TEXT)
    with full(small):
        assert "디스크가 가득" in functions.start(TINY.id).text
    assert not [path for path in _everything(small) if path.name.endswith(".new")]
    assert functions.reset(TINY.id).kind == "done"
    assert [path.read_bytes() for path in _everything(small / "work") if path.name == "Dockerfile"] == [TEXT]


@pytest.mark.parametrize("mode", ["0600", "0644"])
def test_what_a_container_left_is_no_obstacle(computers: Computers, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """A file of another user within the engine is kept; what lies in that user's own folder stays, with a way on."""
    monkeypatch.setenv("LAB_WORK", tempfile.mkdtemp(dir=Path.home() / "work"))
    functions = lesson(computers, Path(os.environ["LAB_WORK"]) / "practice")
    assert functions.start(TINY.id).kind == "done"
    folder = folder_of(TINY)
    made = f"umask 0; echo mine > a && mkdir db && echo mine > db/b && chmod {mode} a db/b && chown -R 70:70 a db"
    run = 'docker run --rm -v "$PWD":/w -w /w busybox'
    try:
        bash(f"docker pull -q busybox && {run} sh -c '{made}; chmod 0700 db'", folder)
        note = functions.reset(TINY.id)
        assert (note.kind, "`db`" in note.text, "제자리에" in note.text) == ("done", True, True), note.plain
        (kept,) = (folder.parent / "kept").rglob("a")
        assert kept.stat().st_uid not in (os.getuid(), 0)
        assert bash(f"{run} cat db/b", folder) == "mine\n"
        (remedy,) = (part for part in note.text.split("`") if part.startswith("docker run"))
        bash(remedy, folder)
        assert not list(folder.iterdir())
        assert functions.start(TINY.id).kind == "done"
        assert functions.reset(TINY.id).kind == "done"
    finally:
        work = Path(os.environ["LAB_WORK"])
        bash(f"{run} rm -rf {work.name} && docker rmi -f busybox", work.parent)
