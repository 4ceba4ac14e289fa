"""Drafts of exercises and rules: what is written, what is refused, and that a draft says what is still to do."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring import scaffold
from helpers.authoring.scaffold import ROOT, DraftError, new_exercise, new_rule, unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = [file for folder in ("course", "coach/rules") for file in sorted((ROOT / "helpers" / folder).rglob("*.py"))]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course of its own with the text of one chapter."""
    _forget()
    monkeypatch.setattr(scaffold, "ROOT", tmp_path)
    monkeypatch.setattr(course, "FOLDER", tmp_path)
    monkeypatch.setattr(scaffold, "RULES", tmp_path)
    (tmp_path / "__init__.py").write_text(
        'ORDER = (\n    "no_image",\n)\n"""The modules by name."""\n', encoding="utf-8"
    )
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "images.md").write_text("# 이미지\n\n```{exercise} images.tag\n```\n\n## 요약\n", encoding="utf-8")
    yield folder
    _forget()


def _forget() -> None:
    """Have the course looked at afresh: it remembers which chapters and exercises there are."""
    course.chapters.cache_clear()
    course._placed.cache_clear()


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
def test_the_author_is_told_where_the_exercises_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The chapter's text says a number that is wrong from now on; where it says none, nothing is told."""
    assert scaffold.main(["exercise", "images.copy-twice"]) == 0
    assert "문제의 수" not in capsys.readouterr().out
    text = course.FOLDER / "images" / "images.md"
    before = text.read_text(encoding="utf-8")
    text.write_text(f"# 이미지\n\n연습 문제 스무 개에 90분이에요.\n{before}", encoding="utf-8")
    assert scaffold.main(["exercise", "images.copy-again"]) == 0
    assert "3번째 줄: 문제 스무 개" in capsys.readouterr().out


def test_a_rule_is_drafted_last_in_the_order(place: Path) -> None:
    """The draft is a module that loads, and the order names it after all others."""
    file, order = new_rule("no-such-thing")
    assert file == place.parent / "no_such_thing.py"
    names: dict[str, object] = {}
    exec(compile(order.read_text(encoding="utf-8"), str(order), "exec"), names)  # noqa: S102 - as above
    assert names["ORDER"] == ("no_image", "no_such_thing")
    assert unfinished(file.read_text(encoding="utf-8"))
    with pytest.raises(DraftError, match="이미 있어서"):
        new_rule("no-such-thing")
    with pytest.raises(DraftError, match="이름은"):
        new_rule("../no-such-thing")


def test_the_real_order_has_an_end_to_add_to() -> None:
    """What the draft looks for in the rules' order stands there once."""
    assert (scaffold.RULES / "__init__.py").read_text(encoding="utf-8").count(scaffold._ORDER_ENDS) == 1


@pytest.mark.usefixtures("place")
def test_a_draft_is_as_the_linters_want_it() -> None:
    """Whoever fills it in begins with a file that ruff accepts as it stands."""
    files = [str(new_exercise("images.copy-twice")[0]), str(new_rule("no-such-thing")[0])]
    for words in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *words, "--config", str(ROOT / "pyproject.toml"), *files]
        done = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_overwritten(place: Path) -> None:
    """A file that stands there stays as it is, and so does the chapter's text."""
    (place / "mine.py").write_text("mine", encoding="utf-8")
    before = (place / "images.md").read_text(encoding="utf-8")
    with pytest.raises(DraftError, match=r"images/mine\.py 파일이 이미 있어서"):
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
    with pytest.raises(DraftError, match=said):
        new_exercise(name)
    assert sorted(file.name for file in place.iterdir()) == ["__init__.py", "images.md"]
