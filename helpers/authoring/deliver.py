"""Lay the course's notebooks into a learner's folder, and never over one that they edited.

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
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.authoring import notebook_file
from helpers.text.josa import say
from helpers.world import environment, safe_files

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = ".course.json"
IN_THE_WAY = 3
_NOTE = (
    "> **새 판이에요.** 고치시던 노트북 [{old}](./{link})은 그대로 두고, 새로 바뀐 노트북을 여기에 따로 놓았어요. "
    "둘을 비교해 보고, 필요 없는 쪽은 지워도 돼요."
)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One notebook laid out: its path under the learner's folder, and whether it stands beside an edited one."""

    path: str
    beside: bool


def deliver(course: Path, work: Path) -> tuple[Delivery, ...]:
    """Bring `work` up to date with the notebooks of the repository `course`; return what was written.

    A notebook that is missing is laid anew, one that was not touched is replaced, and beside an edited one the new
    version gets a name of its own and a note on top. Pictures stay where the notebooks look for them: a learner's own
    of that name gets another one. Raises OSError where `work` cannot be written.
    """
    record = _read_record(work / RECORD)
    for picture in course.glob("notebooks/pictures/*.svg"):
        _lay_picture(work, picture.relative_to(course).as_posix(), picture.read_text(encoding="utf-8"), record)
    written = []
    for path, book in _notebooks(course):
        text = notebook_file.write(notebook_file.cleared(book))
        place = _place(work, path, _digest(text), record)
        if place is None:
            continue
        laid = text if place == path else notebook_file.write(_noted(book, path))
        changed = _write(work / place, laid)
        record[place] = {"course": _digest(text), "file": _digest(laid)}
        if changed:
            written.append(Delivery(path=place, beside=place != path))
    _write(work / RECORD, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return tuple(written)


def _lay_picture(work: Path, path: str, text: str, record: dict[str, dict[str, str]]) -> None:
    file = work / path
    ours = _untouched(file, _digest(text), record.get(path, {}))
    if os.path.lexists(file) and not ours:
        file.rename(next(name for name in map(work.joinpath, _names(path, "전 것")) if not os.path.lexists(name)))
    _write(file, text)
    record[path] = {"course": _digest(text), "file": _digest(text)}


def _notebooks(course: Path) -> Iterator[tuple[str, notebook_file.Notebook]]:
    for file in sorted((*course.glob("notebooks/*.ipynb"), *course.glob("exercises/*/*.ipynb"))):
        yield file.relative_to(course).as_posix(), notebook_file.read(file.read_text(encoding="utf-8"))


def _place(work: Path, path: str, course: str, record: dict[str, dict[str, str]]) -> str | None:
    """Return where this version belongs: the first name that is free or untouched; None where the learner has it."""
    if (work / path).exists() and any(record.get(name, {}).get("course") == course for name in _known(path, record)):
        return None
    for name in _names(path):
        if not os.path.lexists(work / name) or _untouched(work / name, course, record.get(name, {})):
            return name
    raise AssertionError  # the names never end


def _untouched(file: Path, course: str, record: dict[str, str]) -> bool:
    """Return whether a file is as it was laid; a link, a folder or one that cannot be read is the learner's."""
    if file.is_symlink() or not file.is_file():
        return False
    try:
        return _hash(file.read_bytes()) in (course, record.get("file"))
    except PermissionError:
        return False


def _names(path: str, what: str = "새 판") -> Iterator[str]:
    """Yield candidates without end: `images.ipynb`, `images (새 판).ipynb`, `images (새 판 2).ipynb` and so on."""
    stem, dot, end = path.rpartition(".")
    yield path
    yield f"{stem} ({what}){dot}{end}"
    for number in count(2):
        yield f"{stem} ({what} {number}){dot}{end}"


def _known(path: str, record: dict[str, dict[str, str]]) -> Iterator[str]:
    for name in _names(path):
        if name not in record:
            return
        yield name


def _noted(book: notebook_file.Notebook, path: str) -> notebook_file.Notebook:
    """Return the notebook for laying beside an edited one: with a note on top, and an id for it."""
    old = path.rpartition("/")[2]
    note = {**notebook_file.markdown(_NOTE.format(old=old, link=old)), "id": "new-version"}
    copy = notebook_file.cleared(book)
    return {**copy, "cells": [note, *copy["cells"]]}


def _read_record(file: Path) -> dict[str, dict[str, str]]:
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
        if delivery.beside:
            sys.stdout.write(f"고치신 노트북은 그대로 두고 새 판을 따로 놓았어요: {delivery.path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
