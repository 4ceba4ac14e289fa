"""Nobody's lab is emptied by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.authoring.clean_lab import NotDisposableError, fresh

if TYPE_CHECKING:
    from pathlib import Path


def test_a_learners_lab_is_never_emptied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Outside a test lab nothing is removed."""
    monkeypatch.delenv("LAB_TEST", raising=False)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mine.txt").write_text("내 글", encoding="utf-8")
    with pytest.raises(NotDisposableError):
        fresh(tmp_path)
    assert (tmp_path / "work" / "mine.txt").exists()
