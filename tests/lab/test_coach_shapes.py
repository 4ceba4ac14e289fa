"""Words of Docker's own that are put together wrongly, and a stage of a build that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TWO_STAGES = "FROM busybox AS builder\nRUN echo x > /x\nFROM busybox\nCOPY --from={stage} /x /x\n"


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        docker("docker tag busybox coach-mine:1")
        docker("docker create --name coach-shape busybox")
        yield


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker images rm coach-mine:1", ("`docker image rm coach-mine:1`로", "`s`를 빼야")),
        ("docker volumes ls", ("`docker volume ls`로",)),
        ("docker containers remove x", ("`docker container rm x`로",)),
        ("docker ps --filter status running", ("등호(`=`)", "`--filter status=running`으로")),
        ("docker ps --filter name", ("`name`에 등호",)),
        ("docker ps --filter name:web", ("콜론(`:`)이 아니라", "`--filter name=web`으로")),
    ],
)
def test_words_in_the_wrong_shape(tmp_path: Path, line: str, told: tuple[str, ...]) -> None:
    """The right ones are named whole."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None, ran.said
    assert explanation.id == "wrong-shape"
    for part in told:
        assert part in words(explanation)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "docker inspect -f '{{.IPAddress}}' coach-shape",
            ("`.NetworkSettings.IPAddress`가 있어요", "`{{.NetworkSettings."),
        ),
        ("docker inspect -f '{{.name}}' coach-shape", ("`{{.Name}}`으로",)),
        ("docker inspect -f '{{.Nothing}}' coach-shape", ("`.Nothing`이라는 항목이", "`docker inspect coach-shape`로")),
        ("docker ps -a --format '{{.Name}}'", ("`.Name`이라는 항목이", "`docker ps --format json`으로")),
        ("docker inspect -f '{{.Name' coach-shape", ("읽지 못했어요", "괄호의 짝")),
    ],
)
def test_a_field_that_is_not_there(tmp_path: Path, line: str, told: tuple[str, ...]) -> None:
    """Where the thing has one of that name, else how its fields are seen."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None, ran.said
    assert explanation.id == "template-field"
    for part in told:
        assert part in words(explanation), words(explanation)


@pytest.mark.parametrize("line", ["docker images", "docker ps --filter status=running", "docker image rm coach-none"])
def test_words_as_they_should_be(tmp_path: Path, line: str) -> None:
    """They are no mistake of this sort."""
    _, explanation = provoke(line, tmp_path)
    assert explanation is None or explanation.id != "wrong-shape"


def test_a_stage_that_is_misspelt(tmp_path: Path) -> None:
    """It is told as a stage's name, and not as an image that could not be pulled."""
    (tmp_path / "Dockerfile").write_text(TWO_STAGES.format(stage="bulider"))
    ran, explanation = provoke("docker build -t coach-staged .", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "stage-missing"
    assert "`bulider`라는 단계" in words(explanation)
    assert "`--from=builder`로" in words(explanation)


def test_a_stage_below(tmp_path: Path) -> None:
    """A stage can only take from those above it."""
    lines = "FROM busybox AS app\nCOPY --from=later /x /x\nFROM busybox AS later\nRUN echo x > /x\n"
    (tmp_path / "Dockerfile").write_text(lines)
    ran, explanation = provoke("docker build --target app -t coach-staged .", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "stage-missing"
    assert "아래에 있어요" in words(explanation)


def test_an_image_that_is_no_stage(tmp_path: Path) -> None:
    """A name that is like no stage's stays an image's."""
    (tmp_path / "Dockerfile").write_text(TWO_STAGES.format(stage="nobody/nothing:9"))
    ran, explanation = provoke("docker build -t coach-staged .", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id != "stage-missing"
