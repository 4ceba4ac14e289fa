"""Drafts of exercises and rules: what is written, what is refused, and that a draft says what is still to do."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring import scaffold
from helpers.authoring.scaffold import ROOT, Refused, new_exercise, unfinished

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = [file for folder in ("course", "coach/rules") for file in sorted((ROOT / "helpers" / folder).rglob("*.py"))]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of its own with the text of one chapter."""
    monkeypatch.setattr(scaffold, "ROOT", tmp_path)
    monkeypatch.setattr(course, "FOLDER", tmp_path)
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "images.md").write_text("# 이미지\n\n```{exercise} images.tag\n```\n\n## 요약\n", encoding="utf-8")
    return folder


def test_nothing_of_the_course_is_a_draft() -> None:
    """No exercise and no rule still says what is to do."""
    todo = {file.relative_to(ROOT).as_posix(): unfinished(file.read_text(encoding="utf-8")) for file in SOURCES}
    assert not {file: lines for file, lines in todo.items() if lines}


def test_an_exercise_is_drafted_and_placed(place: Path) -> None:
    """The draft is a module that loads and says what is to do; it stands after the chapter's last exercise."""
    file, text = new_exercise("images.copy-twice")
    assert file == place / "copy_twice.py"
    assert text.read_text(encoding="utf-8") == (
        "# 이미지\n\n```{exercise} images.tag\n```\n\n```{exercise} images.copy-twice\n```\n\n## 요약\n"
    )
    names: dict[str, object] = {}
    draft = file.read_text(encoding="utf-8")
    exec(compile(draft, str(file), "exec"), names)  # noqa: S102 - it has just been written here
    assert names["EXERCISE"].id == "images.copy-twice"  # type: ignore[attr-defined]
    assert len(unfinished(draft)) > 10


@pytest.mark.usefixtures("place")
def test_a_draft_is_as_the_linters_want_it() -> None:
    """Whoever fills it in begins with a file that ruff accepts as it stands."""
    file, _ = new_exercise("images.copy-twice")
    for words in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *words, "--config", str(ROOT / "pyproject.toml"), str(file)]
        done = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_overwritten(place: Path) -> None:
    """A file that stands there stays as it is, and so does the chapter's text."""
    (place / "mine.py").write_text("mine", encoding="utf-8")
    before = (place / "images.md").read_text(encoding="utf-8")
    with pytest.raises(Refused, match=r"images/mine\.py 파일이 이미 있어서"):
        new_exercise("images.mine")
    assert (place / "mine.py").read_text(encoding="utf-8") == "mine"
    assert (place / "images.md").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pictures.copy", "장은 없습니다"),
        ("images", "이름은"),
        ("images.Copy", "이름은"),
        ("images.copy_twice", "이름은"),
        ("images.../x", "이름은"),
        ("images.tag", "이미 있습니다"),
    ],
)
def test_a_name_that_cannot_be_is_refused(place: Path, name: str, said: str) -> None:
    """It is told in Korean, and nothing is written."""
    with pytest.raises(Refused, match=said):
        new_exercise(name)
    assert [file.name for file in place.iterdir()] == ["images.md"]
