"""The teacher's page is followed literally: an exercise is added to a copy of the course, built, and proves itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "teacher.md").read_text(encoding="utf-8")
PROVE = """
import sys
from helpers import course
from helpers.world.computers import Computers
from tests.lab import proving
from helpers.authoring.bystanders import present

computers = Computers.here()
with present(computers) as bystanders:
    for case in proving.cases(course.exercise(sys.argv[1])):
        proving.prove(case, computers, bystanders)
        print(case)
"""


def read(pattern: str) -> str:
    """The one place of the page that looks like this."""
    (found,) = re.findall(pattern, PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the course in which the first two steps were done."""
    for folder in ("helpers", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    file = tmp_path / read(r"^1\. `(\S+\.py)` 파일을 만듭니다")
    file.write_text(read(r"^```python\n(.*?)^```$"), encoding="utf-8")
    text = tmp_path / read(r"^2\. 장의 글 `(\S+\.md)`")
    directive = read(r"^    (```\{exercise\} \S+)\n    ```$")
    text.write_text(f"{text.read_text(encoding='utf-8')}\n{directive}\n```\n", encoding="utf-8")
    return tmp_path


def run(copy: Path, *words: str) -> str:
    """What Python says, run in the copy; a failure is the test's."""
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_worked_example_is_an_exercise(copy: Path) -> None:
    """It stands in the built notebooks, keeps the rules that hold for every exercise, and all six proofs run on it."""
    name = read(r"^    ```\{exercise\} (\S+)$")
    chapter = name.partition(".")[0]
    run(copy, "-m", "helpers.authoring.build", chapter, "--no-run", "--into", str(copy))
    for built in (f"notebooks/{chapter}.ipynb", f"exercises/{chapter}/{chapter}.ipynb"):
        cells = json.loads((copy / built).read_text(encoding="utf-8"))["cells"]
        assert any("만든 사람 남기기" in "".join(cell["source"]) for cell in cells)
    held = run(copy, "-m", "pytest", "-p", "no:cacheprovider", "tests/unit/course/test_course.py", "-k", name)
    assert re.search(r"\b\d+ passed", held), held
    proved = run(copy, "-c", PROVE, name).split()
    assert proved[:2] == [f"{name}:solution", f"{name}:alternative-1"]
    assert len(proved) == 6
