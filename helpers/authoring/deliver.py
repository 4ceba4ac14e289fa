"""Lay the course's notebooks into a learner's folder, and lose nothing that they wrote.

    python -m helpers.authoring.deliver [--course DIR] [--work DIR]

Knows files and a record of what it delivered (`.course.json`, beside the notebooks, so that it outlives every
container); nothing of Docker. Learners get no outputs: they make their own. Ends with IN_THE_WAY where something of the
learner's stands in the way, or nothing can be written: cause and remedy are on stderr then.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import platform
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from helpers.authoring import carrying, notebook_file
from helpers.course import paths
from helpers.text.josa import say
from helpers.world import environment, safe_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.authoring.notebook_file import Notebook

RECORD = ".course.json"
IN_THE_WAY = 3
_NEW, _OLD = "새 판", "전 것"
_CARRIED = (
    "> **새 판이에요.** 강의가 새로워졌어요. 고치거나 더하신 칸은 이 노트북에 옮겨 놓았어요. "
    "옮기기 전의 노트북은 {links}에 그대로 있고, 필요 없으면 지워도 돼요."
)
_BESIDE = "> **새 판이에요.** {links}에는 다른 것이 있어서 그대로 두고, 강의의 노트북을 여기에 놓았어요."

_KERNEL = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "nbconvert_exporter": "python",
    "version": platform.python_version(),
}
"""What JupyterLab would write into a notebook when its kernel starts: so that opening one is no change."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One notebook laid out: its path under the learner's folder.

    `kept` are the old copies of which cells were carried over; `beside` says that something else has the path itself.
    """

    path: str
    beside: bool = False
    kept: tuple[str, ...] = ()


def deliver(course: Path, work: Path) -> tuple[Delivery, ...]:
    """Bring `work` up to date with the notebooks of the repository `course`; return what was written.

    A notebook that is missing is laid anew, one in which a person changed no cell is replaced. Of all others the cells
    that are a person's are carried over into the new version, and the old file is kept under a name of its own; so it
    is with copies from before the notebooks had numbers. What is no notebook stays, and the notebook comes beside it.
    Raises OSError where `work` cannot be written.
    """
    record = _read_record(work / RECORD)
    for file in (*course.glob("notebooks/pictures/*.svg"), *course.glob(paths.GLOSSARY)):
        _lay_page(work, file.relative_to(course).as_posix(), file.read_text(encoding="utf-8"), record)
    written = [
        delivery
        for former, path in paths.former_paths().items()
        if (course / path).exists()
        for delivery in _bring(work, former, path, notebook_file.read((course / path).read_text("utf-8")), record)
    ]
    _write(work / RECORD, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return tuple(written)


def _bring(work: Path, former: str, path: str, book: Notebook, record: dict[str, dict[str, Any]]) -> Iterator[Delivery]:
    """Lay one notebook, if this version of it was not laid yet; yield it where that changed a file."""
    new = notebook_file.cleared(book)
    new["metadata"]["language_info"].update(_KERNEL)
    version = _digest(notebook_file.write(new))
    if (work / path).exists() and any(record.get(name, {}).get("course") == version for name in _known(path, record)):
        return
    place = next(name for name in _names(path, _NEW) if not os.path.lexists(work / name) or _opened(work / name))
    copies = [name for each in (former, path) for name in (each, *_known(each, record)) if _opened(work / name)]
    merged, theirs = _merged(work, former, new, dict.fromkeys(copies), record)
    kept: tuple[str, ...] = ()
    if theirs == [place] and _same(merged, _opened(work / place)):
        laid = (work / place).read_text(encoding="utf-8")  # nothing is new but what they wrote
    else:
        kept = tuple(_keep(work, path, name) for name in theirs)
        laid = notebook_file.write(_noted(merged, path, place, kept))
    changed = _write(work / place, laid)
    for name in copies:
        record.pop(name, None)
        if name != place:
            (work / name).unlink(missing_ok=True)
    record[place] = {"course": version, "cells": carrying.sources(new)}
    if changed:
        yield Delivery(path=place, beside=place != path, kept=kept)


def _merged(
    work: Path, former: str, new: Notebook, copies: dict[str, None], record: dict[str, dict[str, Any]]
) -> tuple[Notebook, list[str]]:
    """Return the new version with what a person wrote in its copies, and the names of these."""
    made, theirs = new, []
    for name in copies:
        laid = record.get(name, {}).get("cells")
        seed = former.removeprefix("notebooks/").rpartition("/")[0] or Path(former).stem  # authoring.notebooks gives it
        found = carrying.carried(_opened(work / name) or new, made, laid if isinstance(laid, dict) else None, seed)
        if found:
            made = found
            theirs.append(name)
    return made, theirs


def _opened(file: Path) -> Notebook | None:
    """Return the notebook in a file; None for a link, a folder, or what cannot be read as one."""
    if file.is_symlink() or not file.is_file():
        return None
    try:
        book = notebook_file.read(file.read_text(encoding="utf-8"))
        return book if all(isinstance(cell["metadata"], dict) and cell["cell_type"] for cell in book["cells"]) else None
    except (PermissionError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None


def _same(one: Notebook, other: Notebook | None) -> bool:
    """Return whether two notebooks differ at most in outputs, empty cells and the course's note."""

    def said(book: Notebook) -> list[tuple[str, str]]:
        cells = (cell for cell in book["cells"] if cell["source"].strip() and cell.get("id") != carrying.NOTE)
        return [(cell["cell_type"], cell["source"]) for cell in cells]

    return other is not None and said(one) == said(other)


def _keep(work: Path, path: str, name: str) -> str:
    """Copy an old file to a name of its own, and return that."""
    kept = next(free for free in _names(path, _OLD) if free != path and not os.path.lexists(work / free))
    safe_files.write(work / kept, (work / name).read_bytes())
    return kept


def _noted(book: Notebook, path: str, place: str, kept: tuple[str, ...]) -> Notebook:
    """Return the notebook with a note on top, where there is something to tell."""
    words = _CARRIED if kept else _BESIDE if place != path else ""
    if not words:
        return book
    names = [name.rpartition("/")[2] for name in kept or (path,)]
    links = ", ".join(f"[{name}](./{quote(name)})" for name in names)
    note = {**notebook_file.markdown(words.format(links=links)), "id": carrying.NOTE}
    return {**book, "cells": [note, *book["cells"]]}


def _lay_page(work: Path, path: str, text: str, record: dict[str, dict[str, Any]]) -> None:
    file = work / path
    ours = _untouched(file, _digest(text), record.get(path, {}))
    if os.path.lexists(file) and not ours:
        file.rename(next(name for name in map(work.joinpath, _names(path, _OLD)) if not os.path.lexists(name)))
    _write(file, text)
    record[path] = {"course": _digest(text), "file": _digest(text)}


def _untouched(file: Path, course: str, record: dict[str, Any]) -> bool:
    """Return whether a file is as it was laid; a link, a folder or one that cannot be read is the learner's."""
    if file.is_symlink() or not file.is_file():
        return False
    try:
        return _hash(file.read_bytes()) in (course, record.get("file"))
    except PermissionError:
        return False


def _names(path: str, what: str) -> Iterator[str]:
    """Yield candidates without end: `images.ipynb`, `images (새 판).ipynb`, `images (새 판 2).ipynb` and so on."""
    stem, dot, end = path.rpartition(".")
    yield path
    yield f"{stem} ({what}){dot}{end}"
    for number in count(2):
        yield f"{stem} ({what} {number}){dot}{end}"


def _known(path: str, record: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the names under which the record has a notebook: its own, and those beside."""
    for name in _names(path, _NEW):
        if name in record:
            yield name
        elif name != path:
            return


def _read_record(file: Path) -> dict[str, dict[str, Any]]:
    """Return what was delivered before; nothing for a missing or spoilt record, so that every file counts as edited."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, PermissionError, ValueError, RecursionError):
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {path: entry for path, entry in entries if isinstance(entry, dict)}


def _write(file: Path, text: str) -> bool:
    """Write a whole file or nothing; return whether that changed it."""
    if file.is_file() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    safe_files.write(file, text.encode(), ours=True)
    return True


def _trouble(error: OSError, work: Path) -> tuple[str, str]:
    """Say why nothing could be laid, and what helps, in the words of the learner's folder."""
    again = "./lab start를 다시 실행하세요. 있던 파일은 그대로 있습니다."
    path = Path(os.fsdecode(error.filename)) if error.filename else work
    for folder in reversed((path, *path.parents)):
        if folder.is_relative_to(work) and os.path.lexists(folder) and not folder.is_dir() and folder != path:
            return _obstacle(folder, work, again)
    name = _name(path, work)
    if os.path.lexists(path) and error.errno in {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}:
        return _obstacle(path, work, again)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "디스크에 남은 자리가 없어 노트북을 놓지 못했습니다.", f"디스크를 비우고 {again}"
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        opened = f"work 폴더를 쓸 수 있게 한 다음(권한, 읽기 전용 디스크) {again}"
        return f"{name}에 쓸 수 없습니다.", opened
    return f"{name}: {error.strerror}", f"그 파일을 살펴보고 {again}"


def _obstacle(path: Path, work: Path, again: str) -> tuple[str, str]:
    """Say where the learner has something else than the course needs."""
    name = _name(path, work)
    if path.is_symlink() and not path.exists():
        cause = f"{name} 링크가 가리키는 곳({path.readlink()})이 없습니다."
    elif path.is_dir():
        cause = say("{name}{이} 파일이 아니라 폴더입니다.", name=name)
    else:
        cause = say("{name}{이} 폴더가 아니라 파일입니다.", name=name)
    return cause, f"그것을 다른 이름으로 옮기고 {again}"


def _name(path: Path, work: Path) -> str:
    """Return a path as the learner knows it: `work/notebooks`."""
    return path.relative_to(work.parent).as_posix() if path.is_relative_to(work.parent) else str(path)


def _digest(text: str) -> str:
    return _hash(text.encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Deliver, and say in one line each what a learner should know."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring.deliver")
    parser.add_argument("--course", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--work", type=Path, default=environment.work() or Path.home() / "work")
    options = parser.parse_args(arguments)
    try:
        delivered = deliver(options.course, options.work)
    except OSError as error:
        cause, remedy = _trouble(error, options.work)
        sys.stderr.write(f"{cause}\n→ {remedy}\n")
        return IN_THE_WAY
    for delivery in delivered:
        if delivery.kept:
            sys.stdout.write(
                f"고치신 칸을 새 노트북에 옮겼어요: {delivery.path} (옮기기 전의 것: {', '.join(delivery.kept)})\n"
            )
        elif delivery.beside:
            sys.stdout.write(f"있던 것은 그대로 두고 강의의 노트북을 따로 놓았어요: {delivery.path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
