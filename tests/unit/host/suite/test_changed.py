"""What a change can reach: every file of the repository, by name."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.host import errors
from helpers.host.settings import ROOT
from helpers.host.suite import STEPS, changed

if TYPE_CHECKING:
    from pathlib import Path

ALWAYS = {"static": "", "unit": ""}


@pytest.mark.parametrize(
    ("file", "steps"),
    [
        ("docs/teacher.md", {}),
        ("tests/unit/text/test_josa.py", {}),
        ("tests/lab/test_engine.py", {"lab": "test_engine.py"}),
        ("tests/lab/conftest.py", {"lab": ""}),
        ("tests/browser/test_quiz.py", {"browser": "test_quiz.py"}),
        ("tests/notebooks/unsolved/images.ipynb", {"notebooks": "-images]"}),
        ("notebooks/2-이미지.ipynb", {"notebooks": "[notebooks/2-"}),
        ("solutions/images/2-이미지-연습.ipynb", {"notebooks": "-images] or test_release"}),
        ("helpers/course/images/images.md", {"notebooks": "-images]"}),
        ("helpers/course/commands/exec_it.py", {"lab": "[commands.exec-it:", "notebooks": "-commands]"}),
        ("helpers/course/images/build_checks.py", {"lab": "[images.", "notebooks": "-images]"}),
        ("helpers/course/capstone/run.py", {"lab": "[capstone.", "notebooks": "-capstone]"}),
        ("helpers/course/images/gone_since.py", {"lab": "[images.", "notebooks": "-images]"}),
        ("helpers/course/catalogue.py", {"lab": "", "notebooks": ""}),
        ("helpers/coach/model.py", {"lab": "test_coach_", "notebooks": "", "browser": "test_coach"}),
        ("helpers/ui/cli.py", {"lab": "not test_proofs.py and not test_coach_", "notebooks": "", "browser": ""}),
        ("helpers/world/engine.py", {"lab": "", "notebooks": ""}),
        ("helpers/host/lab.py", {"host": ""}),
        ("lab", {"host": ""}),
        ("compose.yaml", {"up": "", "notebooks": "", "lab": "", "host": ""}),
        ("images/engine/Dockerfile", {"up": "", "notebooks": "", "lab": "", "host": ""}),
        ("images/notebook/seat", {"up": "", "notebooks": "", "lab": "", "browser": "", "host": ""}),
        ("requirements/notebook.txt", {"up": "", "notebooks": "", "lab": "", "browser": "", "host": ""}),
        ("nobody-knows/this.one", {"up": "", "notebooks": "", "lab": "", "browser": "", "host": ""}),
    ],
)
def test_a_file_reaches_its_steps(file: str, steps: dict[str, str]) -> None:
    """The static checks and the unit tests always, and those steps that read the file."""
    assert changed.reached([file]) == {**ALWAYS, **steps}


def test_changes_add_up() -> None:
    """Of one step all that any file reaches is run, and all of it where one file reaches all; no change, no step."""
    assert changed.reached([]) == {}
    both = changed.reached(["tests/lab/test_engine.py", "helpers/course/images/copy.py"])
    assert both["lab"] == "[images.copy: or test_engine.py"
    assert changed.reached(["tests/lab/test_engine.py", "helpers/world/hub.py"])["lab"] == ""


def test_every_file_of_the_repository_is_known() -> None:
    """What no rule knows reaches everything; no file of today is left to that."""
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    known = [re.compile(pattern) for pattern, _ in changed.RULES]
    assert [file for file in listed.stdout.splitlines() if not any(one.fullmatch(file) for one in known)] == []


def test_a_rule_names_steps_and_files_that_are_there() -> None:
    """A step is one of the suite's; an expression names tests that stand."""
    for _, steps in changed.RULES:
        for step, what in steps.items():
            assert step in {*STEPS, r"\1"}
            files = "\n".join(file.read_text() for file in (ROOT / "tests" / step).glob("test_*.py"))
            names = files + " ".join(file.name for file in (ROOT / "tests" / step).glob("test_*.py"))
            assert [name for name in re.findall(r"test_[\w.]+", what) if name not in names] == []


def test_an_exercise_of_its_own_is_proved_alone() -> None:
    """Each exercise's file reaches its own proofs, or its chapter's where other exercises take something from it."""
    for exercise in course.exercises():
        chapter, _, slug = exercise.id.partition(".")
        file = f"helpers/course/{chapter}/{slug.replace('-', '_')}.py"
        assert changed.reached([file])["lab"] in {f"[{exercise.id}:", f"[{chapter}."}, file


def test_rooms_are_reached_by_imports() -> None:
    """A room low in the house reaches those above it; one at the top only itself, and what stands beside the rooms."""
    beside = sorted(f"tests/unit/{file.name}" for file in (ROOT / "tests/unit").glob("test_*.py"))
    low, top = (changed.unit_tests([f"helpers/{room}/a.py"]) for room in ("exercise", "host"))
    assert {"tests/unit/exercise", "tests/unit/world", "tests/unit/lesson", "tests/unit/ui", *beside} <= {*low}
    assert "tests/unit/dockerdata" not in low
    assert "tests/unit/host" in top
    assert not {"tests/unit/exercise", "tests/unit/world"} & {*top}
    assert changed.unit_tests(["pyproject.toml", "helpers/host/a.py"]) == ["tests/unit"]
    assert changed.unit_tests(["helpers/charts.py"]) == ["tests/unit"]


def test_a_person_may_narrow_it_further() -> None:
    """Their own -k holds, too."""
    assert changed.both("[images.", "solution") == "([images.) and (solution)"
    assert changed.both("", "solution") == "solution"
    assert changed.both("[images.", None) == "[images."
    assert changed.both("", None) == ""


def test_changes_are_those_since_the_upstream_branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits that upstream lacks, what is not committed, and files that git does not know yet, by their own names."""
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "test")
        monkeypatch.setenv(f"{name}_EMAIL", "test@localhost")
    here, there = tmp_path / "here", tmp_path / "there"

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(here), *words], check=True, capture_output=True)

    monkeypatch.setattr(changed, "ROOT", here)
    here.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(errors.LabError):
        changed.files()
    git("init", "--quiet", "--initial-branch=main")
    for name in ("one", "two", "셋"):
        (here / name).touch()
    git("add", "one")
    git("commit", "--quiet", "--message=one")
    assert changed.files() == ["two", "셋"]
    git("clone", "--quiet", "--bare", ".", str(there))
    git("remote", "add", "origin", str(there))
    git("fetch", "--quiet", "origin")
    git("branch", "--quiet", "--set-upstream-to=origin/main")
    git("add", "two")
    git("commit", "--quiet", "--message=two")
    (here / "one").write_text("changed")
    assert changed.files() == ["one", "two", "셋"]
