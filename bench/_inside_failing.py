"""Run in a test lab by failing.py: how long `check` takes for each exercise's first mistake, in seconds."""

from __future__ import annotations

import json
import subprocess
import time
from typing import TYPE_CHECKING

from helpers import course
from helpers.exercise.model import Verdict
from helpers.lesson.lesson import Lesson

if TYPE_CHECKING:
    from pathlib import Path

REST = 3.0
"""Seconds from the mistake to the check: a learner reads what the command printed first."""


def failing(lesson: Lesson, exercise: str) -> float:
    """The time from `check` to the feedback, after the mistake; asked twice, since the first reads what is new."""
    way = course.exercise(exercise).mistakes[0].way
    lesson.reset(exercise)
    lesson.start(exercise)
    _bash(way.script, lesson.folder(exercise))
    answer = _bash(way.answer, lesson.folder(exercise)) if way.answer else None
    time.sleep(REST)
    began = time.perf_counter()
    feedback = lesson.check(exercise, answer)
    seconds = time.perf_counter() - began
    lesson.reset(exercise)
    if feedback.verdict in (Verdict.PASSED, Verdict.BROKEN):
        raise SystemExit(f"{exercise}: {feedback}")
    return seconds


def _bash(script: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.stdout.decode(errors="replace")


def main() -> None:
    """Measure all exercises, and print them as JSON."""
    lesson = Lesson()
    print(json.dumps({exercise: failing(lesson, exercise) for exercise in course.ids()}))


if __name__ == "__main__":
    main()
