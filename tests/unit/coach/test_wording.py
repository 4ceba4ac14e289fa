"""All that the coach may say has one word for one thing."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import coach
from helpers.coach.phrases import line

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTEAD = {
    "단어": r"낱말",
    "콜론": r"쌍점",
    "실행 중인": r"(?<![가-힣])(?:도는|돌고|돌아(?!와)|돌지|돌던|돌면|돌게|돌다|돌려|돌릴)",
    "연결(마운트)": r"(?<![가-힣{\d])(?:이어(?!야)|이으|이은|이었|잇)",
}
"""The word, and what must not stand in its place."""
_KOREAN = re.compile("[가-힣]")


def texts() -> Iterator[tuple[str, str]]:
    """Yield every Korean text in the coach's modules, and where it stands."""
    for path in sorted(Path(coach.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KOREAN.search(node.value):
                yield f"{path.name}:{node.lineno}", node.value


@pytest.mark.parametrize("word", INSTEAD)
def test_one_thing_has_one_word(word: str) -> None:
    """In rules, in stories of elsewhere, in phrases, even in docstrings."""
    found = [f"{place}: {text}" for place, text in texts() if re.search(INSTEAD[word], text)]
    assert not found


def test_colons_are_named() -> None:
    """A mark so small is easily overlooked: it is called by its name."""
    assert not [place for place, text in texts() if "`:`" in text and "콜론" not in text]


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (("-e", "BREAD=소금빵", "{{.Names}}", "x@y", "a~b"), "-e BREAD=소금빵 {{.Names}} x@y a~b"),
        (("sh", "-c", "echo a > b"), "sh -c 'echo a > b'"),
        (("sh", "-c", "echo 'a b'"), "sh -c \"echo 'a b'\""),
        (("--name", ""), "--name ''"),
    ],
)
def test_a_command_is_written_as_it_is_typed(words: tuple[str, ...], typed: str) -> None:
    """With quotes only where they are needed, and such as people type."""
    assert line(words) == typed
