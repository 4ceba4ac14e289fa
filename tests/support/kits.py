"""Change real kits as somebody might: one thing in them, and all else stays."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LISTS = ("manifest.json", "index.json", "repositories")


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Copy the kit `source` to `target`, each small file as `change` (of its name and text) gives it."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            if member.name in LISTS:
                text = change(member.name, read(old, member.name))
                member.size = len(text)
                new.addfile(member, io.BytesIO(text))
            else:
                new.addfile(member, old.extractfile(member) if member.isreg() else None)
    return target


def flipped(source: Path, target: Path, name: str) -> Path:
    """Copy the kit `source` to `target`, with one bit of its file `name` changed."""
    shutil.copyfile(source, target)
    with tarfile.open(source) as archive:
        member = archive.getmember(name)
    with target.open("r+b") as file:
        file.seek(member.offset_data + member.size // 2)
        byte = file.read(1)[0]
        file.seek(-1, io.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    return target


def named(source: Path, target: Path, names: Mapping[str, str]) -> Path:
    """Copy the kit `source` to `target`, its images under the names that `names` gives for theirs."""

    def change(_: str, text: bytes) -> bytes:
        for name, other in names.items():
            (repository, _, tag), (_, _, new) = name.partition(":"), other.partition(":")
            text = text.replace(name.encode(), other.encode()).replace(f'"{tag}"'.encode(), f'"{new}"'.encode())
            assert repository in other
        return text

    return rewritten(source, target, change)


def with_another(source: Path, target: Path, name: str) -> Path:
    """Copy the kit `source` to `target`, with its base image a second time, called `name`."""

    def change(which: str, text: bytes) -> bytes:
        value = json.loads(text)
        if which == "manifest.json":
            value.append({**value[0], "RepoTags": [name]})
        return json.dumps(value).encode()

    return rewritten(source, target, change)


def manifest(kit: Path) -> Any:
    """Return the list of the kit's images."""
    with tarfile.open(kit) as archive:
        return json.loads(read(archive, "manifest.json"))


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """Return one file of an archive."""
    file = archive.extractfile(name)
    assert file is not None
    return file.read()
