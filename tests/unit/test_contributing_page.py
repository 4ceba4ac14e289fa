"""docs/CONTRIBUTING.md is followed literally, as far as that needs no Docker: what it adds works, and is as ours is."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support import contributing
from tests.support.contributing import copied, follow, python

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = ("연습 문제", "확인", "알아보는 것", "코치의 규칙", "`./lab`의 명령", "실습실 안의 `lab` 명령", "장")
WITH_UNIT_TESTS = ("확인", "`./lab`의 명령", "실습실 안의 `lab` 명령")


def test_every_section_with_code_is_followed() -> None:
    """No block of code on the page stands outside the sections that are tested."""
    inside = sum(contributing.section(title).count("```python\n#") for title in SECTIONS)
    assert inside == contributing.PAGE.count("```python\n#") == contributing.PAGE.count("```python\n")


def test_the_files_that_are_named_are_there() -> None:
    """Whoever is sent to a file finds it."""
    named = set(re.findall(r"`((?:helpers|tests)/[\w/.]+)`", contributing.PAGE))
    assert named
    assert not {name for name in named if not (contributing.ROOT / name).exists()}


@pytest.fixture(scope="module")
def all_done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course in which every section was followed, one after another."""
    place = copied(tmp_path_factory.mktemp("course"))
    for title in SECTIONS:
        follow(title, place)
    return place


def test_what_is_added_is_as_ours_is(all_done: Path) -> None:
    """The linter and the formatter find nothing."""
    for words in (["check"], ["format", "--check"]):
        python(all_done, "-m", "ruff", *words, "--no-cache", "helpers", "tests")


def test_a_new_chapter_is_listed_and_built(all_done: Path) -> None:
    """Its title, aims and minutes are read from its text, and its notebooks are made."""
    assert "여러 컨테이너를 한 번에" in python(all_done, "-m", "helpers.course.catalogue")
    python(all_done, "-m", "helpers.authoring.build", "compose", "images", "--no-run", "--into", str(all_done))
    assert (all_done / "exercises/compose/6-여러-컨테이너를-한-번에-연습.ipynb").is_file()
    assert "만든 사람 남기기" in (all_done / "exercises/images/2-이미지-연습.ipynb").read_text(encoding="utf-8")


def test_the_tests_that_are_added_pass(all_done: Path) -> None:
    """They pass, and so do those that hold for every exercise and every chapter."""
    shutil.copyfile(contributing.ROOT / "README.md", all_done / "README.md")
    added = [contributing.named_test(title) for title in WITH_UNIT_TESTS]
    files = [*(file for file, _ in added), *(f"tests/unit/course/test_{name}.py" for name in ("course", "text"))]
    names = [*(name for _, name in added), "images.author", "test_chapter_has_its_frame"]
    said = python(all_done, "-m", "pytest", "-vv", "-p", "no:cacheprovider", *files, "-k", " or ".join(names))
    for name in (*names, "test_chapter_has_its_frame[compose]"):
        assert re.search(rf"{re.escape(name)}.*PASSED", said), said
