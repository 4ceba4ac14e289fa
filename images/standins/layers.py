"""Makes image layers of folders and files, reproducibly: fixed times, sorted names, no user names.

Knows tar archives and white-outs; nothing of images or registries.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MODIFIED = 1756684800  # 2025-09-01, in seconds since 1970


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One layer as the registry stores it: gzip data and the digest of what is inside."""

    data: bytes
    diff_id: str


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
    tar.inodes.clear()  # type: ignore[attr-defined] # hard links are kept here, by names that are in this layer
    info = tar.gettarinfo(path, name)
    info.mtime, info.uname, info.gname = MODIFIED, "", ""
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
        info.size, info.mode, info.mtime = len(data), 0o755, MODIFIED
        tar.addfile(info, io.BytesIO(data))
    inside = raw.getvalue()
    return Layer(data=gzip.compress(inside, mtime=0), diff_id=f"sha256:{hashlib.sha256(inside).hexdigest()}")
