"""What a kit holds, and whether all of it is what it says.

Knows the archive of `docker image save` in both its forms: with blobs (OCI, from Docker 25 on) and without (older
Docker, Podman). Which images belong to the course is said by `images`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from helpers.host import archive, base_image, images

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from helpers.host.archive import Member

UNNAMED = "<none>"
_NAME = "io.containerd.image.name"
_TAG = "org.opencontainers.image.ref.name"


class Altered(Exception):  # noqa: N818 - what it is, in one word
    """A part of the kit is not what its digest says; its path is the first argument."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a kit holds: by each image's name the ids that engines may give it; what the base is made of; for whom.

    `processor` is the base image's architecture. An image without a name is called UNNAMED.
    """

    ids: Mapping[str, frozenset[str]]
    base: str
    processor: str

    @property
    def names(self) -> frozenset[str]:
        """The images' names as we write them."""
        return frozenset(map(images.familiar, self.ids))

    @property
    def strangers(self) -> list[str]:
        """The names that the course does not give, sorted."""
        return sorted(name for name in self.ids if not images.of_the_course(name))


def read(source: BinaryIO, on_read: Callable[[int], None]) -> Contents:
    """Read the kit `source` to its end, telling `on_read` how many bytes that are so far.

    Every config and layer is compared with its digest. Raises Altered where one differs, `archive.Malformed` where the
    file is no archive of images or not all of it is there, OSError where it cannot be read.
    """
    members = archive.read(source, on_read)
    try:
        return _contents(members)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise archive.Malformed from error


def _contents(members: Mapping[str, Member]) -> Contents:
    for path, member in members.items():
        if path.startswith("blobs/sha256/"):
            _must_be(path, PurePosixPath(path).name, member)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    configs: dict[str, Any] = {}
    for entry in _json(members, "manifest.json"):
        path = entry["Config"]
        config = _json(members, path)
        _must_be(path, PurePosixPath(path).stem, members[path])
        for layer, digest in zip(entry["Layers"], config["rootfs"]["diff_ids"], strict=True):
            _must_be(layer, digest.removeprefix("sha256:"), members[layer])
        for name in entry["RepoTags"] or (UNNAMED,):
            if name in ids:
                raise archive.Malformed
            ids[name].add(f"sha256:{members[path].digest}")
            configs[images.familiar(name)] = config
    _add_others(ids, members)
    base = configs.get(base_image.NAME) or next(iter(configs.values()), None)
    if not base:
        raise archive.Malformed
    return Contents(
        ids={name: frozenset(known) for name, known in ids.items()},
        base=base_image.joined(map(str, base["rootfs"]["diff_ids"])),
        processor=str(base["architecture"]),
    )


def _must_be(path: str, digest: str, member: Member) -> None:
    """Raise Altered where neither the file nor what it holds has that digest. An engine may keep layers as gzip."""
    if digest not in {member.digest, member.unpacked}:
        raise Altered(path)


def _add_others(ids: defaultdict[str, set[str]], members: Mapping[str, Member]) -> None:
    """Add what stands in the other lists that an engine may go by: other ids of an image, or other images."""
    names = {images.familiar(name): name for name in ids}
    for name, digest in (*_of_index(members), *_of_repositories(members)):
        ids[names.get(images.familiar(name), name)].update(digest)


def _of_index(members: Mapping[str, Member]) -> Iterator[tuple[str, Sequence[str]]]:
    """The images of OCI's index; the digest that each has there is its id in an engine with containerd's store."""
    for image in _json(members, "index.json")["manifests"] if "index.json" in members else ():
        notes = image.get("annotations") or {}
        name = str(notes.get(_NAME, UNNAMED))
        plain = notes.get(_TAG, name) in {name, name.rpartition(":")[2]}
        yield name if plain else UNNAMED, [str(image["digest"])]


def _of_repositories(members: Mapping[str, Member]) -> Iterator[tuple[str, Sequence[str]]]:
    """The images of the list that Docker before 1.10 went by."""
    for name, tags in _json(members, "repositories").items() if "repositories" in members else ():
        for tag in tags:
            yield f"{name}:{tag}", ()


def _json(members: Mapping[str, Member], path: str) -> Any:
    return json.loads(members[path].text)
