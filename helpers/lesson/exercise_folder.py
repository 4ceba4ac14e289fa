"""Lay an exercise's files into its own folder on the learner's disk, take them back, and say what became of them.

Knows which files are the course's (by their hash) and which the learner's. What the learner wrote is never lost: laying
leaves a changed file alone, and taking back moves it aside. The folder itself stays, for a terminal may stand in it.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import hashlib
import os
import shutil
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.world import environment, errors, safe_files
from helpers.world.errors import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from helpers.exercise.model import Exercise


KEPT = "kept"
"""The folder beside an exercise's, on the same disk, where what the learner wrote is moved to: that takes no room."""
LARGE = 10_000_000
"""From so many bytes on it is said how much room the kept files take."""
MOST = 3
"""So many names are listed."""


@dataclass(frozen=True, kw_only=True)
class KeptFiles:
    """What became of the learner's files at a reset.

    `names` of the exercise's `folder` lie in the folder `place` now, `size` bytes of them; `left` could not be moved
    and stand where they stood, each with the error that was in the way.
    """

    folder: Path
    place: Path
    names: tuple[str, ...] = ()
    size: int = 0
    left: Mapping[str, OSError] = field(default_factory=dict)


def folder_of(exercise: Exercise) -> Path:
    """Find where an exercise is worked on: beside its notebook where we stand there, else in the work folder.

    Raises `Trouble` where it would be below a folder that was removed.
    """
    work = environment.work()
    if not work and environment.folder_is_gone():
        raise errors.nowhere()
    here = environment.here()
    if here.name == exercise.chapter:
        return here / exercise.slug
    root = work or here
    return root / "exercises" / exercise.chapter / exercise.slug


def files_in(folder: Path) -> tuple[str, ...]:
    """List the files below a folder, sorted, relative to it; a folder that is closed to us counts as one."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(str(path.relative_to(folder)) for path in _walk(folder) if path != folder))


def _walk(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def hashes(files: Mapping[str, str]) -> dict[str, str]:
    """Return the SHA-256 of each file's text, as the record keeps it."""
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}


def lay(folder: Path, files: Mapping[str, str], laid: Mapping[str, str]) -> dict[str, str]:
    """Write the files that are missing or still as we laid them (`laid`), and say which are ours now: not the others.

    Raises `Trouble` where the folder cannot be one, OSError where the disk is full.
    """
    _make(folder)
    ours = dict(laid)
    for name, wanted in hashes(files).items():
        path, text = folder / name, files[name]
        if _is_one_of(path, wanted) or _create(path, text):
            ours[name] = wanted
        elif _is_one_of(path, laid.get(name)):
            safe_files.write(path, text.encode(), ours=True)
            ours[name] = wanted
        else:
            ours.pop(name, None)
    return ours


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise errors.no_folder(folder) from error


def _create(path: Path, text: str) -> bool:
    """Write a file that is not there; False where something else stands in its place, were it a link to nowhere."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except (FileExistsError, NotADirectoryError):
        return False
    return True


def take_back(folder: Path, stood: tuple[str, ...], laid: Mapping[str, str], aside: Path) -> KeptFiles:
    """Empty the folder but for what `stood` there before the start, and move what is not as we laid it below `aside`.

    Nothing is removed but the course's own text; what cannot be moved stays.
    """
    shelf = _Shelf(folder, aside)
    holding = {str(above) for name in stood for above in Path(name).parents}  # one of them may be closed by now
    for name in files_in(folder):
        if name not in holding and {name, *map(str, Path(name).parents)}.isdisjoint(stood):
            shelf.take(name, laid.get(name))
    for below in sorted((path for path, _, _ in os.walk(folder)), reverse=True):
        if Path(below) != folder:
            _remove_if_empty(Path(below))
    return shelf.kept()


class _Shelf:
    """A new numbered folder below `aside`, made when there is something to put into it."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._of = folder
        self._aside = aside
        self._place: Path | None = None
        self._names: list[str] = []
        self._size = 0
        self._left: dict[str, OSError] = {}

    def take(self, name: str, ours: str | None) -> None:
        """Remove the course's own file, or move the learner's here; it is noted where neither can be done."""
        path = self._of / name
        try:
            with _opened(path):
                if _is_one_of(path, ours):
                    path.unlink()
                else:
                    self._put(path, name)
        except OSError as error:
            self._left[name] = error

    def kept(self) -> KeptFiles:
        """Return what has become of all that was taken."""
        place = self._place or self._aside
        if self._place and not self._names:
            shutil.rmtree(self._place, ignore_errors=True)  # empty folders
        return KeptFiles(folder=self._of, place=place, names=tuple(self._names), size=self._size, left=self._left)

    def _put(self, path: Path, name: str) -> None:
        size = path.lstat().st_size
        to = self._folder() / name
        to.parent.mkdir(parents=True, exist_ok=True)
        move(path, to)
        self._names.append(name)
        self._size += size

    def _folder(self) -> Path:
        if self._place is None:
            self._aside.mkdir(parents=True, exist_ok=True)
            taken = [int(path.name) for path in self._aside.iterdir() if path.name.isdecimal()]
            place = self._aside / str(max(taken, default=0) + 1)
            place.mkdir()
            self._place = place
        return self._place


def move(path: Path, to: Path) -> None:
    """Move a file, a link, a pipe or a folder to a free name. Raises OSError, and `path` then stands as it stood.

    To another disk it is copied: the original goes once the copy is whole and the same.
    """
    if os.path.lexists(to):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(to))
    try:
        path.rename(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(path, to, error)
        path.unlink()


def _copy(path: Path, to: Path, otherwise: OSError) -> None:
    kind = path.lstat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISLNK(kind)):
        raise otherwise
    try:
        shutil.copy2(path, to, follow_symlinks=False)
        if stat.S_ISREG(kind):
            _verify(path, to)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def _verify(path: Path, copy: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    if not filecmp.cmp(path, copy, shallow=False):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(copy))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[None]:
    """Have the folder above `path`, and `path` where it is one, open to their owner: only then they can be moved."""
    modes: dict[Path, int] = {}
    try:
        for folder in (path.parent, path):
            mode = folder.lstat().st_mode
            if stat.S_ISDIR(mode) and mode & stat.S_IRWXU != stat.S_IRWXU:
                with contextlib.suppress(PermissionError):  # somebody else's
                    folder.chmod(stat.S_IMODE(mode) | stat.S_IRWXU)
                    modes[folder] = stat.S_IMODE(mode)
        yield
    finally:
        for folder, mode in modes.items():
            with contextlib.suppress(FileNotFoundError):
                folder.chmod(mode)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _is_one_of(path: Path, *wanted: str | None) -> bool:
    """Return whether a plain file has one of the hashes; one that we may not read has none."""
    try:
        if not any(wanted) or not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() in wanted
    except OSError:
        return False


def told(kept: KeptFiles) -> str:
    """Say what became of the files, with a space before each sentence; nothing where there is nothing to say."""
    return _moved(kept) + _left(kept)


def named(names: Collection[str]) -> str:
    """Name the first in backticks, and how many more there are: `` `a`, `b`, `c` 외 4개 ``."""
    first = ", ".join(f"`{printable(name)}`" for name in list(names)[:MOST])
    return f"{first} 외 {len(names) - MOST}개" if len(names) > MOST else first


def _moved(kept: KeptFiles) -> str:
    if not kept.names:
        return ""
    place = f" 여러분이 쓴 파일은 `{printable(kept.place)}` 폴더에 옮겨 두었습니다."
    return place + (f" 모두 {size(kept.size)}이니 필요 없으면 지우세요." if kept.size >= LARGE else "")


def _left(kept: KeptFiles) -> str:
    if not kept.left:
        return ""
    said = say(" {names}{은} 옮기지 못해 제자리에 두었습니다.", names=named(kept.left))
    return said + "".join(dict.fromkeys(_why(name, error, kept) for name, error in kept.left.items()))


def _why(name: str, error: OSError, kept: KeptFiles) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return " 디스크가 가득 찼습니다. 필요한 파일이면 자리를 만든 뒤 다른 곳으로 옮기세요."
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            " 컨테이너 안의 다른 사용자가 만든 것이라 옮길 권한이 없습니다. 필요 없으면 이렇게 지울 수 있습니다: "
            f'`docker run --rm -v "{printable(kept.folder)}":/here busybox rm -rf "/here/{printable(name)}"`.'
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return (
            f" `{printable(kept.place)}` 폴더를 만들어야 하는데 그 자리에 다른 것이 있습니다. "
            "다시 시작해도 이 파일은 건드리지 않습니다."
        )
    return f" 이유: {error.strerror}. 다시 시작해도 이 파일은 건드리지 않습니다."
