"""Follow docs/CONTRIBUTING.md: put the code of one of its sections into a copy of the course.

A block of code begins with the place where it belongs: a file of its own, or the end of one, or above or below one of
its lines. Of the commands, those that draft something are run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"`{3,}")
_HEADING = re.compile(r"(#{2,}) (.*)")
_PLACE = re.compile(r"(?:#|//|<!--) ([\w./-]+)(?:, (끝에|`(.+)` (아래에|위에)))?(?: -->)?")
_DRAFT = re.compile(r"^\$ \./lab new (\w+) (\S+)$", re.MULTILINE)


def section(title: str) -> str:
    """Return the page's text below a heading, up to the next heading; what stands in blocks of code is no heading."""
    text, fence = "", ""
    inside = False
    for line in PAGE.splitlines(keepends=True):
        if found := _FENCE.match(line):
            fence = found[0] if not fence else "" if found[0] == fence else fence
        if not fence and (heading := _HEADING.match(line)):
            inside = heading[2] == title or (inside and heading[1] == "###" and f"### {title}" not in PAGE)
        elif inside:
            text += line
    assert text, title
    return text


def copied(place: Path) -> Path:
    """Return a copy of the course below `place`, without what was built."""
    for folder in ("docs", "helpers", "tests"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", place / "pyproject.toml")
    return place


def follow(title: str, place: Path) -> None:
    """Do in the copy what a section says, from its top to its end."""
    for _, language, text in _BLOCK.findall(section(title)):
        if language == "console":
            for kind, name in _DRAFT.findall(text):
                python(place, "-m", "helpers.authoring.scaffold", kind, name)
        else:
            _put(text, place)


def _put(text: str, place: Path) -> None:
    first, _, code = text.partition("\n")
    found = _PLACE.fullmatch(first)
    assert found, f"no place for the code that begins with {first!r}"
    file = place / found[1]
    if not found[2]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")
        return
    old = file.read_text(encoding="utf-8")
    file.write_text(
        f"{old}\n\n{code}" if found[2] == "끝에" else _beside(old, code, found[3], found[4]), encoding="utf-8"
    )


def _beside(old: str, code: str, line: str, side: str) -> str:
    """Return a file's text with the code above or below its one line that reads so."""
    lines = old.splitlines(keepends=True)
    (at,) = [number for number, one in enumerate(lines) if one.strip() == line]
    blank = "\n\n" if code.startswith("def ") else ""
    lines.insert(at + (side == "아래에"), code + blank)
    return "".join(lines)


def python(place: Path, *words: str) -> str:
    """Return what Python says, run in the copy; a failure is the test's."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=place,
        env=os.environ
        | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def named_test(title: str) -> tuple[str, str]:
    """Return the file and the name of the test that a section adds."""
    text = section(title)
    (name,) = re.findall(r"^\$ \./lab test --only \w+ -k (test_\w+)$", text, re.MULTILINE)
    (file,) = re.findall(r"^# (tests/[\w/]+\.py)", text, re.MULTILINE)
    return file, name
