"""Find the files that a container has made and that stand nowhere else: gone with it, they cannot be brought back.

What programs write for themselves (caches, logs, packages) is nobody's data, and an empty file holds none.
"""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import container_files
from helpers.coach.evidence.made_containers import name_of
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

_ADDED = 1
_MOST = 3
"""Files that are named of a container, at most."""
_LOOKED_AT = 12
_OF_DATABASES = ("/var/lib/mysql", "/var/lib/postgresql", "/var/lib/mongodb", "/var/lib/redis", "/var/www")
_OF_PROGRAMS = (
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run", "/sbin", "/sys",
    "/tmp", "/usr", "/var",  # noqa: S108 - in a container
)  # fmt: skip


def of(asked: Command, scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return the files of the containers that a command names, each with its container's name."""
    found = filter(None, map(scene.container, asked.arguments))
    return tuple((name_of(one), path) for one in found for path in islice(_own(one, scene), _MOST))


def _own(inspected: dict[str, Any], scene: Scene) -> Iterator[str]:
    id, mounted = str(inspected["Id"]), {str(mount["Destination"]) for mount in inspected["Mounts"]}
    try:
        changes = scene.engine.get(f"/containers/{id}/changes") or []
    except EngineRefused:
        return
    added = [str(change["Path"]) for change in changes if change["Kind"] == _ADDED]
    folders = {posixpath.dirname(path) for path in added} | mounted
    for path in [path for path in added if path not in folders and _is_data(path)][:_LOOKED_AT]:
        if container_files.is_filled(scene, id, path):
            yield path


def _is_data(path: str) -> bool:
    """Return whether somebody may have wanted to keep a file at this path."""
    if any(part.startswith((".", "__")) for part in path.split("/")):
        return False
    return _below(path, _OF_DATABASES) or not _below(path, _OF_PROGRAMS)


def _below(path: str, folders: tuple[str, ...]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
