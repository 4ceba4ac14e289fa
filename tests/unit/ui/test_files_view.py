"""An exercise's files as they are shown beneath its start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.ui import files_view

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def html(folder: Path, *names: str) -> str:
    """Return what a browser gets."""
    return files_view.shown(folder, names)._repr_mimebundle_()["text/html"]


def test_what_stands_on_the_disk_is_shown(tmp_path: Path) -> None:
    """Not what was laid: the learner may have changed it. Nothing in it becomes markup."""
    (tmp_path / "Dockerfile").write_text("FROM <b>\n  RUN x\n", encoding="utf-8")
    said = html(tmp_path, "Dockerfile")
    assert "FROM &lt;b&gt;\n  RUN x\n" in said
    assert "<details open>" in said
    assert repr(files_view.shown(tmp_path, ["Dockerfile"])) == "파일: Dockerfile"


def test_long_files_are_folded_and_very_long_ones_cut(tmp_path: Path) -> None:
    """The task stays in sight."""
    (tmp_path / "long").write_text("a\n" * (files_view.SHORT + 1), encoding="utf-8")
    (tmp_path / "wide").write_text("b" * (files_view.MOST + 5), encoding="utf-8")
    assert "<details>" in html(tmp_path, "long")
    assert f"{'b' * files_view.MOST}\n…" in html(tmp_path, "wide")


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    """A file that is gone, one that is no text, an empty one."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty").touch()
    assert html(tmp_path, "gone", "bytes").count("글로 보여 줄 수 없는") == 2
    assert "빈 파일입니다" in html(tmp_path, "empty")


def test_the_editor_opens_what_stands_below_the_work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterLab's paths begin there; elsewhere there is no button."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "Dockerfile").write_text("FROM x\n", encoding="utf-8")
    monkeypatch.delenv("LAB_WORK", raising=False)
    assert "<button" not in html(tmp_path / "copy", "Dockerfile")
    monkeypatch.setenv("LAB_WORK", str(tmp_path))
    assert "&quot;path&quot;: &quot;copy/Dockerfile&quot;" in html(tmp_path / "copy", "Dockerfile")
