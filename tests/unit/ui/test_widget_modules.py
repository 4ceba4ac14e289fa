"""The modules that the browser gets: each widget's own file behind those that it imports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.ui import widgets

FOLDER = Path(widgets.__file__).parent
WIDGETS = sorted(file.name for file in FOLDER.glob("*.js") if "export default" in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_one_module(name: str) -> None:
    """Nothing is left to import, no name stands twice, and there is one widget in it."""
    text = widgets.module(name)
    names = re.findall(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", text, re.MULTILINE)
    assert not re.search("^import", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))
    assert text.count("export default") == 1


def test_what_two_import_stands_once_and_first() -> None:
    """The board and its groups both import the words."""
    text = widgets.module("board.js")
    words, group, board = (text.index(start) for start in ("function words(", "class Group ", "class Board "))
    assert words < group < board
    assert text.count("function words(") == 1
