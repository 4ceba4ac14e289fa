"""What is in use and cannot go, and what is full."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.coach.model import FinishedCommand
from tests.support.coaching import DOCKER, later, pasted, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

SHM = Path("/dev/shm")
SMALL = "docker volume create --opt type=tmpfs --opt device=tmpfs --opt o=size=1m coach-small"
MEGA = 1024 * 1024


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "ubuntu"):
        yield


def test_volume_in_use(tmp_path: Path) -> None:
    """By whom, running and not; a volume that is not there is in nobody's use."""
    docker("docker run -d --name coach-user -v coach-kept:/data busybox sleep 300")
    docker("docker create --name coach-idle -v coach-kept:/data busybox")
    ran, explanation = provoke("docker volume rm coach-kept", tmp_path)
    assert explanation is not None
    assert explanation.id == "still-in-use"
    assert "볼륨 `coach-kept`를 쓰는" in explanation.what
    assert "실행 중인 컨테이너 `coach-user`가" in explanation.why
    assert "멈춘 컨테이너 `coach-idle`도" in explanation.why
    assert words(pasted(ran.words)) == words(explanation)
    docker("docker rm -f coach-user coach-idle")
    assert provoke("docker volume rm coach-kept", tmp_path)[1] is None
    assert "coach-user" not in words(provoke("docker volume rm coach-kept", tmp_path)[1])


def test_network_in_use(tmp_path: Path) -> None:
    """By what runs in it; Docker's own networks are kept for another reason."""
    docker("docker network create coach-net && docker run -d --name coach-in --network coach-net busybox sleep 300")
    ran, explanation = provoke("docker network rm coach-net", tmp_path)
    assert explanation is not None
    assert "실행 중인 `coach-in`이 이 네트워크에" in explanation.why
    assert words(pasted(ran.words)) == words(explanation)
    docker("docker run -d --name coach-bridged busybox sleep 300")
    ran, explanation = provoke("docker network rm bridge", tmp_path)
    assert (ran.code, explanation) == (1, None)


@pytest.fixture
def full() -> Iterator[Path]:
    """A folder on a disk that has one megabyte left."""
    filler = SHM / "coach-filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(SHM).free - MEGA)
    try:
        yield SHM
    finally:
        for left in SHM.glob("coach-*"):
            left.unlink()


def test_place_of_a_saved_file_is_full(full: Path, tmp_path: Path) -> None:
    """The place, what is left there, and how large the image is; not the engine's disk."""
    ran, explanation = provoke(f"docker save -o {full}/coach-x.tar ubuntu", tmp_path)
    assert ran.code == 1
    assert explanation is not None
    assert explanation.id == "no-space"
    assert f"`{full}/coach-x.tar`를 쓸 자리가 없어요" in explanation.what
    assert f"`{full}`에 지금 남은 자리는" in explanation.why
    assert "`ubuntu`(" in explanation.why
    assert "system df" not in words(explanation)


def test_redirected_file_is_full(tmp_path: Path) -> None:
    """`docker save … > file`: the shell's file, whatever it is called."""
    with Path("/dev/full").open("wb") as file:
        done = subprocess.run(
            [DOCKER, "save", "busybox"], stdout=file, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    ran = FinishedCommand(
        argv=("docker", "save", "busybox"), code=done.returncode, words=done.stderr, folder=str(tmp_path)
    )
    assert "`>`로 가리킨 파일을 쓸 자리가 없어요" in words(later(ran))


def test_engine_has_no_room(tmp_path: Path) -> None:
    """What takes the room, and what may go; said by the engine itself of a file system of its own that is too small."""
    (tmp_path / "large").write_bytes(bytes(70 * MEGA))
    docker("docker run --name coach-wrote busybox dd if=/dev/zero of=/x bs=1M count=1")
    docker("docker create --name coach-shm -v /dev/shm:/d busybox")
    try:
        ran, explanation = provoke("docker cp large coach-shm:/d/coach-large", tmp_path)
    finally:
        docker("docker run --rm -v /dev/shm:/d busybox rm -f /d/coach-large")
    assert "no space left on device" in ran.words
    assert explanation is not None
    assert explanation.id == "no-space"
    assert "도커 엔진이 쓰려던 곳에 남은 자리가 없어요" in explanation.what
    assert "이미지 " in explanation.why
    assert "컨테이너 2개 1.05MB(쓰지 않는 것 2개)" in explanation.why
    assert "멈춘 컨테이너는 `docker container prune`" in words(explanation)
    assert "`docker system df`" in words(pasted(ran.words))


def test_small_place_in_a_container(tmp_path: Path) -> None:
    """A tmpfs or a volume with a size of its own is full, said by a program or by the engine: not the disk."""
    docker(SMALL)
    (tmp_path / "large").write_bytes(bytes(3 * MEGA))
    docker("docker create --name coach-cp -v coach-small:/d busybox")
    fill = "dd if=/dev/zero of=/d/x bs=1M count=3"
    lines = {
        f"docker run --rm --tmpfs /d:size=1m busybox {fill}": "메모리에 만든 `/d`가",
        f"docker run --rm -v coach-small:/d busybox {fill}": "볼륨 `coach-small`이",
        "docker run --rm -v coach-small:/bin busybox true": "볼륨 `coach-small`이",
        "docker cp large coach-cp:/d/large": "볼륨 `coach-small`이",
    }
    for line, said in lines.items():
        ran, explanation = provoke(line, tmp_path)
        assert ran.code != 0
        assert explanation is not None, line
        assert explanation.id == "small-place-full"
        assert said in explanation.what
        assert "1MB로" in explanation.why
