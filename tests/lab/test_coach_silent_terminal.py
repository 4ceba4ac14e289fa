"""Programs at a terminal that end well and show something else: a shell that none was, Korean names in numbers."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import later, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import Explanation


@pytest.fixture(scope="module", autouse=True)
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with staged("busybox", "ubuntu"):
        for name, lines in (
            ("coach-greets", 'FROM busybox\nENTRYPOINT ["echo", "hello"]\n'),
            ("coach-fails", 'FROM busybox\nENTRYPOINT ["cat", "/etc/hosts"]\n'),
            ("coach-passes", 'FROM busybox\nCOPY --chmod=755 start.sh /\nENTRYPOINT ["/start.sh"]\n'),
        ):
            folder = tmp_path_factory.mktemp(name)
            (folder / "start.sh").write_text('#!/bin/sh\nexec "$@"\n')
            (folder / "Dockerfile").write_text(lines)
            docker(f"docker build -q -t {name} {folder}")
        yield


def at_terminal(line: str, folder: Path) -> Explanation | None:
    """Run it as far as that goes without a terminal, and hear what is told as if it had been one."""
    ran, _ = provoke(line.replace(" -it", " -t"), folder)
    return later(replace(ran, argv=tuple(shlex.split(line)), words="", inside=""), 0)


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ("coach-greets", ("`sh`가 실행되지 않고", "`echo hello sh -c true`", "`--entrypoint sh`")),
        ("coach-fails", ("`cat /etc/hosts sh -c true`",)),
        ("coach-passes", ()),
        ("busybox", ()),
    ],
)
def test_a_shell_that_was_to_be_opened(tmp_path: Path, image: str, told: tuple[str, ...]) -> None:
    """The image's own program got the word, whether it minds it or not."""
    said = words(at_terminal(f"docker run --rm -it {image} sh -c true", tmp_path))
    assert bool(said) == bool(told), said
    for part in told:
        assert part in said


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of the learner's disk with a Korean name in it."""
    folder = Path.home() / "coach-names"
    folder.mkdir()
    (folder / "차림표.txt").touch()
    yield folder
    shutil.rmtree(folder)


def test_korean_names_in_a_listing(home: Path) -> None:
    """The letter's own numbers, and the variable that is missing."""
    for line in ("docker run --rm -it -v ./:/d ubuntu ls /d", "docker run --rm -it -v ./:/d -w /d ubuntu sh -c ls"):
        explanation = at_terminal(line, home)
        assert explanation is not None
        assert explanation.id == "names-in-octal"
        assert r"`차림표.txt`를 `\354\260\250…`처럼" in explanation.what
        assert "`-e LANG=C.UTF-8`" in words(explanation)


@pytest.mark.parametrize(
    "line",
    [
        "docker run --rm -it -e LANG=C.UTF-8 -v ./:/d ubuntu ls /d",
        "docker run --rm -it -v ./:/d ubuntu ls -N /d",
        "docker run --rm -it -v ./:/d ubuntu cat /d/차림표.txt",
        "docker run --rm -it ubuntu ls /usr",
        "docker run --rm -it -v ./:/d busybox ls /d",
    ],
)
def test_names_that_are_shown_as_they_are(home: Path, line: str) -> None:
    """A locale, an option, another program, no such name, an `ls` that knows no numbers."""
    assert at_terminal(line, home) is None
