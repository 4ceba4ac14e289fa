"""Builds that end well and will disappoint: lines without effect, old lists, an image that was not built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "ubuntu"):
        yield


# `--version` ends apt-get before it needs a network.
UPDATE, INSTALL = "apt-get update --version", "apt-get install --version"


@pytest.mark.parametrize(
    ("lines", "rule", "told"),
    [
        (f"FROM ubuntu\nRUN {UPDATE}\nRUN {INSTALL}\n", "update-alone", ("`apt-get update`가 따로", "`&&`")),
        (f"FROM ubuntu\nRUN {UPDATE} && {INSTALL}\n", "", ()),
        (f"FROM ubuntu\nRUN {UPDATE}\nFROM busybox\nRUN echo apt-get install\n", "", ()),
        ("FROM busybox\nRUN export NAME=x\nCMD echo $NAME\n", "line-without-effect", ("`ENV NAME=값`",)),
        ("FROM busybox\nRUN export NAME=x && echo $NAME\nCMD echo $HOME\n", "", ()),
        ("FROM busybox\nRUN cd /tmp\nRUN touch a\n", "line-without-effect", ("`RUN cd /tmp`는", "`WORKDIR /tmp`를")),
        ("FROM busybox\nRUN cd /tmp\nWORKDIR /tmp\nRUN touch a\n", "", ()),
        ("FROM busybox\nRUN cd /tmp && touch a\nRUN touch b\n", "", ()),
        ("ARG NAME=x\nFROM busybox\nRUN echo $NAME\n", "line-without-effect", ("`FROM` 아래에 `ARG NAME`을",)),
        ("ARG NAME=x\nFROM busybox\nARG NAME\nRUN echo $NAME\n", "", ()),
        ("ARG NAME=busybox\nFROM $NAME\nRUN echo $HOME\n", "", ()),
        ('FROM busybox\nCMD ["echo", "one"]\nCMD ["echo", "two"]\n', "line-without-effect", ("마지막 것만",)),
        ('FROM busybox AS one\nCMD ["ls"]\nFROM one\nCMD ["pwd"]\n', "", ()),
    ],
)
def test_lines_of_a_dockerfile(tmp_path: Path, lines: str, rule: str, told: tuple[str, ...]) -> None:
    """What two lines part, or one line forgets, is told after the build."""
    (tmp_path / "Dockerfile").write_text(lines)
    ran, explanation = provoke("docker build --no-cache -t coach-lines .", tmp_path)
    assert ran.code == 0, ran.said
    assert (explanation.id if explanation else "") == rule, words(explanation)
    for part in told:
        assert part in words(explanation)


def test_an_installation_from_the_cache(tmp_path: Path) -> None:
    """Nothing is said again of what was not done again."""
    (tmp_path / "Dockerfile").write_text(f"FROM ubuntu\nRUN {UPDATE}\nRUN {INSTALL}\n")
    docker(f"docker build -q -t coach-lines {tmp_path}")
    assert provoke("docker build -t coach-lines .", tmp_path)[1] is None


@pytest.mark.parametrize(
    ("copy", "file"), [("COPY menu.txt /", "menu.txt"), ("WORKDIR /app\nCOPY . .", "src/menu.txt")]
)
def test_an_image_that_was_not_built_anew(tmp_path: Path, copy: str, file: str) -> None:
    """The file in the image is another one than that of the folder; once it is built anew there is nothing to say."""
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("one\n")
    (tmp_path / "Dockerfile").write_text(f"FROM busybox\n{copy}\nCMD true\n")
    docker(f"docker build -q -t coach-old {tmp_path}")
    assert provoke("docker run --rm coach-old", tmp_path)[1] is None
    path.write_text(f"two {uuid4()}\n")  # that no earlier build has made: its image would be as old as that
    _, explanation = provoke("docker run --rm coach-old", tmp_path)
    assert explanation is not None
    assert explanation.id == "image-outdated"
    assert f"`coach-old` 이미지는 `{file}`" in explanation.what
    docker(f"docker build -q -t coach-new {tmp_path}")
    assert provoke("docker run --rm coach-old", tmp_path)[1] is None


def test_a_service_that_was_not_built_anew(tmp_path: Path) -> None:
    """`docker compose up` takes the image that there is."""
    (tmp_path / "compose.yaml").write_text("services:\n  web:\n    build: .\n")
    (tmp_path / "Dockerfile").write_text("FROM busybox\nCOPY menu.txt /\nCMD sleep 300\n")
    (tmp_path / "menu.txt").write_text("one\n")
    docker(f"cd {tmp_path} && docker compose up -d")
    (tmp_path / "menu.txt").write_text("two\n")
    assert "`--build`를 붙이면" in words(provoke("docker compose up -d", tmp_path)[1])
    assert provoke("docker compose up -d --build", tmp_path)[1] is None
    docker(f"cd {tmp_path} && docker compose down -t 0 --rmi local")
