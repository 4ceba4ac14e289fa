"""What learners really hand in is read where its cells can be found, and told where they cannot."""

from __future__ import annotations

import io
import json
import os
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from helpers import course
from helpers.authoring import notebook_file
from helpers.course.paths import exercises_path, solutions_path
from helpers.grading import submission
from helpers.grading.sheet import Release, attempted

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.grading.submission import Submission

ROOT = Path(__file__).parents[3]
CHAPTER = "start"
FILE = Path(exercises_path(CHAPTER)).name
PROPER = f"{CHAPTER}/{FILE}"
SOLVED = (ROOT / solutions_path(CHAPTER)).read_bytes()
RELEASE = Release(
    chapter=CHAPTER, book=notebook_file.read((ROOT / exercises_path(CHAPTER)).read_text(encoding="utf-8"))
)
ALL = len(course.ids(CHAPTER))


def read(place: Path) -> Submission:
    """What is read from one learner's folder."""
    others = set(course.chapters()) - {CHAPTER}
    return submission.read("kim", [place], PROPER, RELEASE.known, others)


def laid(place: Path, path: str, content: bytes) -> Path:
    """A file below a learner's folder."""
    file = place / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def tried(handed: Submission) -> int:
    """How many exercises something was written for."""
    assert handed.book, handed.trouble
    return sum(attempted(work) for name, work in RELEASE.sheet(handed.book).items() if name)


def _zip(*files: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return content.getvalue()


def _without(*names: str) -> bytes:
    """The solved notebook as a program saves it that loses these parts of a cell."""
    book = json.loads(SOLVED)
    for cell in book["cells"]:
        for name in names:
            cell.pop(name, None)
    return json.dumps(book).encode()


def _edited(change: Callable[[list[Any]], list[Any]]) -> bytes:
    book = json.loads(SOLVED)
    return json.dumps(book | {"cells": change(book["cells"])}).encode()


def _of_format_3() -> bytes:
    book = nbformat.convert(nbformat.reads(SOLVED.decode(), as_version=4), to_version=3)
    return str(nbformat.writes(book, version=3)).encode()


def test_a_whole_notebook_is_read_without_a_word(tmp_path: Path) -> None:
    """In its proper place, there is nothing to tell."""
    laid(tmp_path, PROPER, SOLVED)
    handed = read(tmp_path)
    assert (handed.file, handed.notes, handed.trouble) == (PROPER, (), "")
    assert tried(handed) == ALL


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + SOLVED,
        SOLVED.decode().encode("utf-16"),
        SOLVED.decode().encode("utf-16-le"),
        json.dumps(json.loads(SOLVED), ensure_ascii=False).encode("cp949", errors="ignore"),
        SOLVED.replace(b"\n", b"\r\n"),
        _without("id"),
        _without("metadata"),
        _without("id", "metadata"),
        _without("outputs", "execution_count"),
        _of_format_3(),
        _edited(lambda cells: [cell for cell in cells for _ in range(2)]),
        _edited(lambda cells: [*cells[1:], cells[0]]),
        _edited(lambda cells: [cell for cell in cells if "start(" not in "".join(cell["source"])]),
        _edited(lambda cells: [cell | {"outputs": [{"output_type": "stream", "text": "x" * 9}] * 3} for cell in cells]),
    ],
    ids=[
        "byte order mark", "UTF-16", "UTF-16 without a mark", "code page 949", "CRLF", "no ids", "no metadata",
        "neither", "no outputs", "format 3", "every cell twice", "moved", "without the course's cells", "odd outputs",
    ],
)  # fmt: skip
def test_what_other_programs_save_is_read(content: bytes, tmp_path: Path) -> None:
    """All that was written is found, by one way or another."""
    laid(tmp_path, PROPER, content)
    assert tried(read(tmp_path)) == ALL


@pytest.mark.parametrize(
    "path",
    [
        f"{CHAPTER}/{Path(FILE).stem} (1).ipynb",
        f"{CHAPTER}/Start.ipynb",
        f"{CHAPTER}/20251234_{FILE}",
        f"{CHAPTER.upper()}/{FILE}",
        f"{CHAPTER}/{CHAPTER}/{FILE}",
        FILE,
        f"제출/{FILE}.txt",
        unicodedata.normalize("NFD", PROPER),
    ],
)
def test_another_name_or_place_is_read(path: str, tmp_path: Path) -> None:
    """And said, where it is not only macOS' way to write Hangul."""
    laid(tmp_path, path, SOLVED)
    handed = read(tmp_path)
    assert tried(handed) == ALL
    assert bool(handed.notes) == (unicodedata.normalize("NFC", path) != PROPER)


def test_a_zip_is_read(tmp_path: Path) -> None:
    """Beside what macOS packs along."""
    mac = ("__MACOSX/._a.ipynb", b"\x00\x05\x16\x07")
    laid(tmp_path, f"{CHAPTER}/과제.zip", _zip(mac, (f"과제/{FILE}", SOLVED)))
    handed = read(tmp_path)
    assert tried(handed) == ALL
    assert handed.file == f"{CHAPTER}/과제.zip/과제/{FILE}"


def test_of_several_the_one_with_the_exercises_counts(tmp_path: Path) -> None:
    """In its proper place first; the others are named. A checkpoint of Jupyter's is none."""
    laid(tmp_path, f"{CHAPTER}/.ipynb_checkpoints/{FILE}", b"{}")
    laid(tmp_path, f"{CHAPTER}/a.ipynb", SOLVED)
    os.utime(laid(tmp_path, PROPER, SOLVED), (1, 1))
    handed = read(tmp_path)
    assert handed.file == PROPER
    assert handed.notes == (f"다른 노트북도 있지만 채점하지 않았습니다: `{CHAPTER}/a.ipynb`",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "빈 파일"),
        (SOLVED[: len(SOLVED) // 2], "중간에서 끊겼거나"),
        (b"%PDF-1.7 ...", "중간에서 끊겼거나"),
        (b"[" * 100_000, "중간에서 끊겼거나"),
        (b'{"a": 1}', "노트북이 아닌"),
        (b'{"cells": 3}', "형식이 잘못"),
        ((ROOT / exercises_path("images")).read_bytes(), "하나도 없습니다"),
    ],
    ids=["empty", "half", "another kind", "deep", "another JSON", "no cells", "another chapter"],
)
def test_what_cannot_be_read_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    """With the file's name and the reason."""
    laid(tmp_path, PROPER, content)
    handed = read(tmp_path)
    assert handed.book is None
    assert said in handed.trouble
    assert PROPER in handed.trouble


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """It may lead to somebody else's work, or to a pipe that never ends."""
    other = laid(tmp_path / "other", FILE, SOLVED)
    own = tmp_path / "kim"
    (own / CHAPTER).mkdir(parents=True)
    (own / PROPER).symlink_to(other)
    (own / "all").symlink_to(tmp_path / "other")
    os.mkfifo(own / CHAPTER / "pipe.ipynb")
    handed = read(own)
    assert handed.book is None
    assert handed.trouble.count("열지 않았습니다") == len([PROPER, "pipe.ipynb"])


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a zip holds is limited as a file is."""
    monkeypatch.setattr(submission, "LARGEST", 2 * len(SOLVED))
    laid(tmp_path, f"{CHAPTER}/a.zip", _zip((FILE, SOLVED), ("b.ipynb", b" " * 9 * len(SOLVED))))
    handed = read(tmp_path)
    assert tried(handed) == ALL
    assert any("너무 커서" in note for note in handed.notes)


def test_whoever_handed_in_another_chapter_only_is_absent(tmp_path: Path) -> None:
    """That is no trouble: there is simply nothing."""
    laid(tmp_path, exercises_path("images").removeprefix("exercises/"), SOLVED[:9])
    assert read(tmp_path) == submission.Submission(learner="kim")


def test_a_name_is_one_name_however_it_is_written(tmp_path: Path) -> None:
    """MacOS takes Hangul apart; what begins with a dot and what is a file is nobody."""
    for name in (unicodedata.normalize("NFD", "김보라"), "김보라", ".git", "20251234"):
        (tmp_path / name).mkdir()
    (tmp_path / "메모.txt").write_text("")
    found = submission.folders(tmp_path)
    assert {name: len(places) for name, places in found.items()} == {"20251234": 1, "김보라": 2}
    assert not submission.folders(tmp_path / "none")
