"""Folders that are mounted well and hold nothing: empty ones over files of the image, new ones in the background."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import later, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", autouse=True)
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("covers")
    (folder / "Dockerfile").write_text(
        "FROM busybox\nRUN mkdir /www && touch /www/index.html /tmp/left && mkdir /none\n"
    )
    with staged("busybox"):
        docker(f"docker build -q -t coach-pages {folder}")
        yield


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of the learner's disk, which the engine sees; `site` is in it and empty."""
    folder = Path.home() / "coach-covers"
    (folder / "site").mkdir(parents=True)
    yield folder
    docker("docker rm -f coach-pages-1")
    shutil.rmtree(folder)


def test_an_empty_folder_over_files_of_the_image(home: Path) -> None:
    """Told once a program had the time to fill it, and as long as nothing is in it."""
    ran, at_once = provoke("docker run -d --name coach-pages-1 -v ./site:/www coach-pages sleep 300", home)
    assert (ran.code, at_once) == (0, None)
    explanation = later(ran, 4)
    assert explanation is not None
    assert explanation.id == "mount-covers"
    assert "빈 폴더를 `/www`에 연결(마운트)해서" in explanation.what
    assert "`index.html`이 들어 있어요" in explanation.why
    (home / "site" / "index.html").touch()
    assert later(ran, 4) is None


def test_an_empty_folder_in_front(home: Path) -> None:
    """A program that has ended fills nothing any more."""
    _, explanation = provoke("docker run --rm -v ./site:/www coach-pages ls /www", home)
    assert explanation is not None
    assert explanation.id == "mount-covers"


@pytest.mark.parametrize("target", ["/tmp", "/none", "/out"])
def test_an_empty_folder_that_hides_nothing(home: Path, target: str) -> None:
    """A place to write in, one without files, and one that the image has not."""
    ran, at_once = provoke(f"docker run -d --name coach-pages-1 -v ./site:{target} coach-pages sleep 300", home)
    assert (ran.code, at_once, later(ran, 4)) == (0, None, None)


def test_a_new_folder_in_the_background(home: Path) -> None:
    """A database makes its own folder and fills it: only what stays empty is spoken of."""
    ran, _ = provoke("docker run -d --name coach-pages-1 -v ./db:/data coach-pages sleep 300", home)
    ran = replace(ran, missing=("./db",))
    assert later(ran, 0) is None
    assert later(ran, 4) is None
    assert "`./db`는 없던 폴더라서" in words(later(ran, 6))
    (home / "db" / "first").touch()
    assert later(ran, 6) is None


def test_a_new_folder_over_files_of_the_image(home: Path) -> None:
    """It is told earlier: the image's files are what the program would show."""
    ran, _ = provoke("docker run -d --name coach-pages-1 -v ./new:/www coach-pages sleep 300", home)
    explanation = later(replace(ran, missing=("./new",)), 4)
    assert explanation is not None
    assert explanation.id == "mount-made-empty"
