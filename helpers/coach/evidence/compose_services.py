"""Read what Compose made of its file: a service's container, and what a service is built from.

`docker compose exec web ls` is to the rules what `docker exec shop-web-1 ls` is: the same container, the same program.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container
    from helpers.world.other_computer import Place

FILES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_EXEC = "compose exec"
_FLAGS = frozenset({"-T", "--no-TTY", "--no-tty", "-d", "--detach", "--privileged", "-i", "-t", "-it", "--interactive"})
_BUILDS = frozenset({"compose up", "compose build", "compose run"})
_FAILED = "failed to solve"
_BUILDING = re.compile(r"^target ([\w.-]+): failed to solve|^ > \[([\w.-]+) [^\]\n]*\]", re.MULTILINE)
"""What BuildKit says of the service whose step failed, where it says it on standard error."""
_LONG = {"-u": "--user", "-w": "--workdir", "-e": "--env", "-t": "--tty", "-d": "--detach"}
_SERVICES = re.compile(r"^services:[ \t]*(?:#.*)?\n((?:[ \t]+.*\n?|[ \t]*\n|#.*\n)*)", re.MULTILINE)
_ENTRY = re.compile(r"^([ \t]+)([\w.-]+):", re.MULTILINE)
_BUILD = re.compile(r"^\s+build:[ \t]*(?:#.*)?(?:\n\s+context:)?[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def as_exec(ran: FinishedCommand, asked: Command, scene: Scene) -> Command:
    """Return `compose exec SERVICE …` as the `exec` of that service's container; any other command as it is."""
    if asked.verb != _EXEC:
        return asked
    words, options = list(ran.argv[3:]), dict[str, tuple[str, ...]]()
    while words and words[0].startswith("-"):
        name, equals, value = words.pop(0).partition("=")
        if name not in _FLAGS and not equals and words:
            value = words.pop(0)
        options[_LONG.get(name, name)] = (value or "true",)
    of_service = (found for found in containers(scene) if words and service_of(found) == words[0] and found.running)
    found = next(of_service, None)
    return replace(asked, verb="exec", options=options, arguments=(found.name, *words[1:])) if found else asked


def as_build(ran: FinishedCommand, asked: Command, scene: Scene) -> Command:
    """Return what Compose failed to build as the `build` of that service's folder; any other command as it is."""
    if asked.verb not in _BUILDS or _FAILED not in ran.words:
        return asked
    said, built = _BUILDING.search(ran.words), builds(text_of(scene.path(".")))
    folders = [built.get(said[1] or said[2], "")] if said else list(built.values())
    return replace(asked, verb="build", options={}, arguments=tuple(folders)) if len(folders) == 1 else asked


def containers(scene: Scene) -> Sequence[Container]:
    """Return the containers that Compose made from a file in the scene's folder or above it."""
    folder = scene.path(".").resolve()
    above = {str(place) for place in (folder, *folder.parents)}
    labelled = [(found, found.labels.get("com.docker.compose.project.working_dir")) for found in scene.state.containers]
    return [found for found, place in labelled if place in above]


def service_of(container: Container) -> str:
    """Return the service that a container belongs to; empty where Compose did not make it."""
    return container.labels.get("com.docker.compose.service", "")


def names(text: str) -> list[str]:
    """Return the names of a Compose file's services."""
    block = _SERVICES.search(text)
    found = _ENTRY.findall(block[1]) if block else []
    return [name for indent, name in found if indent == found[0][0]]


def builds(text: str) -> Mapping[str, str]:
    """Return the folders that a Compose file's services are built from, by service."""
    block = _SERVICES.search(text)
    entries = list(_ENTRY.finditer(block[1])) if block else []
    entries = [entry for entry in entries if entry[1] == entries[0][1]]
    ends = [entry.start() for entry in entries[1:]] + [len(block[1])] if block else []
    bodies = {entry[2]: block[1][entry.end() : end] for entry, end in zip(entries, ends, strict=True)} if block else {}
    found = {name: _BUILD.search(body) for name, body in bodies.items()}
    return {name: said[1] for name, said in found.items() if said}


def text_of(folder: Place) -> str:
    """Return the text of the Compose file in a folder; empty where there is none."""
    for name in FILES:
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8", errors="replace")
    return ""
