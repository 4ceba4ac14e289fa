"""The kit: all images of the course in one file, for classrooms and companies without a network.

Knows the archive of `docker image save`. Which images belong to the course is said by `images`.
"""

from __future__ import annotations

import json
import os
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.host import baseimage, images, kiterrors, process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from helpers.host.progress import Step

MEGA = 1000**2


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a kit holds: its images' names, and what its base image consists of and runs on."""

    names: frozenset[str]
    base: str
    processor: str


def must_be_new(file: Path) -> None:
    """Raise LabError where the file is there already."""
    if file.exists():
        raise kiterrors.exists(str(file))


def save(file: Path, names: Iterable[str], step: Step) -> None:
    """Write the images `names` into `file`, whole or not at all. Raises LabError."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as out:
            command = ["docker", "image", "save", *names]
            done = process.pour(command, into=out, on_tick=lambda: _show(step, part.stat().st_size))
            os.fsync(out.fileno())  # a USB stick may be pulled out once we are done
        if not done.ok:
            raise kiterrors.not_written(str(file), done.last_line)
        part.replace(file)
    except OSError as error:
        raise kiterrors.not_written(str(file), str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def must_be_ours(file: Path) -> None:
    """Raise LabError where `file` is no kit, or one of another version of the course or for another processor."""
    try:
        found = read(file)
    except OSError as error:
        raise kiterrors.not_read(str(file), str(error)) from error
    if not found or baseimage.NAME not in found.names:
        raise kiterrors.none(str(file))
    if not found.names.issuperset(images.tags(images.LAB, found.base).values()):
        raise kiterrors.of_another_course(str(file))
    here = process.run(["docker", "version", "--format", "{{.Server.Arch}}"]).out.strip()
    if found.processor != here:
        raise kiterrors.of_another_processor(found.processor, here)


def load(file: Path, step: Step) -> None:
    """Give the base engine the images of a kit. Raises LabError."""
    size = file.stat().st_size
    with file.open("rb") as source:
        command = ["docker", "image", "load"]
        done = process.pour(command, source=source, on_tick=lambda: _show(step, source.tell(), size))
    if not done.ok:
        raise kiterrors.not_read(str(file), done.last_line)


def read(file: Path) -> Contents | None:
    """What is in `file`; None where it is no archive of images, or not all of it is there."""
    try:
        with tarfile.open(file, "r:") as archive:
            manifest = _json(archive, "manifest.json")
            configs = {images.familiar(name): image["Config"] for image in manifest for name in image["RepoTags"] or ()}
            config = _json(archive, configs.get(baseimage.NAME, manifest[0]["Config"]))
    except (tarfile.TarError, ValueError, LookupError, TypeError):
        return None
    base = baseimage.joined(config["rootfs"]["diff_ids"])
    return Contents(names=frozenset(configs), base=base, processor=config["architecture"])


def _json(archive: tarfile.TarFile, name: str) -> Any:
    member = archive.extractfile(name)
    return json.load(member) if member else None


def _show(step: Step, done: int, total: int = 0) -> None:
    step.advance(100 * done // total if total else 0, 100 if total else 0)
    step.note = f"{done // MEGA}/{total // MEGA} MB" if total else f"{done // MEGA} MB"
