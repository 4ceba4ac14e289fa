"""Checks about what an image is made of: its size, the order of its layers, the image below it.

Knows the history that an engine keeps with an image; all of it is probed on the real engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Unpack

from helpers import facts
from helpers.images import absent
from helpers.inside import said
from helpers.near import Miss, Options, assemble, familiar, find_image

if TYPE_CHECKING:
    from helpers.model import Check
    from helpers.state import World

MIB = 1024 * 1024


def image_smaller(id: str, image: str, limit: int, **more: Unpack[Options]) -> Check:
    """The image is smaller than `limit` bytes."""

    def look(world: World) -> Miss | None:
        found = find_image(world, image)
        if found is None:
            return absent(world, image)
        if found.size < limit:
            return None
        return Miss(
            observed=f"`{image}` 이미지가 아직 {limit // MIB} MiB보다 큽니다.",
            advice="이미지의 층을 하나씩 살펴 무엇이 자리를 차지하는지 찾아보세요.",
        )

    establishes = f"`{image}` 이미지가 {limit // MIB} MiB보다 작습니다."
    return assemble(id, establishes, look, **more)


def history_order(
    id: str,
    image: str,
    first: str,
    then: str,
    *,
    establishes: str,
    observed: str,
    advice: str,
    **more: Unpack[Options],
) -> Check:
    """In the image's history what matches `first` (regex) stands before all that matches `then`."""
    probe = facts.image_history(image)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        lines = said(world, probe)
        at_first = [at for at, line in enumerate(lines) if re.search(first, line)]
        at_then = [at for at, line in enumerate(lines) if re.search(then, line)]
        if at_first and at_then and at_first[0] < at_then[0]:
            return None
        return Miss(observed=observed, advice=advice)

    return assemble(id, establishes, look, probes=(probe,), **more)


def image_based_on(id: str, image: str, base: str, **more: Unpack[Options]) -> Check:
    """The image was built on `base`: its layers begin with those of `base`."""
    probe, below = facts.image_inspect(image), facts.image_inspect(base)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        if not world.fact(below).found:
            return absent(world, base)
        layers, wanted = (facts.data(world, fact)["RootFS"]["Layers"] for fact in (probe, below))
        if layers[: len(wanted)] == wanted:
            return None
        return Miss(
            observed=f"`{familiar(image)}` 이미지는 `{base}` 위에 만들어지지 않았습니다.",
            advice="어느 이미지에서 출발하는지 첫 명령어를 살펴보세요.",
        )

    establishes = f"`{familiar(image)}` 이미지는 `{base}` 위에 만들어졌습니다."
    return assemble(id, establishes, look, probes=(probe, below), **more)
