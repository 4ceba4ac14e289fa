"""Find and read what a learner handed in, whatever it is called and whichever program saved it. Nothing is run.

A file that is odd but honest is read, and what was odd is noted; of one that cannot be read the reason is told. What is
read is somebody else's: links are never followed, and sizes are limited.
"""

from __future__ import annotations

import io
import json
import os
import stat
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import nbformat

from helpers.dockerdata.units import MIB
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from helpers.authoring.notebook_file import Notebook

LARGEST = 64 * MIB
"""Bytes of a notebook, or of all that a zip holds: forty megabytes of outputs are still read."""
_MEMBERS = 1000
_STAMP = 100
_DEEPEST = 8
"""Folders below a learner's own."""
_ASIDE = ("__MACOSX", ".ipynb_checkpoints")
"""What macOS and Jupyter lay beside a file."""
_SIGNS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""The byte order marks that Windows' editors write, with the encoding of each."""
_HALF = "파일이 중간에서 끊겼거나 노트북이 아닙니다."


class UnreadableError(ValueError):
    """A file that no notebook can be read from; the message says why, in Korean."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What one learner handed in for a chapter.

    `file` is its path below the learner's folder, `notes` say what was odd about it. Where nothing could be read,
    `book` is None and `trouble` says why; where there is nothing, both are empty. `timestamp` is the content of the
    file in which nbgrader keeps when it was handed in.
    """

    learner: str
    book: Notebook | None = None
    file: str = ""
    notes: tuple[str, ...] = ()
    trouble: str = ""
    timestamp: bytes = b""


@dataclass(frozen=True, kw_only=True)
class _Found:
    name: str
    content: bytes
    time: float


class _Candidate(NamedTuple):
    cells: int
    in_place: bool
    time: float
    name: str
    book: Notebook


def folders(submitted: Path) -> dict[str, list[Path]]:
    """Return the folders below `submitted` by learner, sorted; a name that macOS took apart is the same name (NFC)."""
    found: dict[str, list[Path]] = {}
    if submitted.is_dir():
        for place in sorted(submitted.iterdir()):
            if not place.name.startswith(".") and (place.is_dir() and not place.is_symlink()):
                found.setdefault(unicodedata.normalize("NFC", place.name), []).append(place)
    return dict(sorted(found.items()))


def read(
    learner: str, places: Sequence[Path], proper: str, known: Callable[[Notebook], int], others: Collection[str] = ()
) -> Submission:
    """Read the notebook of a chapter from a learner's folders.

    `proper` is the path below a learner's folder where it is looked for first; the folders `others` are not looked
    into; `known` counts a notebook's cells that are the chapter's. Of several the one with most of them counts, and of
    these the one in its proper place or the newest.
    """
    notes: list[str] = []
    troubles: list[str] = []
    candidates: list[_Candidate] = []
    for found in _files(places, others, notes):
        try:
            book = notebook(found.content)
        except UnreadableError as error:
            troubles.append(f"`{found.name}`: {error}")
        else:
            candidates.append(_Candidate(known(book), _same(found.name, proper), found.time, found.name, book))
    best = max(candidates, key=lambda one: one[:3], default=None)
    if best is None or not best.cells:
        if best:
            troubles.append(f"`{best.name}`에는 이 장의 문제가 하나도 없습니다.")
        return Submission(learner=learner, trouble=" ".join((*troubles, *notes)))
    if not best.in_place:
        notes.append(say("`{name}`{을} 채점했습니다.", name=best.name))
    if rest := sorted(one.name for one in candidates if one is not best and one.cells):
        notes.append(f"다른 노트북도 있지만 채점하지 않았습니다: {', '.join(f'`{name}`' for name in rest)}")
    stamp = _opened(places[0] / PurePosixPath(proper).with_name("timestamp.txt"))
    return Submission(
        learner=learner,
        book=best.book,
        file=best.name,
        notes=(*notes, *troubles),
        timestamp=stamp[0][:_STAMP] if stamp else b"",
    )


def notebook(content: bytes) -> Notebook:
    """Return a file's content as a notebook of format 4 with whole strings as sources. Raises UnreadableError."""
    if len(content) > LARGEST:
        raise UnreadableError(f"{LARGEST // MIB}MB보다 큰 파일은 읽지 않습니다. 출력을 지우고 다시 내게 하세요.")
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableError("빈 파일입니다.")
    try:
        data = json.loads(_text(content))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_HALF) from error
    if not isinstance(data, dict) or not ({"cells", "worksheets"} & data.keys()):
        raise UnreadableError("노트북이 아닌 JSON 파일입니다.")
    try:
        book = nbformat.convert(nbformat.from_dict(_whole(data)), to_version=4)
        return {"cells": [_cell(cell) for cell in book["cells"]], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    except Exception as error:  # nbformat's converters fail in many ways
        raise UnreadableError("노트북의 형식이 잘못되어 칸을 읽을 수 없습니다.") from error


def _whole(data: dict[str, object]) -> dict[str, object]:
    """Return the notebook without outputs, which count for nothing, and with the number of its format."""
    for cell in _cells(data):
        cell.pop("outputs", None)
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}} | data


def _cells(data: dict[str, object]) -> Iterator[dict[str, object]]:
    sheets = data.get("worksheets")
    for holder in (data, *(sheets if isinstance(sheets, list) else ())):
        cells = holder.get("cells") if isinstance(holder, dict) else None
        if isinstance(cells, list):
            yield from (cell for cell in cells if isinstance(cell, dict))


def _cell(cell: dict[str, object]) -> dict[str, object]:
    """Return a cell's kind, name and source alone; line ends as Linux has them."""
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    metadata = cell.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return {
        "cell_type": str(cell.get("cell_type", "")),
        "id": str(cell.get("id", "")),
        "grade_id": str(graded.get("grade_id", "")) if isinstance(graded, dict) else "",
        "source": text.replace("\r\n", "\n").replace("\r", "\n"),
    }


def _text(content: bytes) -> str:
    """Decode what an editor wrote. Raises ValueError."""
    for sign, encoding in _SIGNS:
        if content.startswith(sign):
            return content.decode(encoding)
    if content[1:2] == b"\0":
        return content.decode("utf-16-le")
    if content[:1] == b"\0":
        return content.decode("utf-16-be")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp949")  # Korean Windows


def _files(places: Iterable[Path], others: Collection[str], notes: list[str]) -> Iterator[_Found]:
    """Read all notebooks in a learner's folders, those in zip files too; what was left out is added to `notes`."""
    for top in places:
        for place, names, files in os.walk(top):
            deep = len(Path(place).relative_to(top).parts)
            aside = (*_ASIDE, *others) if not deep else _ASIDE
            names[:] = sorted(name for name in names if name not in aside) if deep < _DEEPEST else []
            for name in sorted(files):
                path = Path(place, name)
                shown = unicodedata.normalize("NFC", str(path.relative_to(top)))
                if not _is_notebook(name) and not name.lower().endswith(".zip"):
                    continue
                found = _opened(path)
                if found is None:
                    notes.append(f"`{shown}`: 링크이거나 읽을 수 없는 파일이라서 열지 않았습니다.")
                elif name.lower().endswith(".zip"):
                    yield from _unzipped(shown, found, notes)
                else:
                    yield _Found(name=shown, content=found[0], time=found[1])


def _is_notebook(name: str) -> bool:
    return not name.startswith("._") and ".ipynb" in name.lower()


def _opened(path: Path) -> tuple[bytes, float] | None:
    """Return a file's content, a little more than the largest at most, and its time; None where it is none."""
    try:
        place = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(place, "rb") as file:
            told = os.fstat(place)
            return (file.read(LARGEST + 1), told.st_mtime) if stat.S_ISREG(told.st_mode) else None
    except OSError:
        return None


def _unzipped(shown: str, found: tuple[bytes, float], notes: list[str]) -> Iterator[_Found]:
    content, time = found
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = LARGEST
            for member in archive.infolist()[:_MEMBERS]:
                path = PurePosixPath(_korean(member))
                if not _is_notebook(path.name) or set(path.parts) & set(_ASIDE):
                    continue
                with archive.open(member) as file:
                    text = file.read(left + 1)
                left -= len(text)
                if left < 0:
                    break
                yield _Found(name=f"{shown}/{path}", content=text, time=time)
            if left >= 0 and archive.infolist()[_MEMBERS:] == []:
                return
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        pass
    notes.append(f"`{shown}`: 압축 파일이 깨졌거나, 암호가 걸렸거나, 너무 커서 끝까지 풀지 못했습니다.")


def _korean(member: zipfile.ZipInfo) -> str:
    """Return a member's name; Windows writes Korean ones in its own code page without saying so."""
    if member.flag_bits & 0x800:
        return unicodedata.normalize("NFC", member.filename)
    try:
        return member.filename.encode("cp437").decode("cp949")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _same(name: str, proper: str) -> bool:
    return name == unicodedata.normalize("NFC", proper)
