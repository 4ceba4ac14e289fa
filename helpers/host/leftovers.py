"""The images that a lab stood on before the course became new: gone once nothing stands on them.

Knows `images.json` in the lab's folder, a list of names and ids. Nothing is ever forced, and nothing is removed that
this lab did not use under a name of the course.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from helpers.host import images, process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from helpers.host.compose import Lab
    from helpers.host.settings import Place

_PROJECT = "com.docker.compose.project"
_BY_LAB = f'{{{{index .Config.Labels "{_PROJECT}"}}}} {{{{.Config.Image}}}} {{{{.Image}}}}'
Used = set[tuple[str, str]]
"""Names and ids of images."""


def note(lab: Lab) -> None:
    """Remember what the lab stands on and is about to stand on, before its containers are made anew."""
    mine = {(name, image) for project, name, image in _containers() if project == lab.place.project}
    _write(lab.place, {use for use in (*_read(lab.place), *mine, *_present(lab)) if images.of_the_course(use[0])})


def clear(lab: Lab) -> None:
    """Remove what the lab stood on before and nobody's container stands on now. What stays is tried again next time."""
    now, others = _present(lab), _containers()
    _write(lab.place, now | {use for use in _read(lab.place) - now if not _gone(*use, others)})


def _gone(name: str, image: str, containers: Iterable[tuple[str, str, str]]) -> bool:
    """Remove the image, or its name where it has others too; whether nothing of it is left to remove."""
    said = process.run(["docker", "image", "inspect", "--format", "{{json .RepoTags}}", image])
    tags = {images.familiar(tag) for tag in json.loads(said.out) or ()} if said.ok else set()
    if not said.ok or (tags and name not in tags):
        return True
    if any((tags and used == name) or (one == image and len(tags) <= 1) for _, used, one in containers):
        return False
    return process.run(["docker", "image", "rm", name if tags else image], timeout=120).ok


def _present(lab: Lab) -> Used:
    """The images of the lab as it is now."""
    listed = process.run(["docker", "image", "ls", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"])
    found = [line.split(" ") for line in listed.out.splitlines()]
    wanted = set(lab.images.values())
    return {(images.familiar(name), image) for name, image in found if images.familiar(name) in wanted}


def _containers() -> list[tuple[str, str, str]]:
    """Every container's project, the name of its image and the id."""
    listed = process.run(["docker", "ps", "--all", "--quiet"]).out.split()
    lines = process.run(["docker", "inspect", "--format", _BY_LAB, *listed]).out.splitlines() if listed else []
    found = [line.split(" ") for line in lines]
    return [(project, images.familiar(name), image) for project, name, image in found]


def _file(place: Place) -> Path:
    return place.folder / "images.json"


def _read(place: Place) -> Used:
    try:
        return {(str(name), str(image)) for name, image in json.loads(_file(place).read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError):
        return set()


def _write(place: Place, used: Used) -> None:
    part = _file(place).with_suffix(".part")
    with contextlib.suppress(OSError):
        part.write_text(json.dumps(sorted(used), indent=1), encoding="utf-8")
        part.replace(_file(place))
