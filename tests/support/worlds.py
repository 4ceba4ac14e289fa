"""Make small worlds for tests of checks: containers, images, events and facts in a line each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import Baseline, Computer, Container, DockerState, Event, Fact, Image, Network, World

if TYPE_CHECKING:
    from helpers.dockerdata.types import Probe
    from helpers.exercise.model import Check, Finding


def container(name: str, image: str = "busybox", status: str = "running", **more: Any) -> Container:
    """Return a container with an id of its own name."""
    values: dict[str, Any] = {
        "id": f"c-{name}",
        "image_id": f"sha256:{familiar(image)}",
        "command": "",
        "created": 0,
    } | more
    return Container(name=name, image=image, status=status, **values)


def image(*tags: str, id: str = "", size: int = 1, digests: tuple[str, ...] = ()) -> Image:
    """Return an image whose id follows from its first tag."""
    return Image(id=id or f"sha256:{tags[0]}", tags=tags, size=size, created=0, digests=digests)


def event(action: str, image: str = "", name: str = "", code: int | None = None, kind: str = "container") -> Event:
    """Return an event of a container, or of an image with `kind="image"`."""
    return Event(kind=kind, action=action, id=name, name=name, image=image, time=0, exit_code=code)


def ended(image: str, code: int = 0) -> tuple[Event, ...]:
    """Return the events of a run from its making to its removal."""
    return (
        *(event(action, image, "run") for action in ("create", "start")),
        event("die", image, "run", code),
        event("destroy", image, "run"),
    )


def state(*things: Container | Image | Event | Network, on: Computer = Computer.MINE) -> DockerState:
    """Return one engine with these things."""
    return DockerState(
        computer=on,
        containers=tuple(thing for thing in things if isinstance(thing, Container)),
        images=tuple(thing for thing in things if isinstance(thing, Image)),
        networks=tuple(thing for thing in things if isinstance(thing, Network)),
        events=tuple(thing for thing in things if isinstance(thing, Event)),
    )


def world(
    *things: Container | Image | Event | Network,
    there: tuple[Container | Image | Event, ...] = (),
    before: tuple[Container | Image, ...] = (),
    facts: dict[Probe, Fact] | None = None,
) -> World:
    """Return a world of these things, with `there` on the other computer and `before` in the baseline."""
    return World(
        mine=state(*things),
        other=state(*there, on=Computer.OTHER),
        baseline=Baseline(
            containers=frozenset(x for thing in before if isinstance(thing, Container) for x in (thing.id, thing.name)),
            container_ids={thing.name: thing.id for thing in before if isinstance(thing, Container)},
            images={
                tag: thing.id for thing in before if isinstance(thing, Image) for tag in (thing.tags or (thing.id,))
            },
        ),
        facts=facts or {},
    )


def fact(content: object = "", code: int = 0, *, found: bool = True) -> Fact:
    """Return a fact that was found; anything but text is told as JSON."""
    return Fact(found=found, text=content if isinstance(content, str) else json.dumps(content), code=code)


ABSENT = Fact(found=False)


def miss(check: Check, world: World, answer: str | None = None) -> Finding:
    """Return what a check finds wrong; a check that passes fails the test."""
    finding = check.test(world, answer)
    assert finding is not None, f"{check.id} passed"
    return finding


def passes(check: Check, world: World, answer: str | None = None) -> bool:
    """Return whether a check passes."""
    return check.test(world, answer) is None
