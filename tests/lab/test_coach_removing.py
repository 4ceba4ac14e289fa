"""Removing what is in use: a running container, and images that containers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import pasted, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IMAGE = "coach-kept:1"


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    """An image of our own: the public ones may be kept by somebody else's containers."""
    with staged("busybox"):
        docker(f"docker run --name coach-seed busybox true && docker commit coach-seed {IMAGE} && docker rm coach-seed")
        yield


def test_removing_a_running_container(tmp_path: Path) -> None:
    """What it is, and what force would lose and what would stay."""
    docker(f"docker run -d --name coach-web -v coach-data:/data {IMAGE} sleep 300")
    try:
        ran, explanation = provoke("docker rm coach-web", tmp_path)
    finally:
        docker("docker rm -f coach-web; docker volume rm coach-data")
    assert ran.code == 1
    assert explanation is not None
    assert explanation.id == "removing-running"
    assert "`coach-web`이 아직 실행 중이라서" in explanation.what
    assert f"`{IMAGE}` 이미지로 만든 컨테이너" in explanation.why
    assert "프로세스가 바로 끊기고" in explanation.why
    assert "볼륨 `coach-data`의 내용은 남아요" in explanation.why
    assert "-f" not in " ".join(explanation.next)


def test_the_message_alone_names_the_container() -> None:
    """Two versions' words, by name and by id."""
    id = docker(f"docker run -d --name coach-web {IMAGE} sleep 300")
    for message in (
        'Error response from daemon: cannot remove container "/coach-web": container is running: stop the container',
        f"You cannot remove a running container {id}. Stop the container before attempting removal or force remove",
    ):
        explanation = pasted(message)
        assert explanation is not None
        assert explanation.id == "removing-running"
        assert "`coach-web`" in explanation.what


def test_removing_an_ended_one_beside_an_unknown_one(tmp_path: Path) -> None:
    """`docker rm` that fails for another reason is no explanation of running containers."""
    docker(f"docker run --name coach-ended {IMAGE} true; docker run -d --name coach-web {IMAGE} sleep 300")
    _, explanation = provoke("docker rm coach-ended coach-wep", tmp_path)
    assert explanation is not None
    assert explanation.id == "no-container"


def test_an_image_that_an_ended_container_keeps(tmp_path: Path) -> None:
    """Which container, and that it has ended."""
    docker(f"docker run --name coach-ended {IMAGE} true")
    ran, explanation = provoke(f"docker rmi {IMAGE}", tmp_path)
    assert explanation is not None
    assert explanation.id == "image-kept-stopped"
    assert "`coach-ended`는 " in explanation.why
    assert "종료 코드 0으로 끝났어요" in explanation.why
    assert "docker stop" not in words(explanation)
    told = pasted(ran.words)
    assert told is not None
    assert told.why == explanation.why


def test_an_image_that_a_running_container_keeps(tmp_path: Path) -> None:
    """By name and by id the engine says it differently; the ended one beside it is named as well."""
    docker(f"docker run --name coach-ended {IMAGE} true; docker run -d --name coach-web {IMAGE} sleep 300")
    for name in (IMAGE, docker(f"docker images -q {IMAGE}")):
        ran, explanation = provoke(f"docker rmi {name}", tmp_path)
        assert explanation is not None, ran
        assert explanation.id == "image-kept-running"
        assert f"`{name}` 이미지로 만든 컨테이너가 지금 실행 중" in explanation.what
        assert "`coach-web`은 " in explanation.why
        assert "`coach-ended`는" in explanation.why
        assert "docker stop" in words(explanation)


def test_an_image_with_two_names_is_another_matter(tmp_path: Path) -> None:
    """By its id it is refused for its names, not for its container."""
    docker(f"docker tag {IMAGE} coach-kept:2 && docker create --name coach-web {IMAGE}")
    ran, explanation = provoke(f"docker rmi {docker(f'docker images -q {IMAGE}')}", tmp_path)
    assert ran.code == 1
    assert explanation is None
    docker("docker rmi coach-kept:2")
