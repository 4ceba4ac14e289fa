"""No exercise is given away by the coach where one tries first what its stage holds.

What is told of an exercise's own mistakes is heard where these are proved (`test_proofs`).
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.proving import SECONDS, nothing_kept
from helpers.lesson.exercise_folder import folder_of
from helpers.lesson.lesson import Lesson
from tests.support import seats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.dockerdata.types import DockerState
    from helpers.exercise.model import Exercise
    from helpers.world.computers import Computers


@pytest.fixture
def lesson(exercise: str, computers: Computers) -> Iterator[Lesson]:
    """The lesson; what was made in it is taken away."""
    found = Lesson(computers=computers)
    with nothing_kept(course.exercise(exercise)):
        yield found
        assert found.reset(exercise).kind == "done"


def first_tries(exercise: Exercise, before: DockerState, now: DockerState) -> Iterator[str]:
    """Yield what one tries first with what the exercise put there."""
    stood = {found.id for found in before.containers} | {tag for found in before.images for tag in found.tags}
    for container in now.containers:
        if container.id not in stood:
            yield f"timeout 10 docker exec {container.name} ls; timeout 10 docker start {container.name}"
            yield f"docker rm {container.name}"
    for tag in (tag for image in now.images for tag in image.tags if tag not in stood):
        yield f"timeout 5 docker run --name first-try {tag}; docker rmi {tag}; docker rm -f first-try"
        yield f"docker push {tag}"
    if "Dockerfile" in exercise.files or exercise.id == "images.build-context":
        yield "docker build -t first-try .; docker rmi first-try"


@pytest.mark.parametrize("exercise", [one.id for one in course.exercises() if one.secrets])
def test_an_exercise_is_not_given_away(exercise: str, lesson: Lesson, computers: Computers, tmp_path: Path) -> None:
    """Neither a command of its solution nor a secret of its own stands in what is told while it is open."""
    asked, before = course.exercise(exercise), computers.mine.snapshot()
    lesson.reset(exercise)
    assert lesson.start(exercise).kind == "done"
    with seats.taken(tmp_path, (0.4, 1.2)) as seat, (tmp_path / "words").open("w") as words:
        for script in first_tries(asked, before, computers.mine.snapshot()):
            subprocess.run(  # where its words are thrown away, nobody is told
                ["bash", "-c", script], cwd=folder_of(asked), env=os.environ, check=False, stdin=subprocess.DEVNULL,
                stdout=words, stderr=words, timeout=SECONDS,
            )  # fmt: skip
            seat.look_again()
    assert not seats.given_away(seat.told, seats.hidden(asked, ""))
