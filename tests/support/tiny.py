"""Define a small exercise for tests of the learner's functions; its image comes from a tar, so nothing is pulled."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Owned, Way
from helpers.lesson.lesson import Lesson
from helpers.lesson.practice import Practice

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.world.computers import Computers

IMAGE = "lab-tiny:1.0"
BUILD = f"printf hello > hello.txt && tar -c hello.txt | docker import - {IMAGE}"
_TEXT = probes.image_file(IMAGE, "/hello.txt")

TINY = Exercise(
    id="start.tiny",
    title="작은 연습",
    prompt="",
    files={"notes.txt": "여기에서 시작해요.\n"},
    owns=Owned(
        images=(IMAGE,), containers=("lab-tiny",), volumes=("lab-tiny",), networks=("lab-tiny",), runs_of=(IMAGE,)
    ),
    checks=(
        checks.image_there("there", IMAGE),
        checks.image_file("text", IMAGE, "/hello.txt", contains="hello", requires=("there",)),
    ),
    hints=("첫째 힌트",),
    solution=Way(script=BUILD),
    alternatives=(),
    mistakes=(),
)


def lesson(computers: Computers | None, folder: Path, exercise: Exercise = TINY) -> Lesson:
    """Return the learner's functions for one exercise, with a practice record of their own."""
    return Lesson(computers=computers, practice=Practice(folder), find=lambda _name: exercise)


def bash(script: str, cwd: Path) -> str:
    """Run a script in a folder and return what it writes; a failing script fails the test."""
    done = subprocess.run(
        ["bash", "-c", script], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout
