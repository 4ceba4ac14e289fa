"""The commands to keep are those that the course teaches."""

from __future__ import annotations

import re

import pytest

from helpers import course
from helpers.course.commands_to_keep import KEPT, Keep, text

VERB = re.compile(r"\bdocker ((?:(?:container|image|network|volume) )?[a-z]+)\b")
CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.MULTILINE | re.DOTALL)
PASSING = {
    "command", "rnu", "wait", "kill", "rename", "diff", "create", "import", "export",
    "network rm", "network inspect", "volume rm",
}  # fmt: skip
"""What the demonstrations use besides: mistakes on purpose, and what a beginner needs no page for."""


@pytest.mark.parametrize(("chapter", "keep"), [(name, keep) for name, kept in KEPT.items() for keep in kept])
def test_a_kept_command_stands_in_its_chapter(chapter: str, keep: Keep) -> None:
    """With its options, as they are typed there."""
    words = [word for word in keep.command.split() if word.isascii() and ":" not in word and len(word) > 1]
    found = course.text(chapter)
    assert " ".join(words[:2]) in found
    assert [word for word in words if word not in found] == []


def test_every_command_of_the_demonstrations_is_kept() -> None:
    """Or it is named above as one that is not worth a page."""
    shown = {
        verb for name in course.chapters() for cell in CELL.findall(course.text(name)) for verb in VERB.findall(cell)
    }
    kept = {verb for group in KEPT.values() for keep in group for verb in VERB.findall(keep.command)}
    assert shown - kept - PASSING == set()
    assert PASSING - shown == set()


def test_each_use_is_one_line_of_korean() -> None:
    """It ends as the course speaks, and no command is told twice."""
    every = [keep for group in KEPT.values() for keep in group]
    assert [keep.use for keep in every if not re.search(r"(요|거예요)$", keep.use)] == []
    assert len({keep.command for keep in every}) == len(every)
    told = text({name: course.title(name) for name in KEPT})
    assert all(f"  {keep.command}\n      {keep.use}" in told for keep in every)
