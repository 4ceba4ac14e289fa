"""Checks about what an image is made of: its size, and the order of its layers.

Knows the history that an engine keeps with an image; it is probed on the real engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Unpack

from helpers.exercise import probes
from helpers.exercise.checks.base import Miss, Options, assemble, find_image
from helpers.exercise.checks.image_contents import said
from helpers.exercise.checks.images import absent

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

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
            advice="이미지의 레이어를 하나씩 살펴 무엇이 자리를 차지하는지 찾아보세요.",
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
    probe = probes.image_history(image)

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
