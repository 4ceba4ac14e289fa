"""The names and words of the notebook's terminals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from IPython import display

from helpers.dockerdata.types import Computer
from helpers.ui import notebook, terminals

WORK = Path("/home/learner/work")
FOLDERS = (
    WORK,
    WORK / "notebooks",
    WORK / "exercises/images",
    WORK / "exercises_images",
    WORK / "exercises/빵집",
    WORK / "exercises/빵 집",
    WORK / "빵집",
    Path("/"),
    Path("/home/learner"),
    Path("/srv/other"),
)  # fmt: skip


def test_every_folder_and_computer_has_a_terminal_of_its_own() -> None:
    """By a name that the server takes in an address: letters, digits and `_` of ASCII."""
    names = [terminals.named(computer, folder, WORK).name for folder in FOLDERS for computer in Computer]
    assert len(set(names)) == len(FOLDERS) * 2
    assert all(re.fullmatch(r"\w+", name, re.ASCII) for name in names)


def test_a_name_can_be_read() -> None:
    """It is the title of JupyterLab's tab."""
    images = WORK / "exercises/images"
    assert terminals.named(Computer.MINE, images, WORK).name == "exercises_images"
    assert terminals.named(Computer.OTHER, images, WORK).name == "exercises_images_other"


def test_the_other_computer_is_reached_by_ssh() -> None:
    """The terminal begins in the learner's seat, whatever computer it is for."""
    assert [terminals.named(computer, WORK, WORK).first for computer in Computer] == ["", "ssh other"]


@pytest.mark.parametrize(
    ("asked", "computer"),
    [("mine", Computer.MINE), ("Other ", Computer.OTHER), ("다른 컴퓨터", Computer.OTHER), ("third", None), (3, None)],
)
def test_computers_go_by_what_learners_call_them(asked: object, computer: Computer | None) -> None:
    """English or Korean, anyhow written."""
    assert terminals.meant(asked) is computer


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a notebook that nobody watches gets."""
    texts: list[str] = []
    monkeypatch.delenv("LAB_WIDGETS", raising=False)
    monkeypatch.setattr(display, "display", lambda thing: texts.append(repr(thing)))
    return texts


def test_as_text_it_is_the_way_to_jupyterlabs_own(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    """The same sentence every time."""
    monkeypatch.setenv("LAB", "1")
    notebook.terminal()
    notebook.terminal("other")
    assert said == [terminals.in_words(Computer.MINE), terminals.in_words(Computer.OTHER)]
    assert "파일 → 새로 만들기 → 터미널" in said[0]
    assert "`ssh other`" in said[1]


def test_there_is_no_other_computer_outside_the_lab(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    """Said, not raised; and so is a computer that is none."""
    monkeypatch.delenv("LAB", raising=False)
    notebook.terminal("other")
    notebook.terminal("third")
    assert "실습실 안에만" in said[0]
    assert '`terminal("other")`' in said[1]
