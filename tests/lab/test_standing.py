"""A terminal that stands in an exercise's folder goes on working through begin, reset and begin again."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import nothing_kept
from helpers.lesson.exercise_folder import folder_of
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXERCISE = course.exercise("images.first")
WAY = EXERCISE.solution.script.strip()


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A real shell in the folder of an exercise that was begun."""
    with nothing_kept(EXERCISE), Terminal() as shell:
        shell.run(f"cd ~/work && lab begin {EXERCISE.id} && cd {folder_of(EXERCISE)}")
        yield shell
        shell.run(f"cd ~/work && lab begin {EXERCISE.id} && lab reset {EXERCISE.id}")


def test_the_folder_stays_under_the_shell(terminal: Terminal) -> None:
    """Begin, reset, begin, a file by its relative path, and the check passes, without one `cd`."""
    before = folder_of(EXERCISE).stat().st_ino
    terminal.run("echo draft > Dockerfile")
    assert "되돌렸습니다" in terminal.run(f"lab reset {EXERCISE.id}")
    terminal.run('test ! -e Dockerfile && test -z "$(ls -A)"')
    assert "시작합니다" in terminal.run(f"lab begin {EXERCISE.id}")
    terminal.run(f"bash -e <<'WAY'\r{WAY.replace(chr(10), chr(13))}\rWAY")
    assert "통과" in terminal.run(f"lab check {EXERCISE.id}")
    assert folder_of(EXERCISE).stat().st_ino == before


COMMANDS = {
    f"begin {EXERCISE.id}": 0,
    f"check {EXERCISE.id}": 1,
    f"check {EXERCISE.id} --json": 1,
    f"checklist {EXERCISE.id}": 0,
    f"hint {EXERCISE.id}": 0,
    f"solution {EXERCISE.id} --yes": 0,
    "exercises": 0,
    "progress": 0,
    "progress --json": 0,
    "board": 0,
    "coach status": 0,
    "explain no such message": 2,
    f"reset {EXERCISE.id}": 0,
}


def test_where_the_folder_is_gone_every_command_says_what_to_type(terminal: Terminal) -> None:
    """The learner removed it: each command does its work, and names the folder that the terminal should go to."""
    shutil.rmtree(folder_of(EXERCISE))
    for command, code in COMMANDS.items():
        said = terminal.run(f"lab {command}", code=code)
        assert "Error" not in said, said
        place = folder_of(EXERCISE) if EXERCISE.id in command and folder_of(EXERCISE).is_dir() else "/home/learner/work"
        assert f"cd {place}" in said, said
    assert "통과" not in terminal.run(f"lab begin {EXERCISE.id}")
    terminal.run(f"cd {folder_of(EXERCISE)} && pwd")
    assert "터미널이 있던 폴더" not in terminal.run(f"lab begin {EXERCISE.id}")


FUNCTIONS = f"""
from helpers import *
start("{EXERCISE.id}"); check("{EXERCISE.id}"); checklist("{EXERCISE.id}"); hint("{EXERCISE.id}")
solution("{EXERCISE.id}"); progress(); exercises(); terminal(); explain("no such message"); reset("{EXERCISE.id}")
"""


def test_a_kernel_whose_folder_is_gone_works(tmp_path: Path) -> None:
    """Every function of a notebook does its work, in the learner's work folder."""
    (tmp_path / "gone").mkdir()
    script = 'cd gone && rmdir ../gone && python -c "$0"'
    done = subprocess.run(
        ["bash", "-c", script, FUNCTIONS], cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, "실습실에 문제가" in done.stdout) == (0, False), done.stdout
    assert "시작합니다" in done.stdout
    assert "되돌렸습니다" in done.stdout
