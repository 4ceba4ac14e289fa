"""Read tar streams: what a file or folder holds, and what an image's archive is.

Knows tar and the layout of `docker save`; not where a stream comes from.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from typing import IO, TYPE_CHECKING, Any

from helpers.dockerdata.types import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

LIMIT = 64 * 1024
"""A fact's text is cut after so many bytes."""


def cut(content: bytes) -> str:
    """Text of at most LIMIT bytes, whatever the bytes are."""
    return content[:LIMIT].decode(errors="replace")


def pack(files: Mapping[str, str]) -> bytes:
    """Make a tar stream of texts by absolute path, which anybody may read and run."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path, text in sorted(files.items()):
            member, content = tarfile.TarInfo(path.lstrip("/")), text.encode()
            member.size, member.mode = len(content), 0o755
            tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def entry(stream: bytes) -> Fact:
    """Read the engine's archive of one path: a file's text (code 0), or a folder's names (code 1)."""
    with tarfile.open(fileobj=io.BytesIO(stream)) as tar:
        members = tar.getmembers()
        if not members:
            return Fact(found=False)
        if members[0].isdir():
            return Fact(found=True, text="\n".join(_names(members)), code=1)
        file = tar.extractfile(members[0]) if members[0].isfile() else None
        return Fact(found=True, text=cut(file.read()) if file else "")


def _names(members: Iterable[tarfile.TarInfo]) -> list[str]:
    """Return the names directly below the first member, which is the folder itself."""
    top, *rest = (member.name.rstrip("/") for member in members)
    below = (name.removeprefix(top).strip("/") for name in rest)
    return sorted({name.partition("/")[0] for name in below if name})


def file_fact(stream: bytes) -> Fact:
    """Read a file or folder (`probes.file`) from a tar stream of it alone."""
    with tarfile.open(fileobj=io.BytesIO(stream)) as tar:
        members = tar.getmembers()
        if not members:
            return Fact(found=False)
        if members[0].isdir():
            return describe(kind="folder", entries=_names(members))
        file = tar.extractfile(members[0])
        return describe(kind="file", content=file.read() if file else b"")


def describe(*, kind: str, content: bytes = b"", entries: Iterable[str] = ()) -> Fact:
    """Write the JSON of `probes.file`; the text of what is not UTF-8 or larger than LIMIT is null."""
    text: str | None = None
    if kind == "file" and len(content) <= LIMIT:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            text = None
    data = {
        "kind": kind,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest() if kind == "file" else "",
        "text": text,
        "entries": sorted(entries),
    }
    return Fact(found=True, text=json.dumps(data, ensure_ascii=False))


def tar_fact(stream: IO[bytes], size: int) -> Fact:
    """Find what a tar file is (`probes.tar`): saved images, an exported file system, empty, or something else."""
    found: dict[str, Any] = {"kind": "other", "tags": [], "layers": 0, "images": [], "files": 0}
    if size == 0:
        found["kind"] = "empty"
    else:
        try:
            with tarfile.open(fileobj=stream) as tar:
                _read(tar, found)
        except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError):
            found["kind"] = "other"
    return Fact(found=True, text=json.dumps(found, ensure_ascii=False))


def _read(tar: tarfile.TarFile, found: dict[str, Any]) -> None:
    members = tar.getmembers()
    names = {member.name.removeprefix("./").rstrip("/") for member in members}
    found["files"] = sum(not member.isdir() for member in members)
    if "manifest.json" in names:
        file = tar.extractfile("manifest.json")
        manifest = json.loads(file.read()) if file else []
        found["tags"] = [tag for image in manifest for tag in image.get("RepoTags") or []]
        found["layers"] = sum(len(image["Layers"]) for image in manifest)
        found["images"] = ["sha256:" + image["Config"].rpartition("/")[2].removesuffix(".json") for image in manifest]
        complete = all(layer in names for image in manifest for layer in image["Layers"])
        found["kind"] = "save" if complete else "other"
    elif exported(names):
        found["kind"] = "export"


def exported(names: AbstractSet[str]) -> bool:
    """Return whether a tar with these names at its top holds the file system of a container."""
    return "manifest.json" not in names and ({"etc", "proc"} <= names or "dev" in names)


def tar_in_tar(stream: bytes) -> Fact:
    """Find the same of a tar file that came as the only member of another."""
    with tarfile.open(fileobj=io.BytesIO(stream)) as outer:
        members = outer.getmembers()
        if members and members[0].isdir():
            return describe(kind="folder", entries=_names(members))
        file = outer.extractfile(members[0]) if members else None
        return tar_fact(io.BytesIO(file.read()) if file else io.BytesIO(), members[0].size if members else 0)
