"""Words that a blank split, and commands that people wish Docker had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker run --rm -v /home/내 프로젝트:/app busybox ls", ("`/home/내`와 `프로젝트:/app` 사이", "따옴표")),
        ("docker run -d --name my web busybox", ("`my`와 `web` 사이", "`--name`의 값")),
        ("docker run --rm -e KEY = value busybox env", ("`=`의 앞뒤", "`KEY=값`")),
        (r"docker run -d \ -p 8123:80 busybox", ("`busybox`", "`\\`")),
    ],
)
def test_a_split_word_is_told(tmp_path: Path, line: str, told: tuple[str, ...]) -> None:
    """The image further on is named, and the blank."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "split-word"
    assert all(part in words(explanation) for part in told), words(explanation)


@pytest.mark.parametrize(
    "line", ["docker run --rm no-such-image busybox", "docker run --rm -e KEY=1 busybox false busybox"]
)
def test_a_later_image_alone_is_no_split_word(tmp_path: Path, line: str) -> None:
    """Where nothing before the image could have been split, or the image is there, it is another matter."""
    _, explanation = provoke(line, tmp_path)
    assert explanation is None or explanation.id != "split-word"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker ls", ("`docker ps`", "`docker images`")),
        ("docker delete web", ("`docker rm`", "`docker rmi`")),
        ("docker up -d", ("`docker compose up`",)),
    ],
)
def test_what_people_wish_for(tmp_path: Path, line: str, told: tuple[str, ...]) -> None:
    """The commands that do it are named."""
    _, explanation = provoke(line, tmp_path)
    assert explanation is not None
    assert explanation.id == "mistyped"
    assert all(part in words(explanation) for part in told)
