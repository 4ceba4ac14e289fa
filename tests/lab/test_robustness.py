"""What learners do to a lab, and the lab goes on: no exercise breaks, and every check still gives feedback."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from helpers import course
from helpers.authoring.proving import nothing_kept
from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.model import Verdict
from helpers.lesson.exercise_folder import files_in, folder_of
from helpers.lesson.lesson import Lesson
from helpers.world.prober import Prober

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.world.computers import Computers

EXERCISE = course.exercise("images.first")
SOLUTION = EXERCISE.solution.script


@pytest.fixture(autouse=True)
def _reset_afterwards() -> Iterator[None]:
    """The exercise is begun before a test and undone after it."""
    lesson = Lesson()
    with nothing_kept(EXERCISE):
        assert lesson.start(EXERCISE.id).kind == "done"
        yield
        lesson.start(EXERCISE.id)
        assert lesson.reset(EXERCISE.id).kind == "done"


def seat(script: str) -> subprocess.CompletedProcess[str]:
    """A script typed in the exercise's folder."""
    return subprocess.run(
        ["bash", "-c", script], cwd=folder_of(EXERCISE), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip


def check() -> dict[str, Any]:
    """The JSON of a check in the terminal, whose exit code must go with the verdict."""
    asked = seat(f"cd && lab check {EXERCISE.id} --json")
    found: dict[str, Any] = json.loads(asked.stdout)
    codes = {Verdict.PASSED: 0, Verdict.FAILED: 1, Verdict.NOT_ATTEMPTED: 1, Verdict.BROKEN: 3}
    assert asked.returncode == codes[found["verdict"]]
    return found


def test_everything_is_pruned_and_work_goes_on() -> None:
    """After `docker system prune -af --volumes` the same exercise, and one begun anew, can be done."""
    assert seat(f"{SOLUTION}\ndocker system prune -af --volumes").returncode == 0
    assert check()["verdict"] == Verdict.FAILED
    assert seat(SOLUTION).returncode == 0
    assert check()["verdict"] == Verdict.PASSED
    assert seat("docker system prune -af --volumes").returncode == 0
    assert seat(f"lab begin {EXERCISE.id} && {SOLUTION}").returncode == 0
    assert check()["verdict"] == Verdict.PASSED


@pytest.mark.parametrize("name", ["첫이미지:1.0", "First:1.0", "first:일점영", "FIRST", "첫 이미지", ":", "-t"])
def test_impossible_image_name_is_no_crash(name: str) -> None:
    """Docker refuses Korean and upper case in an image's name; the check says what is still missing."""
    seat(f"printf 'FROM busybox\\n' > Dockerfile; docker pull -q busybox; docker build -q -t '{name}' .")
    found = check()
    assert found["verdict"] in {Verdict.FAILED, Verdict.NOT_ATTEMPTED}
    assert all(finding["message"] for finding in found["findings"])


def test_korean_everywhere_is_read(computers: Computers) -> None:
    """Korean in files, labels, commands, variables and names of networks is in the snapshot as it was written."""
    run = (
        "docker run --name robust-korean --label 이름=값 --env 인사=안녕 -v robust-korean:/자리 busybox echo 안녕하세요"
    )
    try:
        done = seat(f"docker network create 우리망; mkdir 폴더; echo 글 > 한글.txt; {run}")
        assert done.returncode == 0, done.stderr
        assert seat(SOLUTION).returncode == 0
        assert check()["verdict"] == Verdict.PASSED
        state = computers.mine.snapshot()
        (container,) = (container for container in state.containers if container.name == "robust-korean")
        assert "안녕하세요" in str(container)
        assert "우리망" in {network.name for network in state.networks}
    finally:
        seat("docker rm -f robust-korean; docker volume rm robust-korean; docker network rm 우리망")


def test_unknown_names_are_facts(computers: Computers, tmp_path: Path) -> None:
    """Asking for what no engine can have, in Korean or upper case, finds nothing and raises nothing."""
    makers = (probes.image_inspect, probes.container_inspect, probes.container_logs, probes.file)
    asked = [maker(name) for name in ("한글이미지:1.0", "UPPER:Tag", "no such") for maker in makers]
    found = Prober(computers).gather(asked, {Computer.MINE: computers.mine.snapshot()}, tmp_path)
    assert not [probe for probe in asked if found[probe].found]


def test_strange_files_are_left_alone() -> None:
    """A name that is no text, a closed file, a pipe and a link to nowhere break neither check, reset nor start."""
    strange = r"echo x > $'\xff\xfe.txt'; echo y > closed; chmod 000 closed; mkfifo pipe; ln -s nowhere dangling"
    assert seat(strange).returncode == 0
    assert check()["verdict"] != Verdict.BROKEN
    lesson = Lesson()
    assert lesson.reset(EXERCISE.id).kind == "done"
    assert not any(folder_of(EXERCISE).iterdir())
    assert seat(strange).returncode == 0
    assert lesson.start(EXERCISE.id).kind == "done"
    assert check()["verdict"] != Verdict.BROKEN
    assert lesson.reset(EXERCISE.id).kind == "done"
    assert len(files_in(folder_of(EXERCISE))) == 4
    shutil.rmtree(folder_of(EXERCISE))


def test_folder_is_deleted() -> None:
    """Without its folder an exercise is not done, and a new start lays it again."""
    assert seat("cd && rm -rf ~/work/exercises/images/first").returncode == 0
    assert Lesson().check(EXERCISE.id).verdict in {Verdict.FAILED, Verdict.NOT_ATTEMPTED}
    assert Lesson().start(EXERCISE.id).kind == "done"
    assert folder_of(EXERCISE).is_dir()


def test_engine_is_asked_by_many() -> None:
    """Checks beside a learner's own builds and runs are right, too."""
    assert seat(SOLUTION).returncode == 0
    busy = "for i in 1 2 3 4 5; do docker run --rm --name robust-busy-$i busybox true; done"
    with subprocess.Popen(["bash", "-c", busy], stdout=subprocess.DEVNULL) as working:
        assert [check()["verdict"] for _ in range(3)] == [Verdict.PASSED] * 3
        assert working.wait(120) == 0
