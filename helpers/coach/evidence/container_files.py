"""Look at the files of the container that a command ran a program in, as the program saw them.

A container that is gone (`--rm`) is looked at in a hidden one of the same image with the same mounts, never started.
"""

from __future__ import annotations

import io
import posixpath
import re
import tarfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.dockerdata.names import short
from helpers.world import hidden_containers
from helpers.world.errors import EngineRefused
from helpers.world.other_computer import OtherPath

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

MISSING_FILE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"Could not open requirements file: [^\n]*'([^'\n]+)'",
        r"can't open file '([^'\n]+)'",
        r"No such file or directory: '([^'\n]+)'",
        r"ENOENT[^\n]*open '([^'\n]+)'",
        r"Cannot find module '(/[^'\n]+)'",
        r"Unable to access jarfile (\S+)",
        r"cannot (?:stat|access|open) '?([^'\n:]+?)'?(?: for reading)?: No such file",
        r"can't (?:open|stat|cd to|access) '?([^'\n:]+?)'?(?:: |$)",
        r"^(?:/bin/sh: \d+: |sh: |bash: line \d+: )?(?:[\w-]+: )?([\w./-]+): No such file or directory",
    )
)
"""What programs say of a file that is not there, and its path."""
_MISSING_PROGRAM = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"exec:? \"?([^\"\s:]+)\"?: (?:stat [^:]+: )?no such file or directory",
        r"^(?:/bin/sh: \d+: |sh: |bash: line \d+: )(/[\w./-]+): not found",
    )
)
"""What Docker and shells say of a program that is not there."""
_LINKS = 5


@dataclass(frozen=True, kw_only=True)
class Mount:
    """A folder or a file that is mounted at `target`: a `source` on the computer's disk, or a volume's name."""

    source: str
    target: str
    is_volume: bool
    read_only: bool

    def holds(self, path: str) -> bool:
        """Return whether a path of the container is in it."""
        return path == self.target or path.startswith(f"{self.target.rstrip('/')}/")

    def on_disk(self, path: str, scene: Scene) -> Place | None:
        """Return where a path of the container is on the computer's disk; None in a volume."""
        return None if self.is_volume else scene.path(self.source) / posixpath.relpath(path, self.target)

    @property
    def shown(self) -> str:
        """Return what is mounted, as a noun."""
        return f"볼륨 `{self.source}`" if self.is_volume else f"내 컴퓨터의 `{self.source}`"


@dataclass(frozen=True, kw_only=True)
class Inside:
    """A container's files. `id` is the container to look into, `image` what it was made of."""

    id: str
    image: str
    user: str
    workdir: str
    words: tuple[str, ...]
    mounts: tuple[Mount, ...]
    scene: Scene

    @property
    def user_id(self) -> int | None:
        """Return the user's number, as far as the container itself says it; None where it does not."""
        name = self.user.partition(":")[0]
        if name in ("", "root"):
            return 0
        if name.isdigit():
            return int(name)
        for line in self.content("/etc/passwd").decode(errors="replace").splitlines():
            known, *fields = line.split(":")
            if known == name and fields[1:2] and fields[1].isdigit():
                return int(fields[1])
        return None

    def absolute(self, path: str) -> str:
        """Return a path as the program meant it."""
        return posixpath.normpath(posixpath.join(self.workdir, path))

    def mount_of(self, path: str) -> Mount | None:
        """Return the mount in which a path lies, the innermost one; None where it is the image's."""
        found = [mount for mount in self.mounts if mount.holds(path)]
        return max(found, key=lambda mount: len(mount.target), default=None)

    def entry(self, path: str) -> tarfile.TarInfo | None:
        """Return kind, rights and owner of what stands at a path, links followed; None where nothing does."""
        found = _read(self.scene, self.id, path)
        return found[0] if found else None

    def content(self, path: str) -> bytes:
        """Return the beginning of a file; empty where there is none."""
        found = _read(self.scene, self.id, path)
        return found[1] if found else b""

    def names(self, folder: str) -> frozenset[str]:
        """Return what stands right in a folder, as far as its first entries tell; empty where there is none."""
        return names_in(self.scene, self.id, folder)

    def find(self, program: str) -> str:
        """Return where a program stands, as PATH has it; empty where it does not."""
        places = [program] if "/" in program else [f"{folder}/{program}" for folder in _PATH.split(":")]
        return next((path for path in places if self.entry(path)), "")


_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
START = 4096
"""Bytes that are read of a file, at most."""
_ENTRIES = 200
"""Entries of a folder's archive that are read, those of folders in it among them."""


@contextmanager
def of(ran: FinishedCommand, asked: Command, scene: Scene) -> Iterator[Inside | None]:
    """Give the files of the container in which a command's program ran; None where there is no such container."""
    found = _container(ran, asked, scene)
    if found:
        config = found["Config"]
        words = asked.arguments[1:] if asked.verb == "exec" else tuple(made_containers.words(found))
        yield Inside(
            id=str(found["Id"]), image=short(str(config["Image"])), words=tuple(words), scene=scene,
            user=asked.option("--user") if asked.verb == "exec" and asked.has("--user") else str(config["User"] or ""),
            workdir=str(config["WorkingDir"] or "/"), mounts=tuple(map(_of_inspect, found["Mounts"])),
        )  # fmt: skip
        return
    image = scene.image(asked.arguments[0]) if asked.verb == "run" and asked.arguments else None
    if image is None:
        yield None
        return
    mounts = tuple(_written(asked, scene))
    try:
        with hidden_containers.container(
            scene.engine, asked.arguments[0], None, entrypoint="none", binds=[_bind(m, scene) for m in mounts]
        ) as made:
            yield _like(asked, image, made, mounts, scene)
    except EngineRefused:
        yield None


def _like(asked: Command, image: dict[str, Any], made: str, mounts: tuple[Mount, ...], scene: Scene) -> Inside:
    config = image.get("Config") or {}
    entrypoint = [asked.option("--entrypoint")] if asked.has("--entrypoint") else config.get("Entrypoint") or []
    return Inside(
        id=made, image=short(asked.arguments[0]), scene=scene, mounts=mounts,
        user=asked.option("--user") or str(config.get("User") or ""),
        workdir=asked.option("--workdir") or str(config.get("WorkingDir") or "/"),
        words=(*entrypoint, *(asked.arguments[1:] or config.get("Cmd") or ())),
    )  # fmt: skip


@contextmanager
def of_image(inside: Inside) -> Iterator[Inside | None]:
    """Give the same files as the image has them, with nothing mounted."""
    try:
        with hidden_containers.container(inside.scene.engine, inside.image, None, entrypoint="none") as made:
            yield Inside(id=made, image=inside.image, user=inside.user, workdir=inside.workdir, words=inside.words,
                         mounts=(), scene=inside.scene)  # fmt: skip
    except EngineRefused:
        yield None


def missing(words: str) -> str:
    """Return the path that a program or Docker complains of as not there; empty where none does."""
    return next((said[1] for pattern in (*MISSING_FILE, *_MISSING_PROGRAM) if (said := pattern.search(words))), "")


def _container(ran: FinishedCommand, asked: Command, scene: Scene) -> dict[str, Any] | None:
    if asked.verb in ("exec", "start") and asked.arguments:
        return scene.container(asked.arguments[0])
    return made_containers.container(ran, asked, scene)


def _of_inspect(mount: dict[str, Any]) -> Mount:
    volume = mount["Type"] == "volume"
    return Mount(source=str(mount["Name"] if volume else mount["Source"]), target=str(mount["Destination"]),
                 is_volume=volume, read_only=not mount.get("RW", True))  # fmt: skip


def _written(asked: Command, scene: Scene) -> Iterator[Mount]:
    """Yield the mounts that options speak of, as far as they stand: a hidden container must make none."""
    for value in asked.options.get("--volume", ()):
        source, colon, rest = value.partition(":")
        target, _, mode = rest.partition(":")
        if colon:
            yield from _standing(source, target, scene, read_only="ro" in mode.split(","))
    for value in asked.options.get("--mount", ()):
        parts = dict(part.partition("=")[::2] for part in value.split(","))
        source = parts.get("source") or parts.get("src") or ""
        target = parts.get("target") or parts.get("dst") or parts.get("destination") or ""
        yield from _standing(source, target, scene, read_only=bool({"ro", "readonly"} & parts.keys()))


def _standing(source: str, target: str, scene: Scene, *, read_only: bool) -> Iterator[Mount]:
    volume = not source.startswith(("/", ".", "~"))
    stands = scene.volume(source) is not None if volume else scene.path(source).exists()
    if source and target.startswith("/") and stands:
        yield Mount(source=source, target=posixpath.normpath(target), is_volume=volume, read_only=read_only)


def _bind(mount: Mount, scene: Scene) -> str:
    if mount.is_volume:
        return f"{mount.source}:{mount.target}:ro,nocopy"
    path = scene.path(mount.source)
    return f"{path if isinstance(path, OtherPath) else path.resolve()}:{mount.target}:ro"


def _read(scene: Scene, container: str, path: str) -> tuple[tarfile.TarInfo, bytes] | None:
    """Read the first entry of a path's archive, and the beginning of its content; a folder is not read on."""
    for _ in range(_LINKS):
        with suppress(EngineRefused, tarfile.TarError):
            with scene.engine.asking():
                pieces, _stat = scene.engine.api.get_archive(container, path)
            with tarfile.open(fileobj=_Pieces(pieces), mode="r|") as tar:
                member = tar.next()
                file = tar.extractfile(member) if member and member.isfile() else None
                if member and not member.issym():
                    return member, file.read(START) if file else b""
                path = posixpath.join(posixpath.dirname(path), member.linkname) if member else ""
                continue
        return None
    return None


def names_in(scene: Scene, container: str, folder: str) -> frozenset[str]:
    """Return what stands right in a folder of a container, as far as its archive's first entries tell."""
    return frozenset(_listed(scene, container, folder))


def _listed(scene: Scene, container: str, folder: str) -> Iterator[str]:
    """Yield the names right in a folder, from the beginning of its archive."""
    with suppress(EngineRefused, tarfile.TarError):
        with scene.engine.asking():
            pieces, _stat = scene.engine.api.get_archive(container, folder)
        with tarfile.open(fileobj=_Pieces(pieces), mode="r|") as tar:
            for _, member in zip(range(_ENTRIES), tar, strict=False):
                _, _, rest = member.name.partition("/")
                if rest and "/" not in rest:
                    yield rest


class _Pieces(io.RawIOBase):
    """What an engine sends piece by piece, as a file that is read only forwards and no further than needed."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`."""
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def is_filled(scene: Scene, container: str, path: str) -> bool:
    """Return whether a file that is not empty stands at a path of a container, running or not."""
    found = _read(scene, container, path)
    return found is not None and found[0].isfile() and found[0].size > 0


def stands(scene: Scene, container: str, path: str) -> bool:
    """Return whether something stands at a path of a container, running or not."""
    return _read(scene, container, path) is not None
