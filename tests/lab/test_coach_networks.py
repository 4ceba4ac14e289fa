"""Networks and volumes that are not there: misspelt, removed, never made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import pasted, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STREET = "coach-street"


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        docker(f"docker network create {STREET}; docker volume create coach-box")
        yield
    docker(f"docker network rm {STREET}; docker volume rm -f coach-box coach-bax")


def test_a_misspelt_network(tmp_path: Path) -> None:
    """The one that was meant, and the container that is left behind: the next try meets its name."""
    ran, explanation = provoke("docker run -d --name coach-guest --network coach-stret busybox sleep 300", tmp_path)
    assert ran.code == 125
    assert explanation is not None
    assert explanation.id == "no-network"
    assert explanation.what == "`coach-stret`이라는 네트워크가 없어요."
    assert f"이름이 비슷한 `{STREET}`는 있어요" in explanation.why
    assert "남은 `coach-guest`를 `docker rm`으로 지워요" in words(explanation)
    assert "docker network create" not in words(explanation)
    _, again = provoke(f"docker run -d --name coach-guest --network {STREET} busybox sleep 300", tmp_path)
    assert again is not None
    assert again.id == "name-taken"


def test_a_network_that_was_removed(tmp_path: Path) -> None:
    """Its end is in the engine's record; a message alone is of elsewhere, and not told of one that stands here."""
    docker("docker network create coach-lane; docker network rm coach-lane")
    docker("docker run -d --name coach-guest busybox sleep 300")
    ran, explanation = provoke("docker network connect coach-lane coach-guest", tmp_path)
    assert "`coach-lane`이라는 네트워크는 방금 지워졌어요" in words(explanation)
    told = pasted(ran.words)
    assert told is not None
    assert told.id == "no-network"
    assert told.what == "메시지가 나온 컴퓨터에 `coach-lane`이라는 네트워크가 없어요."
    assert "방금" not in words(told)
    assert pasted(ran.words.replace("coach-lane", STREET)) is None


@pytest.mark.parametrize("line", ["docker volume rm coach-bax", "docker volume inspect coach-bax"])
def test_a_misspelt_volume(tmp_path: Path, line: str) -> None:
    """Likewise, and where the names stand."""
    _, explanation = provoke(line, tmp_path)
    assert explanation is not None
    assert explanation.what == "`coach-bax`라는 볼륨이 없어요."
    assert "이름이 비슷한 `coach-box`는 있어요" in explanation.why
    assert "`docker volume ls`로 지금 있는 볼륨의" in words(explanation)


def test_a_volume_that_nobody_made(tmp_path: Path) -> None:
    """Nothing is like it: it has to be made first."""
    _, explanation = provoke("docker volume rm zzz-quux", tmp_path)
    assert "이름이 비슷한 볼륨도 없어요" in words(explanation)


def test_a_container_that_says_so_itself(tmp_path: Path) -> None:
    """The program's words, not the engine's."""
    said = "echo Error response from daemon: network coach-stret not found >&2; exit 1"
    ran, explanation = provoke(f"docker run --rm busybox sh -c '{said}'", tmp_path)
    assert ran.code == 1
    assert explanation is None or explanation.id != "no-network"
