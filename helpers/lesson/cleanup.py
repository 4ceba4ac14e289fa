"""Clear an exercise away on both computers: what it owns, as `helpers.exercise.model.Owned` says, and nothing else.

Knows names and what stood before; decides nothing about files. An image that stood under an owned name before the
start gets its name back.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import Computer
from helpers.exercise.model import LABEL
from helpers.world import environment
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.dockerdata.types import Container, DockerState, Image
    from helpers.exercise.model import Exercise, Owned
    from helpers.lesson.practice import ComputerRecord
    from helpers.world.engine import Engine


@dataclass(frozen=True, kw_only=True)
class Names:
    """What an exercise owns on one computer."""

    exercise: str
    containers: frozenset[str]
    images: frozenset[str]
    volumes: frozenset[str]
    networks: frozenset[str]
    runs_of: frozenset[str]

    def owns_container(self, found: Container) -> bool:
        """Return whether a container is the exercise's, by its name or its label."""
        return found.name in self.containers or found.labels.get(LABEL) == self.exercise


def names_on(exercise: Exercise, computer: Computer) -> Names:
    """List the owned names on one computer, `{user}` filled in."""
    owned: Owned = exercise.owns
    mine = computer is Computer.MINE
    return Names(
        exercise=exercise.id,
        containers=frozenset(owned.containers if mine else owned.other_containers),
        images=_images(owned.images if mine else owned.other_images),
        volumes=frozenset(owned.volumes if mine else ()),
        networks=frozenset(owned.networks if mine else ()),
        runs_of=_images(owned.runs_of if mine else owned.other_runs_of),
    )


def all_names(exercise: Exercise) -> tuple[str, ...]:
    """List the names of what an exercise owns, on either computer; other images may be everybody's."""
    sides = [names_on(exercise, computer) for computer in Computer]
    return tuple(sorted({*chain.from_iterable(s.containers | s.images | s.volumes | s.networks for s in sides)}))


def _images(names: Iterable[str]) -> frozenset[str]:
    user = environment.hub_account()
    return frozenset(familiar(name.replace("{user}", user)) for name in names)


def published(image: Image, tag: str) -> bool:
    """Return whether `tag` is one of the Hub's public images, as it was pulled: never an exercise's work."""
    return bool(image.digests) and "/" not in tag


def taken(names: Names, state: DockerState) -> list[str]:
    """List the owned names that stand on an engine, with what they are; not a public image as it was pulled."""
    found = [f"컨테이너 {c.name}" for c in state.containers if c.name in names.containers]
    tags = [(image, tag) for image in state.images for tag in image.tags if tag in names.images]
    found += [f"이미지 {tag}" for image, tag in tags if not published(image, tag)]
    found += [f"볼륨 {volume.name}" for volume in state.volumes if volume.name in names.volumes]
    return found + [f"네트워크 {network.name}" for network in state.networks if network.name in names.networks]


def made(names: Names, state: DockerState, side: ComputerRecord) -> list[str]:
    """List what stands under owned names and did not after the exercise's setup, with what each is."""
    stood = side.baseline
    found = [
        f"컨테이너 `{c.name}`" for c in state.containers if c.name in names.containers and c.id not in stood.containers
    ]
    images = [(tag, image.id) for image in state.images for tag in image.tags if tag in names.images]
    found += [f"이미지 `{tag}`" for tag, id in images if stood.images.get(tag) != id]
    found += [f"볼륨 `{volume.name}`" for volume in state.volumes if volume.name in names.volumes - stood.volumes]
    networks = [network for network in state.networks if network.name in names.networks]
    return found + [f"네트워크 `{network.name}`" for network in networks if network.id not in stood.networks]


def clear(engine: Engine, names: Names, side: ComputerRecord) -> None:
    """Bring one computer back to what stood before the exercise's start (`side.before`), as far as its names go.

    Raises `EngineGone` where the engine does not answer. An object that is gone already is no error.
    """
    state = engine.snapshot(side.before.since or None)
    made = _made(state, names, side)
    for found in state.containers:
        if names.owns_container(found) or (side.before.since and _is_run(found, state, names, side, made)):
            _gone(engine, "remove_container", found.id, force=True, v=True)
    _clear_images(engine, names, side, state, made)
    for volume in state.volumes:
        if volume.name in names.volumes:
            _gone(engine, "remove_volume", volume.name, force=True)
    for network in state.networks:
        if network.name in names.networks:
            _remove_network(engine, network.id)


def _clear_images(engine: Engine, names: Names, side: ComputerRecord, state: DockerState, made: frozenset[str]) -> None:
    for tag in sorted(names.images):
        _give_back(engine, tag, state, side)
    for image in state.images:
        if image.labels.get(LABEL) == names.exercise:
            _gone(engine, "remove_image", image.id, force=True)
    if side.before.since:
        _remove_nameless(engine, made, side)


def _made(state: DockerState, names: Names, side: ComputerRecord) -> frozenset[str]:
    """Return the ids of images that carry an owned name, or carried one since the start, and did not stand before."""
    wanted = names.images | names.runs_of
    now = {image.id for image in state.images if wanted & set(image.tags)}
    then = {event.id for event in state.events if event.kind == "image" and familiar(event.name) in names.images}
    return frozenset(now | then) - frozenset(side.before.images.values())


def _is_run(found: Container, state: DockerState, names: Names, side: ComputerRecord, made: frozenset[str]) -> bool:
    """Return whether a container was made since the start from an image whose containers belong to the exercise."""
    if found.id in side.before.containers or not names.runs_of:
        return False
    wanted = {image.id for image in state.images if names.runs_of & set(image.tags)}
    said = {event.image for event in state.events if event.action == "create" and event.id == found.id} | {found.image}
    return found.image_id in wanted | made or any(familiar(name) in names.runs_of for name in said)


def _give_back(engine: Engine, tag: str, state: DockerState, side: ComputerRecord) -> None:
    """Let `tag` be what it was before the start: the same image, or no name at all."""
    now = next((image for image in state.images if tag in image.tags), None)
    before = side.before.images.get(tag)
    if now and (now.id == before or (not side.before.since and published(now, tag))):
        return
    repository, _, version = tag.rpartition(":")
    if before:
        with contextlib.suppress(EngineRefused), engine.asking():
            engine.api.tag(before, repository, version)
            return
    if now:
        _gone(engine, "remove_image", tag, force=True)
    if before:  # it was removed altogether; a public one can be had again
        with contextlib.suppress(EngineRefused), engine.asking():
            engine.api.pull(repository, version)


def _remove_nameless(engine: Engine, made: frozenset[str], side: ComputerRecord) -> None:
    """Remove nameless images that a rebuild under an owned name left behind; in the lab, all that came since the start.

    Outside, a nameless image that never carried an owned name may be the learner's own work.
    """
    stood = set(side.before.images.values())
    for image in engine.snapshot().images:
        if image.tags or image.id in stood:
            continue
        if image.id in made or environment.in_lab():
            _gone(engine, "remove_image", image.id)


def _remove_network(engine: Engine, network: str) -> None:
    with contextlib.suppress(EngineRefused):
        for container in engine.get(f"/networks/{network}").get("Containers") or {}:
            _gone(engine, "disconnect_container_from_network", container, network, force=True)
    _gone(engine, "remove_network", network)


def _gone(engine: Engine, call: str, *names: str, **options: bool) -> None:
    """Ask the SDK to remove something; that it is gone already, or still used by somebody else's, is no error."""
    with contextlib.suppress(EngineRefused), engine.asking():
        getattr(engine.api, call)(*names, **options)
