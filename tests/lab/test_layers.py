"""Layers of images that a real engine built."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from helpers.authoring.outputs import masked
from helpers.dockerdata.history import LayerShare, rows
from helpers.ui.layers import HINT, Library, draw_layers
from helpers.world import errors
from tests.support.tiny import bash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.world.computers import Computers

NAME = "lab-layers"
DOCKERFILE = """FROM busybox:latest
WORKDIR /app
RUN echo early > /early
COPY a.txt /app
RUN cp a.txt late
ENV A=1
CMD ["cat", "late"]
"""


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Path]:
    """An image, and its name given to another after a late step changed."""
    bash("docker image prune -f && docker pull -q busybox", tmp_path)
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    for text in ("one", "two"):
        bash(f"echo {text} > a.txt && docker build -q -t {NAME}:1.0 .", tmp_path)
    yield tmp_path
    bash(f"docker rmi {NAME}:1.0 && docker image prune -f", tmp_path)


def test_a_rebuild_keeps_the_early_layers(built: Path, computers: Computers) -> None:
    """What lies below the changed step is shared with the image that lost its name."""
    del built
    new, old = Library(computers.mine).two(f"{NAME}:1.0", "<none>")
    found = rows(new, old)
    assert [(row.text, row.share) for row in found] == [
        ("FROM busybox:latest", LayerShare.BOTH),
        ("WORKDIR /app", LayerShare.BOTH),
        ("RUN echo early > /early", LayerShare.BOTH),
        ("COPY a.txt /app", LayerShare.ONE),
        ("RUN cp a.txt late", LayerShare.ONE),
        ("ENV A=1", LayerShare.NONE),
        ('CMD ["cat", "late"]', LayerShare.NONE),
    ]


def test_the_old_builder_is_read_as_well(built: Path, computers: Computers) -> None:
    """Its history looks different and says the same."""
    bash(f"DOCKER_BUILDKIT=0 docker build -q -t {NAME}:old . 2> /dev/null", built)
    try:
        old = rows(Library(computers.mine).one(f"{NAME}:old"))
    finally:
        bash(f"docker rmi {NAME}:old", built)
    assert [(row.text, row.layers) for row in old] == [
        ("FROM busybox:latest", 1), ("WORKDIR /app", 1), ("RUN echo early > /early", 1), ("COPY … /app", 1),
        ("RUN cp a.txt late", 1), ("ENV A=1", 0), ('CMD ["cat", "late"]', 0),
    ]  # fmt: skip


def test_an_id_means_its_image(built: Path, computers: Computers) -> None:
    """Long or short."""
    long = bash(f"docker image inspect --format '{{{{.Id}}}}' {NAME}:1.0", built).strip()
    library = Library(computers.mine)
    assert {library.one(id).name for id in (long, long.removeprefix("sha256:")[:12])} == {f"{NAME}:1.0"}


def test_the_forgotten_image_is_offered(built: Path, computers: Computers) -> None:
    """Where a rebuild left one."""
    said, _ = draw_layers(computers.mine, f"{NAME}:1.0", None)
    assert said.endswith(HINT.format(name=f"{NAME}:1.0"))
    bash("docker image prune -f", built)
    said, _ = draw_layers(computers.mine, f"{NAME}:1.0", None)
    assert HINT.format(name=f"{NAME}:1.0") not in said
    with pytest.raises(errors.Trouble, match="이름 없는 이미지"):
        draw_layers(computers.mine, f"{NAME}:1.0", "<none>")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (NAME, f"태그가 다른 `{NAME}:1.0`이 있습니다"),
        ("lab-layer:1.0", f"이름이 비슷한 `{NAME}:1.0`이 있습니다"),
        ("zzzzz", "`zzzzz` 이미지가 없습니다"),
        ("", "이미지가 없습니다"),
    ],
)
def test_an_unknown_image_is_told_with_the_nearest_name(
    built: Path, computers: Computers, asked: str, said: str
) -> None:
    """And with where to look."""
    del built
    with pytest.raises(errors.Trouble, match=said):
        Library(computers.mine).one(asked)


def test_the_terminal_shows_the_same_every_time(built: Path) -> None:
    """`lab layers`, with the exit codes of `lab`."""

    def run(*images: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["lab", "layers", *images], capture_output=True, text=True, timeout=60, check=False)

    one = run(f"{NAME}:1.0", "<none>")
    assert (one.returncode, "처음부터 같은 레이어 3개" in one.stdout) == (0, True)
    bash(f"echo three > a.txt && docker image prune -f && docker build -q -t {NAME}:1.0 .", built)
    assert masked(run(f"{NAME}:1.0", "<none>").stdout) == masked(one.stdout)
    wrong = run("lab-layer:1.0")
    assert (wrong.returncode, wrong.stdout, "없" in wrong.stderr) == (2, "", True)
