"""Lay the course's notebooks into a learner's folder, and never over one that they edited.

    python -m helpers.deliver [--course DIR] [--work DIR]

Knows files and a record of what it delivered (`.course.json`, beside the notebooks, so that it outlives every
container); nothing of Docker. Learners get no outputs: they make their own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import ipynb

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = ".course.json"
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
    """Bring `work` up to date with the notebooks of the repository `course`; says what was written.

    A notebook that is missing is laid anew, one that was not touched is replaced, and beside an edited one the new
    version gets a name of its own and a note on top. Pictures are laid as they are. Raises OSError where `work` cannot
    be written.
    """
    for picture in course.glob("notebooks/pictures/*.svg"):
        _write(work / picture.relative_to(course), picture.read_text(encoding="utf-8"))
    record = _read_record(work / RECORD)
    written = []
    for path, book in _notebooks(course):
        text = ipynb.write(ipynb.cleared(book))
        place = _place(work, path, _digest(text), record)
        if place is None:
            continue
        laid = text if place == path else ipynb.write(_noted(book, path))
        changed = _write(work / place, laid)
        record[place] = {"course": _digest(text), "file": _digest(laid)}
        if changed:
            written.append(Delivery(path=place, beside=place != path))
    _write(work / RECORD, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return tuple(written)


def _notebooks(course: Path) -> Iterator[tuple[str, ipynb.Notebook]]:
    for file in sorted((*course.glob("notebooks/*.ipynb"), *course.glob("exercises/*/*.ipynb"))):
        yield file.relative_to(course).as_posix(), ipynb.read(file.read_text(encoding="utf-8"))


def _place(work: Path, path: str, course: str, record: dict[str, dict[str, str]]) -> str | None:
    """Where this version belongs: the first name that is free or untouched; None where the learner has it already."""
    if (work / path).exists() and any(record.get(name, {}).get("course") == course for name in _known(path, record)):
        return None
    for name in _names(path):
        file = work / name
        if not file.exists() or _hash(file.read_bytes()) in (course, record.get(name, {}).get("file")):
            return name
    raise AssertionError  # the names never end


def _names(path: str) -> Iterator[str]:
    """Candidates without end: `images.ipynb`, `images (새 판).ipynb`, `images (새 판 2).ipynb` and so on."""
    stem = path.removesuffix(".ipynb")
    yield path
    yield f"{stem} (새 판).ipynb"
    for number in count(2):
        yield f"{stem} (새 판 {number}).ipynb"


def _known(path: str, record: dict[str, dict[str, str]]) -> Iterator[str]:
    for name in _names(path):
        if name not in record:
            return
        yield name


def _noted(book: ipynb.Notebook, path: str) -> ipynb.Notebook:
    """The notebook for laying beside an edited one: with a note on top, and an id for it."""
    old = path.rpartition("/")[2]
    note = {**ipynb.markdown(_NOTE.format(old=old, link=old)), "id": "new-version"}
    copy = ipynb.cleared(book)
    return {**copy, "cells": [note, *copy["cells"]]}


def _read_record(file: Path) -> dict[str, dict[str, str]]:
    """What was delivered before; nothing where the record is missing or spoilt, so that every file counts as edited."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, text: str) -> bool:
    """Write a whole file or nothing; whether that changed it."""
    if file.exists() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(text.encode())
    part.replace(file)
    return True


def _digest(text: str) -> str:
    return _hash(text.encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Deliver, and say in one line each what a learner should know."""
    parser = argparse.ArgumentParser(prog="python -m helpers.deliver")
    parser.add_argument("--course", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--work", type=Path, default=Path(os.environ.get("LAB_WORK", str(Path.home() / "work"))))
    options = parser.parse_args(arguments)
    for delivery in deliver(options.course, options.work):
        if delivery.beside:
            sys.stdout.write(f"고치신 노트북은 그대로 두고 새 판을 따로 놓았어요: {delivery.path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
