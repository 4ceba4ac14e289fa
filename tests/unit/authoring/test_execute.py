"""What is kept of a run, and that nobody's lab is emptied by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.authoring.clean_lab import NotDisposableError, fresh
from helpers.authoring.execute import HEAD_LINES, TAIL_LINES, kept

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.authoring.notebook_file import Cell


def stream(name: str, text: str) -> dict[str, str]:
    """One piece of a stream, as a kernel sends it."""
    return {"output_type": "stream", "name": name, "text": text}


def cell(*outputs: dict[str, str], **metadata: object) -> Cell:
    """A cell that has run."""
    return {"cell_type": "code", "metadata": metadata, "outputs": [dict(output) for output in outputs]}


def test_pieces_of_a_stream_are_joined() -> None:
    """However the kernel cut them up, there is one of each stream, standard output first."""
    ran = cell(
        stream("stderr", "경고\n"), stream("stdout", "하나\n"), stream("stderr", "오류\n"), stream("stdout", "둘\n")
    )
    assert kept(ran) == [stream("stdout", "하나\n둘\n"), stream("stderr", "경고\n오류\n")]


def test_output_that_is_not_compared_is_dropped() -> None:
    """What differs from run to run is not committed, so that a rebuild changes nothing."""
    assert kept(cell(stream("stdout", "0.3s\n"), tags=["nbval-ignore-output"], reason="times")) == []


def test_author_may_keep_it() -> None:
    """Where a reader gains by it, an output that is not compared is committed, without the middle of a long log."""
    lines = [f"{number}\n" for number in range(500)]
    (log,) = kept(cell(stream("stdout", "".join(lines)), tags=["nbval-ignore-output"], reason="times", keep=True))
    assert log["text"].splitlines(keepends=True) == [*lines[:HEAD_LINES], "…\n", *lines[-TAIL_LINES:]]


def test_passwords_are_not_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that a cell printed does not reach the repository."""
    monkeypatch.setenv("LAB_HUB_PASSWORD", "7ywa-9yrx")
    assert kept(cell(stream("stdout", "비밀번호: 7ywa-9yrx\n"))) == [stream("stdout", "비밀번호: 비밀번호\n")]


def test_a_learners_lab_is_never_emptied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Outside a test lab nothing is removed."""
    monkeypatch.delenv("LAB_TEST", raising=False)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mine.txt").write_text("내 글", encoding="utf-8")
    with pytest.raises(NotDisposableError):
        fresh(tmp_path)
    assert (tmp_path / "work" / "mine.txt").exists()
