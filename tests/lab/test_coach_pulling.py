"""Pulls that fail: no way to the registry, no such image, no such tag, too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.world import environment, hub
from tests.support.coaching import pasted, provoke, told_of, words
from tests.support.limited_registry import ALLOWED, limited_registry
from tests.support.staging import docker, free_port, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOKUP = (
    "Unable to find image '{image}:latest' locally\n"
    'docker: Error response from daemon: Get "https://{host}/v2/": dial tcp: lookup {host}: no such host.'
)


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "python"):
        yield


def test_an_address_that_is_none(tmp_path: Path) -> None:
    """What stands before the slash was read as a registry's address; and `:latest` was added."""
    ran, explanation = provoke("docker pull nosuch.example/coach", tmp_path)
    assert ran.code == 1
    assert explanation is not None
    assert explanation.id == "registry-unreachable"
    assert "`nosuch.example` 레지스트리에 연결하지 못해서" in explanation.what
    assert "주소로 읽어요" in explanation.why
    assert "`:latest`를 붙였어요" in explanation.why
    _, tagged = provoke("docker pull nosuch.example/coach:1", tmp_path)
    assert ":latest" not in words(tagged)


def test_an_address_where_nobody_answers(tmp_path: Path) -> None:
    """The computer is there, the registry is not."""
    port = free_port()
    _, explanation = provoke(f"docker pull localhost:{port}/coach:1", tmp_path)
    assert explanation is not None
    assert explanation.id == "registry-unreachable"
    assert f"`localhost:{port}`" in explanation.what
    assert "대답하는 레지스트리가 없어요" in explanation.why


def test_docker_hub_could_not_be_found() -> None:
    """Of a command it is said that Docker Hub's address is found by now; a message alone is another computer's."""
    message = LOOKUP.format(image="busybux", host="registry-1.docker.io")
    explanation = told_of("docker pull busybux", message)
    assert explanation is not None
    assert explanation.id == "registry-unreachable"
    assert "Docker Hub에 연결하지 못해서 `busybux:latest`를" in explanation.what
    assert "지금은 Docker Hub의 주소를 찾을 수 있어요" in explanation.why
    assert "`busybox`" in words(explanation)
    told = pasted(message)
    assert told is not None
    assert told.id == "registry-unreachable"
    assert "메시지가 나온 컴퓨터가 인터넷에서" in told.what
    assert "이미지 이름이 틀린 것은 아니에요" in told.why
    assert "지금은" not in words(told)


@pytest.mark.parametrize(
    ("wrong", "right"), [("ubunut", "ubuntu"), ("pyton", "python"), ("hello-wrold", "hello-world")]
)
def test_a_public_image_misspelt(tmp_path: Path, wrong: str, right: str) -> None:
    """The nearest of what can be fetched, whether it stands here or not."""
    ran, explanation = provoke(f"docker run {wrong}", tmp_path)
    assert ran.code == 125
    assert explanation is not None
    assert explanation.id == "pull-denied"
    assert f"`{wrong}:latest`" in explanation.what
    assert f"`{right}`" in explanation.why
    told = pasted(ran.words)
    assert told is not None
    assert told.id == "pull-denied"
    assert f"메시지가 나온 컴퓨터가 `{wrong}` 이미지를 받지 못했어요" in told.what
    assert "이름의 철자가 틀렸을 때가 가장 많아요" in told.why


def test_a_public_image_that_nobody_made(tmp_path: Path) -> None:
    """Nothing is like it."""
    _, explanation = provoke("docker pull zzyzx-qqq", tmp_path)
    assert explanation is not None
    assert explanation.id == "pull-denied"
    assert "공식 이미지에 그런 이름이 없어요" in explanation.why


def test_somebodys_image_unseen(tmp_path: Path) -> None:
    """Not logged in, nobody can say whether it is missing or private; logged in, it is one of the two for this user."""
    _, out = provoke("docker pull somebody/zzyzx", tmp_path)
    assert out is not None
    assert out.id == "pull-denied"
    assert "로그인하지 않아서" in out.why
    docker(f'printf %s "$LAB_HUB_PASSWORD" | docker login -u {environment.hub_account()} --password-stdin')
    _, logged_in = provoke("docker pull somebody/zzyzx", tmp_path)
    assert logged_in is not None
    assert f"`{environment.hub_account()}`" in logged_in.why
    assert "docker login" not in words(logged_in)


def test_an_own_image_that_was_not_pushed(tmp_path: Path) -> None:
    """What the account has on the Hub is known."""
    own = f"{environment.hub_account()}/coach-shelf"
    docker(f'printf %s "$LAB_HUB_PASSWORD" | docker login -u {environment.hub_account()} --password-stdin')
    docker(f"docker tag busybox {own}:1 && docker push -q {own}:1")
    try:
        _, missing = provoke(f"docker pull {environment.hub_account()}/zzyzx", tmp_path)
        _, misspelt = provoke(f"docker pull {own}e", tmp_path)
        _, tag = provoke(f"docker pull {own}:2", tmp_path)
    finally:
        hub.remove(f"{own}:1")
    assert missing is not None
    assert f"`{own}:1`" in missing.why
    assert misspelt is not None
    assert f"`{own}`는 있어요" in misspelt.why or f"`{own}`은 있어요" in misspelt.why
    assert tag is not None
    assert tag.id == "no-tag"
    assert "받을 수 있는 태그는 `1`" in tag.why


def test_a_tag_that_is_not_there(tmp_path: Path) -> None:
    """The image is; its tags are listed."""
    ran, explanation = provoke("docker pull python:2.0", tmp_path)
    assert explanation is not None
    assert explanation.id == "no-tag"
    assert "`python` 이미지는 있지만 `2.0`이라는 태그가 없어서" in explanation.what
    assert "`latest`" in explanation.why
    assert words(pasted(ran.words)) == words(explanation)


def test_a_build_from_what_is_not_there(tmp_path: Path) -> None:
    """`FROM` fetches as well, and says it in other words."""
    (tmp_path / "Dockerfile").write_text("FROM pyton\n")
    _, name = provoke("docker build .", tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM python:2.0\n")
    _, tag = provoke("docker build .", tmp_path)
    assert name is not None
    assert name.id == "pull-denied"
    assert "`python`" in name.why
    assert tag is not None
    assert tag.id == "no-tag"


def test_the_same_words_of_an_image_that_is_there() -> None:
    """Of a command, what is no longer true is not told; a message alone is of elsewhere, where it may be."""
    denied = "pull access denied for python, repository does not exist or may require 'docker login': denied: requested"
    unknown = "Error response from daemon: manifest for python:latest not found: manifest unknown"
    for message, id, said in (
        (denied, "pull-denied", "메시지가 나온 컴퓨터가 `python` 이미지를 받지 못했어요"),
        (unknown, "no-tag", "레지스트리에 `python:latest` 이미지가 없어요"),
    ):
        assert told_of("docker pull python", message) is None
        told = pasted(message)
        assert told is not None
        assert told.id == id
        assert said in told.what


def test_too_many_pulls(tmp_path: Path) -> None:
    """A registry that counts, and what it gave a moment ago: nothing is wrong with the name."""
    with limited_registry() as address:
        image = f"{address}/library/busybox:1.37"
        docker(f"docker pull -q {image}; docker rmi {image}")
        assert any(provoke(f"docker pull {image}", tmp_path)[0].code for _ in range(2 * ALLOWED))
        docker(f"docker rmi {image}; true")
        for line in (f"docker pull {image}", f"docker run {image}"):
            ran, explanation = provoke(line, tmp_path)
            assert ran.code != 0
            assert explanation is not None
            assert explanation.id == "rate-limit"
            assert f"`{address}` 레지스트리에서 이미지를 너무 많이 받아서" in explanation.what
            assert "6시간에 100번" in explanation.why
            assert "미러" in words(explanation)
        _, wrong = provoke(f"docker pull {address.replace('localhost', 'nosuch.example')}/coach:1", tmp_path)
    assert wrong is not None
    assert wrong.id == "registry-unreachable"


def test_too_many_pulls_while_logged_in() -> None:
    """Who is logged in is not told to log in; a message alone says nothing of who is logged in here."""
    message = "Error response from daemon: toomanyrequests: You have reached your pull rate limit."
    assert "`docker login`" in words(told_of("docker pull busybox", message))
    told = pasted(message)
    assert "`docker login`" in words(told)
    docker(f'printf %s "$LAB_HUB_PASSWORD" | docker login -u {environment.hub_account()} --password-stdin')
    assert pasted(message) == told
    explanation = told_of("docker pull busybox", message)
    assert explanation is not None
    assert f"`{environment.hub_account()}`" in explanation.why
    assert "`docker login`" not in words(explanation)
