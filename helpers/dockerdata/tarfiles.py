"""Read tar streams: what a file or folder holds, and what an image's archive is.

Knows tar and the layout of `docker save`; not where a stream comes from.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import hashlib
import io
import json
import lzma
import tarfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from helpers.dockerdata.types import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

LIMIT = 64 * 1024
"""A fact's text is cut after so many bytes."""
_BEGINNING = 40
"""So many characters of a text are shown."""
_PIECE = 256 * 1024
"""So many bytes of a file are searched at a time."""
_UNPACK: Mapping[bytes, Callable[[IO[bytes]], io.BufferedIOBase]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
"""What opens a packed file, by its first bytes."""
_WHITEOUT, _OPAQUE = ".wh.", ".wh..wh..opq"
"""How a layer says that a path below is removed, or all that stood in a folder."""


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


def describe(*, kind: str, content: bytes = b"", entries: Iterable[str] = (), changed: int = 0, link: str = "") -> Fact:
    """Write the JSON of `probes.file`; the text of what is not UTF-8 or larger than LIMIT is null.

    `changed` is when a folder or anything below it changed last, in nanoseconds since 1970; `link` where a link leads.
    """
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
        "changed": changed,
        "link": link,
    }
    return Fact(found=True, text=json.dumps(data, ensure_ascii=False))


def tar_fact(stream: IO[bytes], size: int, link: str = "") -> Fact:
    """Find what a tar file is (`probes.tar`): saved images, an exported file system, empty, or something else.

    `names` maps the tags to the ids of the images. `damaged`: an image's layers are not those that it is made of.
    `files`: other files are in it, beginning with `first`; `text`: it is no tar but a text that begins with `first`.
    `link` is where a symbolic link leads to that stands under the file's name.
    """
    found: dict[str, Any] = {"kind": "other", "tags": [], "layers": 0, "images": [], "names": {}, "files": 0}
    found["link"] = link
    if size == 0:
        found["kind"] = "empty"
    else:
        broken = (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError, AttributeError)
        with contextlib.suppress(*broken), tarfile.open(fileobj=stream) as tar:  # `kind` says how far it went
            _read(tar, found)
        if found["kind"] == "other":
            stream.seek(0)
            _read_text(stream.read(LIMIT), found)
    return Fact(found=True, text=json.dumps(found, ensure_ascii=False))


def _read(tar: tarfile.TarFile, found: dict[str, Any]) -> None:
    members = {member.name.removeprefix("./").rstrip("/"): member for member in tar.getmembers()}
    found["files"] = sum(not member.isdir() for member in members.values())
    if "manifest.json" in members:
        manifest = json.loads(_content(tar, members["manifest.json"]).read())
        found["tags"] = [tag for image in manifest for tag in image.get("RepoTags") or []]
        found["layers"] = sum(len(image["Layers"]) for image in manifest)
        found["kind"] = "damaged"
        ids = [_image_id(tar, members, image) for image in manifest]
        found["images"] = ids
        found["names"] = {tag: id for image, id in zip(manifest, ids, strict=True) for tag in image["RepoTags"] or []}
        found["kind"] = "save" if ids else "other"
    elif exported(members.keys()):
        found["kind"] = "export"
    elif members:
        found |= {"kind": "files", "first": next((name for name, member in members.items() if not member.isdir()), "")}


def _read_text(content: bytes, found: dict[str, Any]) -> None:
    with contextlib.suppress(UnicodeDecodeError):
        text = content.decode().strip()
        if text.isprintable() or ("\n" in text and text.replace("\n", "").isprintable()):
            found |= {"kind": "text", "first": text[:_BEGINNING].splitlines()[0]} if text else {}


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """Open a member. Raises ValueError where it is no file."""
    file = tar.extractfile(member)
    if file is None:
        raise ValueError(member.name)
    return file


def _image_id(tar: tarfile.TarFile, members: Mapping[str, tarfile.TarInfo], image: Mapping[str, Any]) -> str:
    """Return an image's id by its list. Raises ValueError or KeyError where its layers are not those it is made of."""
    config = _content(tar, members[image["Config"]]).read()
    made_of = json.loads(config)["rootfs"]["diff_ids"]
    if not made_of or made_of != [_digest(_content(tar, members[layer])) for layer in image["Layers"]]:
        raise ValueError(image["Config"])
    return f"sha256:{hashlib.sha256(config).hexdigest()}"


def _digest(layer: IO[bytes]) -> str:
    """Return the digest of a layer's content, zipped or not."""
    zipped = layer.read(2) == b"\x1f\x8b"
    layer.seek(0)
    content: Any = gzip.GzipFile(fileobj=layer) if zipped else layer
    return f"sha256:{hashlib.file_digest(content, 'sha256').hexdigest()}"


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


@dataclass(frozen=True, kw_only=True)
class _Layer:
    """The paths of one layer, and those of them that hold the secret."""

    paths: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def covers(self, path: str) -> bool:
        """Return whether this layer replaces or removes a path of a layer below."""
        here, *above = (PurePosixPath(path), *PurePosixPath(path).parents)
        removed = {str(part.parent / f"{_WHITEOUT}{part.name}") for part in (here, *above) if part.name}
        emptied = {str(part / _OPAQUE) for part in above}
        return not self.paths.isdisjoint({path} | removed | emptied)


def secret_places(saved: IO[bytes], secret: bytes) -> list[dict[str, Any]]:
    """List where a secret stands in an image as `docker save` writes it, the plainest place first.

    Each place says what it is (`kind`: file, env, label, history or config), which one (`name`), and whether a later
    layer has removed or replaced the file (`gone`). The stream is read once, a piece at a time; packed layers and files
    are unpacked on the way.
    """
    layers: dict[str, _Layer] = {}
    documents: dict[str, Any] = {}
    with tarfile.open(fileobj=saved, mode="r|") as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isreg() else None
            if file is None:
                continue
            head = _head(file)
            if head[257:262] == b"ustar" or head.startswith(tuple(_UNPACK)):
                layers[member.name] = _layer(file, secret)
            elif head[:1] in (b"{", b"["):
                with contextlib.suppress(ValueError):
                    documents[member.name] = json.loads(file.read())
    manifest = documents.pop("manifest.json", None) or [{}]
    config = documents.pop(manifest[0].get("Config", ""), {})
    order = [layers[name] for name in manifest[0].get("Layers") or () if name in layers]
    places = [*_in_files(order), *_in_config(config, secret.decode())]
    if not places and any(_says(document, secret.decode()) for document in documents.values()):
        places.append({"kind": "config", "name": "", "gone": False})
    return sorted(places, key=lambda place: bool(place["gone"]))


def _head(file: IO[bytes]) -> bytes:
    """Look at the first bytes of a member without taking them."""
    return file.peek(tarfile.BLOCKSIZE)[: tarfile.BLOCKSIZE] if isinstance(file, io.BufferedReader) else b""


def _layer(stream: IO[bytes], secret: bytes) -> _Layer:
    layer = _Layer()
    with tarfile.open(fileobj=stream, mode="r|*") as tar:
        for member in tar:
            path = "/" + member.name.removeprefix("./").strip("/")
            layer.paths.add(path)
            named = secret in f"{path}\n{member.linkname}".encode(errors="surrogateescape")
            file = tar.extractfile(member) if member.isreg() else None
            if named or (file and _holds(file, secret)):
                layer.found.append(path)
    return layer


def _holds(file: IO[bytes], secret: bytes) -> bool:
    """Return whether a file holds the secret, packed or not; a file that cannot be unpacked to its end ends there."""
    head = _head(file)
    unpack = next((unpack for magic, unpack in _UNPACK.items() if head.startswith(magic)), None)
    if unpack is None:
        return _contains(file, secret)
    with contextlib.suppress(EOFError, OSError, zlib.error, lzma.LZMAError):
        return _contains(unpack(file), secret)
    return False


def _contains(file: IO[bytes] | io.BufferedIOBase, secret: bytes) -> bool:
    kept = b""
    while piece := file.read(_PIECE):
        kept += piece
        if secret in kept:
            return True
        kept = kept[max(0, len(kept) - len(secret) + 1) :]
    return False


def _in_files(layers: list[_Layer]) -> list[dict[str, Any]]:
    """List the paths that hold the secret, from the lowest layer up."""
    found: dict[str, bool] = {}
    for at, layer in enumerate(layers):
        for path in layer.found:
            found[path] = found.get(path, True) and any(later.covers(path) for later in layers[at + 1 :])
    return [{"kind": "file", "name": path, "gone": gone} for path, gone in found.items()]


def _in_config(config: dict[str, Any], secret: str) -> list[dict[str, Any]]:
    """List where an image's configuration says the secret: variables and labels by name, a line of the history."""
    settings = config.get("config") or {}
    variables = (str(entry).partition("=") for entry in settings.get("Env") or ())
    named = [("env", name) for name, _, value in variables if secret in value]
    named += [("label", name) for name, value in (settings.get("Labels") or {}).items() if secret in f"{name} {value}"]
    lines = (str(entry.get("created_by", "")) for entry in config.get("history") or ())
    named += [("history", line.replace(secret, "…")) for line in lines if secret in line]
    if not named and _says(config, secret):
        named.append(("config", ""))
    return [{"kind": kind, "name": name, "gone": False} for kind, name in named]


def _says(document: Any, secret: str) -> bool:
    """Return whether any text of a JSON document holds the secret."""
    if isinstance(document, dict):
        return any(_says(part, secret) for pair in document.items() for part in pair)
    if isinstance(document, list):
        return any(_says(part, secret) for part in document)
    return isinstance(document, str) and secret in document
