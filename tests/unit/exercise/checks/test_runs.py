"""Checks of what was run: which image a run was of, where its name has moved."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import TriedCommand
from helpers.exercise import checks
from tests.support.worlds import container, event, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Event, World

NOW, OLD = image("first:1.0", id="sha256:now"), image(id="sha256:old")


def at(time: int, action: str, name: str, image: str = "") -> Event:
    """An event of the container `name`, or of the image with that id, at a moment."""
    kind = "container" if image else "image"
    code = 0 if action == "die" else None
    made = event(action, image, name, code, kind=kind)
    return made if image else dataclasses.replace(made, name="first:1.0", time=time)


def run(time: int, image: str = "first:1.0") -> tuple[Event, ...]:
    """A container that was made, ran and is gone."""
    return tuple(dataclasses.replace(at(time, action, "run", image), time=time) for action in ("create", "die"))


TAGGED = at(5, "tag", "sha256:now")


def scene(*events: Event) -> World:
    """A world in which `first:1.0` stood for an old image at the start, and for another now."""
    return world(NOW, *events, before=(image("first:1.0", id="sha256:old"),))


RAN = checks.ran("r", "first:1.0")


@pytest.mark.parametrize(
    "events",
    [
        (TAGGED, *run(6)),
        (at(3, "tag", "sha256:now"), *run(4), TAGGED),
        (at(3, "load", "sha256:now"), *run(4)),
    ],
)
def test_a_run_of_the_image_that_has_the_name(events: tuple[Event, ...]) -> None:
    """It had it already when it was run; what a load named is not told, and believed."""
    assert passes(RAN, scene(*events))


@pytest.mark.parametrize(
    "events",
    [
        (TAGGED, *run(4)),
        (at(3, "tag", "sha256:old"), *run(4), TAGGED),
        (*run(4, "sha256:old"), TAGGED),
        (TAGGED, *run(6, "other:1")),
    ],
)
def test_a_run_of_another_image(events: tuple[Event, ...]) -> None:
    """One that was run before the name moved to the image that has it now was another one."""
    assert not passes(RAN, scene(*events))


def test_a_run_before_the_name_moved_is_told() -> None:
    """It was run, only not the one that is there now."""
    started = dataclasses.replace(at(4, "start", "run", "first:1.0"), time=4)
    assert "지금의 이미지는 실행한 적이 없습니다" in miss(RAN, scene(started, *run(4), TAGGED)).observed


def test_a_container_that_stands_tells_its_image() -> None:
    """Whatever name it was made by, before or after the image got another one."""
    stands = container("run", "first:1.0", "exited", image_id="sha256:now", exit_code=0, id="run")
    assert passes(RAN, world(NOW, stands, *run(4)))
    other = container("run", "sha256:old", "exited", image_id="sha256:old", exit_code=0, id="run")
    assert not passes(RAN, world(NOW, OLD, other, *run(4)))


GIVEN = checks.ran("r", "first:1.0", given=True)


def test_a_given_image_is_the_one_of_the_start() -> None:
    """What the learner has given the name since does not count, what was run before does."""
    assert passes(GIVEN, scene(*run(4), TAGGED))
    found = miss(GIVEN, scene(TAGGED, *run(6))).observed
    assert "`first:1.0`이라는 이름을 다른 이미지에 붙여서 실행했습니다" in found


def test_a_start_in_vain_is_no_making_only() -> None:
    """A container that was joined to its network was started; what it was to run is told."""
    made = container("box", "first:1.0", status="created", command="bash", image_id="sha256:now")
    joined = dataclasses.replace(at(3, "connect", "n"), kind="network", attributes={"container": "c-box"})
    seen = dataclasses.replace(scene(joined), tried=(TriedCommand(command="docker run", code=127, said="없는 명령"),))
    tried = dataclasses.replace(seen, mine=dataclasses.replace(seen.mine, containers=(made,)))
    found = miss(RAN, tried).observed
    assert "시작하지 못했습니다. 안에서 실행하려던 명령은 `bash`입니다." in found
    only = dataclasses.replace(tried, mine=dataclasses.replace(tried.mine, events=()))
    assert "만들어지기만 하고 시작되지 않았습니다" in miss(RAN, only).observed
