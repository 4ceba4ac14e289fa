"""Data that goes with a container: the coach looks before `docker rm`, for afterwards nothing can be seen."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support import seats
from tests.support.coaching import words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


def removed(made: str, line: str, folder: Path) -> list[str]:
    """Make containers, remove them as a learner does, and return what is told of that."""
    docker(made)
    with seats.taken(folder, (0.0,)) as seat, (folder / "said").open("w") as said:
        done = subprocess.run(["bash", "-c", line], env=os.environ, stdout=said, stderr=said, check=False, timeout=60)
        seat.look_again()
        assert done.returncode == 0
        return [words(message.explanation) for message in seat.told]


@pytest.mark.parametrize("line", ["docker rm -f coach-db", "docker container rm -f coach-db", "docker rm -f $id"])
def test_files_that_only_the_container_had(tmp_path: Path, line: str) -> None:
    """They are named, and so is where data belongs."""
    made = "docker run -d --name coach-db busybox sh -c 'mkdir /data; echo order > /data/orders.txt; sleep 600'"
    wait = "until docker exec coach-db cat /data/orders.txt > /dev/null 2>&1; do sleep 0.1; done"
    for attempt in range(5):  # a success is not held up where the machine is busy: then nobody hears of it
        folder = tmp_path / str(attempt)
        folder.mkdir()
        if told := removed(f"{made}; {wait}", f"id=$(/usr/bin/docker ps -ql); {line}", folder):
            break
    assert len(told) == 1
    assert "컨테이너 `coach-db`와 함께, 그 안에만 있던 파일 `/data/orders.txt`가 사라졌어요" in told[0]
    assert "볼륨" in told[0]


@pytest.mark.parametrize(
    "options",
    [
        "busybox true",
        "-v coach-kept:/data busybox sh -c 'echo order > /data/orders.txt'",
        "busybox sh -c 'echo x > /tmp/x; echo x > /var/log/x; echo x > /.x; mkdir /empty; touch /mark'",
    ],
)
def test_nothing_that_anybody_would_miss(tmp_path: Path, options: str) -> None:
    """No file, one in a volume, and what programs write for themselves."""
    assert removed(f"docker run --name coach-job {options}", "docker rm coach-job", tmp_path) == []
