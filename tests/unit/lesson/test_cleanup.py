"""Which names are an exercise's, on which computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState, Image, Network, Volume
from helpers.exercise.model import Exercise, Owned, Way
from helpers.lesson.cleanup import names_on, published, taken
from tests.support.worlds import container

if TYPE_CHECKING:
    import pytest

EXERCISE = Exercise(
    id="transfer.tiny", title="", prompt="", checks=(), hints=(), solution=Way(), alternatives=(), mistakes=(),
    owns=Owned(
        containers=("web",), images=("tiny", "{user}/tiny:1.0", "hello-world:latest"), volumes=("v",), networks=("n",),
        other_images=("tiny:2.0",),
    ),
)  # fmt: skip
PUBLIC = Image(id="sha256:1", tags=("hello-world:latest",), size=1, created=1, digests=("hello-world@sha256:2",))
STATE = DockerState(
    containers=(container("web"), container("website")),
    images=(PUBLIC, Image(id="sha256:3", tags=("tiny:latest", "mine:1.0"), size=1, created=1)),
    volumes=(Volume(name="v", driver="local"), Volume(name="v2", driver="local")),
    networks=(Network(id="1", name="n", driver="bridge"), Network(id="2", name="bridge", driver="bridge")),
)


def test_names_are_per_computer_and_with_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name without a tag means latest, and the account stands in its place."""
    monkeypatch.setenv("LAB_HUB_USER", "minji")
    assert names_on(EXERCISE, Computer.MINE).images == {"tiny:latest", "minji/tiny:1.0", "hello-world:latest"}
    assert names_on(EXERCISE, Computer.OTHER).images == {"tiny:2.0"}
    assert names_on(EXERCISE, Computer.OTHER).containers == frozenset()


def test_only_exact_names_count_as_standing() -> None:
    """Similar names are somebody else's, and a public image as it was pulled is everybody's."""
    found = taken(names_on(EXERCISE, Computer.MINE), STATE)
    assert found == ["컨테이너 web", "이미지 tiny:latest", "볼륨 v", "네트워크 n"]


def test_own_build_under_a_public_name_is_not_public() -> None:
    """What was built here has no digest of a registry."""
    assert published(PUBLIC, "hello-world:latest")
    assert not published(Image(id="sha256:4", tags=("hello-world:latest",), size=1, created=1), "hello-world:latest")


def test_labelled_container_belongs_to_its_exercise() -> None:
    """Whatever it is called."""
    names = names_on(EXERCISE, Computer.MINE)
    assert names.owns_container(container("x", labels={"lab.exercise": "transfer.tiny"}))
    assert not names.owns_container(container("x", labels={"lab.exercise": "transfer.other"}))
