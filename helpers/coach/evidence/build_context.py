"""Find what a `docker build` was to work on: the folder, the Dockerfile, what of the folder the engine gets to see.

Reads the disk of the computer on which the command ran; nothing can be said of a build from a URL or a pipe.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dockerdata import dockerfile
from helpers.world.other_computer import OtherPath

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction
    from helpers.world.other_computer import Place

_SKIPPED = frozenset({".git", "node_modules", "__pycache__", ".venv", "venv", ".ipynb_checkpoints"})
_MOST = 2000
_DEPTH = 3


@dataclass(frozen=True, kw_only=True)
class Build:
    """The folder that was handed over (`context`) and the Dockerfile's path, whether they exist or not."""

    context: Place
    dockerfile: Place

    def text(self) -> str:
        """Return the Dockerfile's text; empty where there is none to read."""
        try:
            return self.dockerfile.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def instructions(self) -> tuple[Instruction, ...]:
        """Return the Dockerfile's instructions."""
        return dockerfile.parse(self.text())

    def ignore_lines(self) -> tuple[str, ...]:
        """Return the lines of .dockerignore; a Dockerfile's own one goes first, as in BuildKit."""
        for file in (self.dockerfile.with_name(f"{self.dockerfile.name}.dockerignore"), self.context / ".dockerignore"):
            try:
                return tuple(file.read_text(encoding="utf-8", errors="replace").splitlines())
            except OSError:
                continue
        return ()

    def files(self) -> tuple[str, ...]:
        """Return the paths of the context's files and folders from there, at most 2000."""
        return tuple(path for _, path in zip(range(_MOST), below(self.context), strict=False))


def of(asked: Command, scene: Scene) -> Build | None:
    """Return what a build was to work on; None where that is no disk."""
    if asked.verb != "build" or len(asked.arguments) != 1:
        return None
    context, file = asked.arguments[0], asked.option("--file")
    if context == "-" or file == "-" or re.match(r"(\w+://|git@|github\.com/)", context):
        return None
    folder = scene.path(context)
    return Build(context=folder, dockerfile=scene.path(file)) if file else of_folder(folder)


def of_folder(folder: Place) -> Build:
    """Return what `docker build` works on in a folder."""
    return Build(context=folder, dockerfile=_usual(folder))


def whole_folder(build: Build) -> str:
    """Return how COPY or ADD writes the whole context, `.` or `./`; empty where only parts are copied."""
    copied = (item for item in dockerfile.reached(build.instructions()) if item.name in ("COPY", "ADD"))
    sources = (source for item in copied for source in item.copies()[0])
    return next((source for source in sources if dockerfile.within(source) == "."), "")


def was_cached(words: str, run: Instruction) -> bool:
    """Return whether a build says that it took a step from its cache."""
    start = re.escape(" ".join(run.argument.split())[:40])
    return bool(re.search(rf"#(\d+) \[[^\]]*\] RUN (?:--\S+ )*{start}[^\n]*\n(?:[^\n]*\n)*?#\1 CACHED", words)) or bool(
        re.search(rf"CACHED \[[^\]]*\] RUN (?:--\S+ )*{start}", words)
    )


def _usual(folder: Place) -> Place:
    """Return the usual file: Docker takes `dockerfile` too, where there is no `Dockerfile`."""
    usual, lower = folder / "Dockerfile", folder / "dockerfile"
    return lower if lower.exists() and not usual.exists() else usual


def below(root: Place, depth: int = 8) -> Iterator[str]:
    """Yield the paths below a folder, the nearest first; what tools keep for themselves is left out."""
    if isinstance(root, OtherPath):
        found = sorted(path for path, _ in root.below(depth) if not _SKIPPED.intersection(path.split("/")))
        return iter(sorted(found, key=lambda path: path.count("/")))
    return _below(root, depth)


def _below(root: Path, depth: int) -> Iterator[str]:
    layer = [root]
    for _ in range(depth):
        deeper: list[Path] = []
        for folder in layer:
            try:
                found = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError:
                continue
            yield from (str(Path(entry.path).relative_to(root)) for entry in found if entry.name not in _SKIPPED)
            deeper += [Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False)]
        layer = [folder for folder in deeper if folder.name not in _SKIPPED]


def dockerfiles(root: Place) -> tuple[str, ...]:
    """Return the paths of all files at or below a folder that look like a Dockerfile, the nearest first."""
    return tuple(path for path in below(root, _DEPTH) if looks_like_one(path) and (root / path).is_file())


def looks_like_one(path: str) -> bool:
    """Return whether a file has the name of a Dockerfile, or nearly: `dockerfile.txt`, `Dockerfile (1)`."""
    name = posixpath.basename(path).lower()
    return name.startswith("dockerfile") and not name.endswith(".dockerignore")
