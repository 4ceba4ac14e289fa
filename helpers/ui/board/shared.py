"""Which layers images share: layers are shared from below, as long as their digests are the same.

Knows digests and counts; not where they come from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.dockerdata.types import Image

Chain = tuple[str, ...]
"""An image's layers (diff ids), lowest first."""


@dataclass(frozen=True, kw_only=True)
class Kinship:
    """How many of an image's layers are shared, of how many, and with which named images (the smallest first)."""

    shared: int
    of: int
    names: tuple[str, ...] = ()


def kinship(images: Iterable[Image], chains: Mapping[str, Chain]) -> dict[str, Kinship]:
    """For each image whose chain is known, by its id."""
    known = {image.id: image for image in images if chains.get(image.id)}
    having: dict[tuple[int, str], list[str]] = defaultdict(list)
    nodes: dict[tuple[int, str], int] = {}
    paths: dict[str, list[tuple[int, str]]] = {}
    for id in known:
        at, path = 0, []
        for digest in chains[id]:
            step = (at, digest)
            having[step].append(id)
            path.append(step)
            at = nodes.setdefault(step, len(nodes) + 1)
        paths[id] = path
    return {id: _of(id, path, having, known, chains) for id, path in paths.items()}


def _of(
    id: str,
    path: list[tuple[int, str]],
    having: Mapping[tuple[int, str], list[str]],
    known: Mapping[str, Image],
    chains: Mapping[str, Chain],
) -> Kinship:
    shared = sum(len(having[step]) > 1 for step in path)
    if not shared:
        return Kinship(shared=0, of=len(path))
    others = [known[other] for other in having[path[shared - 1]] if other != id]
    named = sorted((len(chains[image.id]), image.tags[0]) for image in others if image.tags)
    return Kinship(shared=shared, of=len(path), names=tuple(name for _, name in named))
