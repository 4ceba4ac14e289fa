"""A tar archive, read once from beginning to end: the digest of every file in it, and the text of the small ones.

Knows tar, gzip and SHA-256. Which files an image is made of is `kit`'s.
"""

from __future__ import annotations

import hashlib
import posixpath
import tarfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHUNK = 1 << 20
MOST = 10_000
"""Files that an archive may have; a kit has fewer than two hundred."""
TEXT = 4 * CHUNK
"""Bytes of JSON that are read of one file; a kit's largest has ten thousand."""
TEXTS = 16 * TEXT
"""Bytes of JSON that all of them may have together."""
_GZIP = b"\x1f\x8b"
_PACKED = (_GZIP, b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ")
# What tarfile raises for bytes that are no tar, or for one made to exhaust it
_UNREADABLE = (tarfile.TarError, ValueError, EOFError, OverflowError, MemoryError, RecursionError, zlib.error)


class Malformed(Exception):
    """The file is no archive that we read, or not all of it is there."""


class Packed(Malformed):
    """The whole archive is compressed."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file: its SHA-256, that of what it holds where it is gzip, and its text where it may be JSON."""

    digest: str
    unpacked: str = ""
    text: bytes = b""


def read(source: BinaryIO, on_read: Callable[[int], None]) -> Mapping[str, Member]:
    """Read the archive `source` to its end, links followed, telling `on_read` how many bytes that are so far.

    Raises Malformed for everything that no program writes into an archive of images: other kinds of files, two of one
    name, names and links that lead out, too many files, data behind the end. OSError where it cannot be read.
    """
    if source.read(6).startswith(_PACKED):
        raise Packed
    source.seek(0)
    try:
        files, links = _walk(source, on_read)
        while chunk := source.read(CHUNK):
            if chunk.strip(b"\0"):
                raise Malformed
    except _UNREADABLE as error:
        raise Malformed from error
    if not files.keys() >= set(links.values()):
        raise Malformed
    return {**files, **{name: files[target] for name, target in links.items()}}


def _walk(source: BinaryIO, on_read: Callable[[int], None]) -> tuple[dict[str, Member], dict[str, str]]:
    """Read the files, and the links with the name that each leads to."""
    files: dict[str, Member] = {}
    links: dict[str, str] = {}
    texts = 0
    with tarfile.open(fileobj=source, mode="r:") as archive:
        for number, member in enumerate(archive):
            name = _inside(member.name)
            if name in files or name in links or number >= MOST or texts > TEXTS:
                raise Malformed
            if member.issym():
                links[name] = _inside(posixpath.join(posixpath.dirname(name), member.linkname))
            elif member.type in {tarfile.REGTYPE, tarfile.AREGTYPE}:
                files[name] = _file(archive, member)
                texts += len(files[name].text)
            elif not member.isdir():
                raise Malformed
            on_read(source.tell())
        source.seek(archive.offset)
    return files, links


def _inside(name: str) -> str:
    """Return `name` in its shortest form. Raises Malformed where it leads out of the archive."""
    short = posixpath.normpath(name)
    if posixpath.isabs(name) or short.split("/")[0] == ".." or "\\" in name or ":" in name:
        raise Malformed
    return short


def _file(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Member:
    sha, held, text = hashlib.sha256(), _Unpacked(), b""
    stream: Any = archive.extractfile(member)
    first = chunk = stream.read(CHUNK)
    zipped, spoken = first.startswith(_GZIP), first[:1] in {b"{", b"["}
    while chunk:
        sha.update(chunk)
        if zipped:
            held.update(chunk)
        if spoken:
            text += chunk
            spoken = len(text) <= TEXT
        chunk = stream.read(CHUNK)
    return Member(digest=sha.hexdigest(), unpacked=held.sha.hexdigest() if zipped else "", text=text if spoken else b"")


class _Unpacked:
    """The digest of what gzip holds, made piece by piece however much that is. It may have several parts."""

    def __init__(self) -> None:
        self.sha = hashlib.sha256()
        self._part = self._new()

    def update(self, packed: bytes) -> None:
        """Unpack the next bytes."""
        while packed:
            if self._part.eof:
                self._part = self._new()
            self.sha.update(self._part.decompress(packed, CHUNK))
            packed = self._part.unused_data if self._part.eof else self._part.unconsumed_tail

    @staticmethod
    def _new() -> Any:
        return zlib.decompressobj(wbits=31)
