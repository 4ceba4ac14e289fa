"""Packs root file systems as Docker images, straight into a registry's storage folder.

`pack.py IN OUT`: IN holds ubuntu/, nginx/, python/ and busybox/. nginx and python share ubuntu's layer: only what
differs from it becomes a second one. Everything is reproducible: fixed times, sorted names.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import platform
import stat
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from elf import program

CREATED = "2025-09-01T00:00:00Z"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
INDEX = "application/vnd.docker.distribution.manifest.list.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
HERE = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One layer as the registry stores it: gzip data and the digest of what is inside."""

    data: bytes
    diff_id: str


class Storage:
    """A registry's folder: blobs by digest, and links that say which repository holds which."""

    def __init__(self, root: Path) -> None:
        self.root = root / "docker/registry/v2"

    def blob(self, data: bytes) -> str:
        """Store `data` and return its digest."""
        hexadecimal = hashlib.sha256(data).hexdigest()
        path = self.root / "blobs/sha256" / hexadecimal[:2] / hexadecimal / "data"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return f"sha256:{hexadecimal}"

    def link(self, repository: str, place: str, digest: str) -> None:
        """Make `place` of `repository` point at `digest`."""
        path = self.root / "repositories/library" / repository / place / "link"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(digest)

    def layered(self, repository: str, data: bytes) -> str:
        """Store a layer or a configuration of `repository`."""
        digest = self.blob(data)
        self.link(repository, f"_layers/sha256/{digest[7:]}", digest)
        return digest

    def manifest(self, repository: str, document: dict[str, object], tags: tuple[str, ...] = ()) -> tuple[str, int]:
        """Store a manifest under `tags`; returns its digest and size in bytes."""
        data = json.dumps(document, indent=1).encode()
        digest = self.blob(data)
        self.link(repository, f"_manifests/revisions/sha256/{digest[7:]}", digest)
        for tag in tags:
            self.link(repository, f"_manifests/tags/{tag}/current", digest)
            self.link(repository, f"_manifests/tags/{tag}/index/sha256/{digest[7:]}", digest)
        return digest, len(data)


def same(a: Path, b: Path) -> bool:
    """Whether two files of two trees are one and the same to a layer."""
    try:
        x, y = a.lstat(), b.lstat()
    except OSError:
        return False
    if (x.st_mode, x.st_uid, x.st_gid) != (y.st_mode, y.st_uid, y.st_gid):
        return False
    if stat.S_ISLNK(x.st_mode):
        return a.readlink() == b.readlink()
    return not stat.S_ISREG(x.st_mode) or (x.st_size == y.st_size and a.read_bytes() == b.read_bytes())


def names(root: Path) -> Iterator[str]:
    """Every path under `root`, parents first, sorted; the mounts that a build step adds left out."""
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root)
        folders.sort()
        if str(here) in {"proc", "sys", "dev"}:
            folders.clear()
            continue
        yield from sorted(str(here / name) for name in [*files, *folders])


def layer(root: Path, below: Path | None = None) -> Layer:
    """The layer of `root`, over `below` where given: what is new or changed, and white-outs for what is gone."""
    raw = io.BytesIO()
    links: dict[int, str] = {}
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in names(root):
            if below is None or not same(root / name, below / name):
                add(tar, root, name, links)
        for name in names(below) if below else ():
            if not os.path.lexists(root / name) and os.path.lexists((root / name).parent):
                path = Path(name)
                tar.addfile(tarfile.TarInfo(str(path.parent / f".wh.{path.name}")))
    data = raw.getvalue()
    diff_id = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return Layer(data=gzip.compress(data, compresslevel=6, mtime=0), diff_id=diff_id)


def add(tar: tarfile.TarFile, root: Path, name: str, links: dict[int, str]) -> None:
    """Add one path with owner and mode, without times; a second name of one file becomes a hard link."""
    path = root / name
    status = path.lstat()
    tar.inodes.clear()  # hard links are kept here, by names that are in this layer
    info = tar.gettarinfo(path, name)
    info.mtime, info.uname, info.gname = 1756684800, "", ""
    if info.isreg() and status.st_nlink > 1:
        if status.st_ino in links:
            info.type, info.linkname, info.size = tarfile.LNKTYPE, links[status.st_ino], 0
        links.setdefault(status.st_ino, name)
    if info.isreg():
        with path.open("rb") as file:
            tar.addfile(info, file)
    else:
        tar.addfile(info)


def file_layer(name: str, data: bytes) -> Layer:
    """A layer with one program."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = len(data), 0o755, 1756684800
        tar.addfile(info, io.BytesIO(data))
    inside = raw.getvalue()
    return Layer(data=gzip.compress(inside, mtime=0), diff_id=f"sha256:{hashlib.sha256(inside).hexdigest()}")


def image(storage: Storage, repository: str, layers: list[Layer], settings: dict[str, object],
          tags: tuple[str, ...] = (), architecture: str = HERE) -> tuple[str, int]:
    """Store one image; `settings` are its `config` (Cmd, ExposedPorts, …). Returns manifest digest and size."""
    settings = {"Env": [PATH], "Labels": {"lab.standin": "true"}, **settings}
    steps = [{"created": CREATED, "created_by": f"stand-in for {repository}, from Debian packages"} for _ in layers]
    config = json.dumps({
        "architecture": architecture, "os": "linux", "created": CREATED, "config": settings, "history": steps,
        "rootfs": {"type": "layers", "diff_ids": [one.diff_id for one in layers]},
    }).encode()
    return storage.manifest(repository, {
        "schemaVersion": 2, "mediaType": MANIFEST,
        "config": {"mediaType": CONFIG, "size": len(config), "digest": storage.layered(repository, config)},
        "layers": [{"mediaType": LAYER, "size": len(one.data), "digest": storage.layered(repository, one.data)}
                   for one in layers],
    }, tags)


def hello_world(storage: Storage, text: bytes) -> None:
    """hello-world for both processors under one name, so that the other one's can be asked for too."""
    manifests = []
    for architecture in ("amd64", "arm64"):
        layers = [file_layer("hello", program(architecture, text))]
        digest, size = image(storage, "hello-world", layers, {"Cmd": ["/hello"]}, architecture=architecture)
        manifests.append({"mediaType": MANIFEST, "digest": digest, "size": size,
                          "platform": {"architecture": architecture, "os": "linux"}})
    index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests}
    storage.manifest("hello-world", index, ("latest", "linux"))


def main(source: Path, target: Path) -> None:
    """Pack the five public images of the course."""
    storage = Storage(target)
    ubuntu = layer(source / "ubuntu")
    image(storage, "ubuntu", [ubuntu], {"Cmd": ["/bin/bash"]}, ("latest", "24.04", "22.04", "noble"))
    nginx = layer(source / "nginx", source / "ubuntu")
    image(storage, "nginx", [ubuntu, nginx],
          {"Cmd": ["nginx", "-g", "daemon off;"], "ExposedPorts": {"80/tcp": {}}, "StopSignal": "SIGQUIT"},
          ("latest", "1.27", "1.28", "stable"))
    python = layer(source / "python", source / "ubuntu")
    image(storage, "python", [ubuntu, python], {"Cmd": ["python3"]}, ("latest", "3", "3.13", "3.13-slim", "slim"))
    image(storage, "busybox", [layer(source / "busybox")], {"Cmd": ["sh"]}, ("latest", "1.36", "1.37", "stable"))
    hello_world(storage, Path("/greeting.txt").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
