"""Names of containers and images: taken, unknown, misspelt, one given for the other, and such as nobody can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import pasted, provoke, told_of, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


@pytest.mark.parametrize("line", ["docker run -d --name coach-web busybox", "docker create --name=coach-web busybox"])
def test_a_name_that_a_running_container_has(tmp_path: Path, line: str) -> None:
    """What has the name, made when, and that it runs."""
    docker("docker run -d --name coach-web busybox sleep 300")
    ran, explanation = provoke(line, tmp_path)
    assert explanation is not None
    assert explanation.id == "name-taken"
    assert "`coach-web`이라는 이름을" in explanation.what
    assert "`busybox` 이미지로 만든 컨테이너이고, 지금 실행 중이에요" in explanation.why
    assert "docker stop" in words(explanation)
    told = pasted(ran.words)
    assert told is not None
    assert told.why == explanation.why


def test_a_name_that_an_ended_container_has(tmp_path: Path) -> None:
    """An ended one keeps its name, and its exit code is told."""
    docker("docker run --name coach-web busybox sh -c 'exit 3' || true")
    _, explanation = provoke("docker run --name coach-web busybox true", tmp_path)
    assert explanation is not None
    assert explanation.id == "name-taken"
    assert "종료 코드 3으로 끝났어요" in explanation.why
    assert "docker start" in words(explanation)
    assert "docker stop" not in words(explanation)


def test_renaming_to_a_taken_name(tmp_path: Path) -> None:
    """`docker rename` meets the same."""
    docker("docker create --name coach-web busybox; docker create --name coach-other busybox")
    _, explanation = provoke("docker rename coach-other coach-web", tmp_path)
    assert explanation is not None
    assert explanation.id == "name-taken"
    assert "이름을 그것으로 바꾸지 못했어요" in explanation.what
    assert "만들어지기만 하고 시작되지 않았어요" in explanation.why


def test_a_taken_name_is_not_the_reason(tmp_path: Path) -> None:
    """The name is taken and the image does not exist: the engine gets as far as the image only."""
    docker("docker create --name coach-web busybox")
    _, explanation = provoke("docker run --name coach-web busybux", tmp_path)
    assert explanation is not None
    assert explanation.id == "pull-denied"
    message = 'The container name "/coach-gone" is already in use by container "0123456789ab".'
    assert told_of("docker run --name coach-gone busybox", message, code=125) is None
    told = pasted(message)
    assert told is not None
    assert told.id == "name-taken"
    assert told.what == "메시지가 나온 컴퓨터에서 `coach-gone`이라는 이름을 다른 컨테이너가 이미 쓰고 있어요."


@pytest.mark.parametrize("line", ["docker stop {}", "docker logs {}", "docker exec {} ls", "docker cp {}:/etc/x ."])
def test_a_containers_name_misspelt(tmp_path: Path, line: str) -> None:
    """The nearest name, whatever was to be done."""
    docker("docker create --name coach-web busybox")
    ran, explanation = provoke(line.format("coach-wev"), tmp_path)
    assert explanation is not None
    assert explanation.id == "no-container"
    assert "`coach-wev`라는 컨테이너가 없어요" in explanation.what
    assert "`coach-web`은 있어요" in explanation.why
    told = pasted(ran.words)
    assert told is not None
    assert told.id == "no-container"
    assert told.what == "메시지가 나온 컴퓨터에 `coach-wev`라는 컨테이너가 없어요."
    assert "coach-web" not in words(told)


def test_an_image_given_for_a_container(tmp_path: Path) -> None:
    """Which containers were made from it."""
    docker("docker run -d --name coach-quiet busybox sleep 300")
    _, explanation = provoke("docker stop busybox", tmp_path)
    assert explanation is not None
    assert explanation.id == "no-container"
    assert "`busybox`는 이미지의 이름이에요" in explanation.why
    assert "`coach-quiet`" in explanation.why


def test_a_container_that_was_removed(tmp_path: Path) -> None:
    """`--rm` took it away: the engine's history tells."""
    docker("docker run --rm --name coach-brief busybox true")
    _, explanation = provoke("docker logs coach-brief", tmp_path)
    assert explanation is not None
    assert explanation.id == "no-container"
    assert "`coach-brief`라는 컨테이너는 " in explanation.why
    assert "지워졌어요" in explanation.why


def test_a_container_that_is_there(tmp_path: Path) -> None:
    """No explanation of missing names where the command failed for another reason, or where it stands there by now."""
    docker("docker create --name coach-web busybox")
    _, explanation = provoke("docker exec coach-web ls", tmp_path)
    assert explanation is not None
    assert explanation.id == "not-running"
    assert pasted("Error response from daemon: No such container: coach-web") is None


@pytest.mark.parametrize(
    "line", ["docker rmi {}", "docker save -o x.tar {}", "docker tag {} coach-x:1", "docker history {}"]
)
def test_an_images_name_misspelt(tmp_path: Path, line: str) -> None:
    """The nearest name; a container's name given for an image's; a tag that is not there."""
    docker("docker create --name coach-web busybox; docker tag busybox coach-shelf:1.0")
    for given, said in (
        ("busybux", "`busybox:latest`는 있어요"),
        ("coach-web", "`coach-web`은 이미지가 아니라 컨테이너의 이름이에요"),
        ("coach-shelf:2.0", "`coach-shelf`는 있지만 그 태그는 없어요. 지금 있는 것은 `coach-shelf:1.0`뿐이에요"),
    ):
        ran, explanation = provoke(line.format(given), tmp_path)
        assert explanation is not None, ran
        assert explanation.id == "no-image"
        assert f"`{given}`" in explanation.what
        assert said in explanation.why


def test_an_untagged_name_is_latest(tmp_path: Path) -> None:
    """`coach-shelf` means `coach-shelf:latest`, which is said."""
    docker("docker tag busybox coach-shelf:1.0")
    _, explanation = provoke("docker rmi coach-shelf", tmp_path)
    assert explanation is not None
    assert "태그를 적지 않으면 `latest`로 읽어요" in explanation.why
    message = "Error response from daemon: No such image: busybox:latest"
    assert told_of("docker rmi busybox", message) is None
    told = pasted(message)
    assert told is not None
    assert told.id == "no-image"
    assert told.what == "메시지가 나온 컴퓨터에 `busybox:latest` 이미지가 없어요."


@pytest.mark.parametrize(
    ("line", "wrong", "right"),
    [
        ("docker run Busybox", "Busybox", "busybox"),
        ("docker pull Up:1", "Up:1", "up:1"),
        ("docker tag busybox Up:V1", "Up:V1", "up:V1"),
        ("docker build -t Up:1 .", "Up:1", "up:1"),
        ("docker run 'my image'", "my image", "my-image"),
        ("docker run --name 'my web' busybox", "my web", "my-web"),
    ],
)
def test_names_that_nothing_can_have(tmp_path: Path, line: str, wrong: str, right: str) -> None:
    """The name as it would be right."""
    ran, explanation = provoke(line, tmp_path)
    assert explanation is not None, ran
    assert explanation.id == "bad-name"
    assert f"`{wrong}`" in explanation.what
    assert f"`{right}`" in words(explanation)


@pytest.mark.parametrize(
    "line",
    ["docker run 비지박스", "docker build -t 내것 .", "docker tag busybox a:한글", "docker run --name 웹 busybox"],
)
def test_korean_letters_in_names(tmp_path: Path, line: str) -> None:
    """They are for sentences."""
    _, explanation = provoke(line, tmp_path)
    assert explanation is not None
    assert explanation.id == "bad-name"
    assert "한글을 쓸 수 없어요" in explanation.why


def test_something_else_in_the_images_place(tmp_path: Path) -> None:
    """A space too many after `-p 8080` and a hyphen from a word processor are told as what they are."""
    _, space = provoke("docker run -p 8080 :80 busybox", tmp_path)
    _, dash = provoke("docker run –d busybox", tmp_path)
    assert "빈칸이 잘못 들어가지" in words(space)
    assert "다른 글자" in words(dash)


def test_good_names_are_not_faulted(tmp_path: Path) -> None:
    """A wrong image with a good name is another explanation."""
    _, explanation = provoke("docker run busybux", tmp_path)
    assert explanation is not None
    assert explanation.id != "bad-name"
    assert pasted('ERROR: invalid tag "up:1": invalid reference format') is None
