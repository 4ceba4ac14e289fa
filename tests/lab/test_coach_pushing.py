"""Pushes that fail: no image of that name here, nobody logged in, another's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.world import environment
from tests.support.coaching import pasted, provoke, words
from tests.support.staging import docker, free_port, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ME = environment.hub_account()


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


def login() -> None:
    """Log in to the practice Hub as the account."""
    docker(f'printf %s "$LAB_HUB_PASSWORD" | docker login -u {ME} --password-stdin')


def test_a_name_that_no_image_has(tmp_path: Path) -> None:
    """The image stands here under its short name: the parts of `docker tag`."""
    docker("docker tag busybox coach-shelf:1")
    ran, explanation = provoke(f"docker push {ME}/coach-shelf:1", tmp_path)
    assert explanation is not None
    assert explanation.id == "push-unnamed"
    assert f"`{ME}/coach-shelf:1`" in explanation.what
    assert f"지금 이름 `coach-shelf:1`, 다음에는 올릴 이름 `{ME}/coach-shelf:1`" in words(explanation)
    assert f"docker tag coach-shelf:1 {ME}" not in words(explanation)
    told = pasted(ran.words)
    assert told is not None
    assert told.id == "push-unnamed"


def test_a_tag_that_no_image_has(tmp_path: Path) -> None:
    """Docker added `:latest`; the tag that does stand here is named."""
    docker(f"docker tag busybox {ME}/coach-shelf:1")
    _, explanation = provoke(f"docker push {ME}/coach-shelf", tmp_path)
    assert explanation is not None
    assert explanation.id == "push-unnamed"
    assert f"`{ME}/coach-shelf:1`뿐이에요" in explanation.why
    assert "`:latest`를 붙였어요" in explanation.why


def test_nobody_logged_in(tmp_path: Path) -> None:
    """One's own name, and no login."""
    docker(f"docker tag busybox {ME}/coach-shelf:1")
    ran, explanation = provoke(f"docker push {ME}/coach-shelf:1", tmp_path)
    assert ran.code == 1
    assert explanation is not None
    assert explanation.id == "push-logged-out"
    assert f"`{ME}/coach-shelf:1`" in explanation.what
    assert "docker login" in words(explanation)
    assert "docker tag" not in words(explanation)


def test_nobody_logged_in_and_anothers_name(tmp_path: Path) -> None:
    """Both are said at once, so that the next try does not fail by the name."""
    docker("docker tag busybox somebody/coach-shelf:1")
    _, explanation = provoke("docker push somebody/coach-shelf:1", tmp_path)
    assert explanation is not None
    assert explanation.id == "push-logged-out"
    assert f"`{ME}/`로 시작하는 이름만" in explanation.why
    assert "docker tag" in words(explanation)


@pytest.mark.parametrize(
    ("name", "said"),
    [("somebody/coach-shelf:1", "`somebody`는 내 사용자명이 아니에요"), ("coach-shelf:1", "공식 이미지")],
)
def test_anothers_name(tmp_path: Path, name: str, said: str) -> None:
    """Logged in, and the name is another's or an official one."""
    docker(f"docker tag busybox {name}")
    login()
    _, explanation = provoke(f"docker push {name}", tmp_path)
    assert explanation is not None
    assert explanation.id == "push-elsewhere"
    assert said in explanation.why
    assert f"`{ME}`" in explanation.why
    assert f"`{ME}/coach-shelf:1`" in words(explanation)


def test_a_refusal_for_another_reason(tmp_path: Path) -> None:
    """Logged in, one's own name: `denied` is then neither explanation; and a registry that is not there is its own."""
    docker(f"docker tag busybox {ME}/coach-shelf:1")
    login()
    refused = "The push refers to repository [docker.io/{whose}/coach-shelf]\ndenied: requested access to the resource"
    assert pasted(refused.format(whose=ME)) is None
    docker("docker tag busybox somebody/coach-shelf:1")
    told = pasted(refused.format(whose="somebody"))
    assert told is not None
    assert told.id == "push-elsewhere"
    assert "`somebody/coach-shelf:1`" in told.what
    address = f"localhost:{free_port()}"
    docker(f"docker tag busybox {address}/coach-shelf:1")
    _, explanation = provoke(f"docker push {address}/coach-shelf:1", tmp_path)
    assert explanation is not None
    assert explanation.id == "registry-unreachable"
    assert "올리지 못했어요" in explanation.what
