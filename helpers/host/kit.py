"""The kit: all images of the course in one file, for classrooms and companies without a network.

Knows how it is written, what it must hold, and how an engine gets it: the archive of `docker image save` in both its
forms, with blobs (OCI, from Docker 25 on) and without (older Docker, Podman). Which images belong to the course is said
by `images`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from helpers.host import archive, base_image, errors, images, process
from helpers.host.process import Job, run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from helpers.host.archive import Member
    from helpers.host.compose import Lab
    from helpers.host.terminal import Progress, RunningStep

MEGA = 1000**2
DIGITS = 64  # of a SHA-256
UNNAMED = "<none>"
_NAME = "io.containerd.image.name"
_TAG = "org.opencontainers.image.ref.name"


class Altered(Exception):
    """A part of the kit is not what its digest says; its path is the first argument."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a kit holds: each image's name with the ids that engines may give it, the base's layers, the processor.

    `processor` is the base image's architecture. An image without a name is called UNNAMED.
    """

    ids: Mapping[str, frozenset[str]]
    base: str
    processor: str

    @property
    def names(self) -> frozenset[str]:
        """Return the images' names as we write them."""
        return frozenset(map(images.familiar, self.ids))

    @property
    def strangers(self) -> list[str]:
        """Return the names that the course does not give, sorted."""
        return sorted(name for name in self.ids if not images.of_the_course(name))


def beside(file: Path) -> Path:
    """Return the file with the kit's digest, as `sha256sum --check` reads it."""
    return file.with_name(f"{file.name}.sha256")


def contents_beside(file: Path) -> Path:
    """Return the folder with the lists of what is in the kit's images (SBOM)."""
    return file.with_name(f"{file.name}.sbom")


def must_be_new(file: Path, *, but: Path | None = None) -> None:
    """Raise LabError where the file is there already, or one that is written beside it, other than `but`."""
    for one in (file, beside(file), contents_beside(file), _part(file)):
        if one != but and os.path.lexists(one):
            raise errors.kit_exists(str(one))


def save(file: Path, names: Iterable[str], step: RunningStep) -> str:
    """Write the images `names` into `file`, whole or not at all, and its SHA-256 beside it. Returns that.

    Raises LabError.
    """
    part, note = _part(file), beside(file)
    try:
        with part.open("xb") as out, _removed_on_failure(part):
            command = ["docker", "image", "save", *names]
            done = process.pour(command, into=out, on_tick=lambda: _show(step, part.stat().st_size))
            os.fsync(out.fileno())  # a USB stick may be pulled out once we are done
            if not done.ok:
                raise errors.kit_unwritable(str(file), done.last_line)
            must_be_new(file, but=part)
        with _removed_on_failure(part), part.open("rb") as written, note.open("xb") as text, _removed_on_failure(note):
            digest = hashlib.file_digest(written, "sha256").hexdigest()
            text.write(f"{digest}  {file.name}\n".encode())
            os.fsync(text.fileno())
        with _removed_on_failure(part, note):
            part.replace(file)
    except OSError as error:
        raise errors.kit_unwritable(str(file), str(error)) from error
    return digest


def list_contents(file: Path, here: Lab, step: RunningStep) -> None:
    """Lay the lists of what is in the images of `here` beside the kit: CycloneDX, one an image. Raises LabError."""
    made = here.paths.folder / "sbom"
    try:
        shutil.rmtree(made, ignore_errors=True)
        images.export(images.SBOM, here.images, made, here.paths, step)
        shutil.copytree(made, contents_beside(file), copy_function=shutil.copyfile)
    except OSError as error:
        raise errors.kit_unwritable(str(contents_beside(file)), str(error)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def load(file: Path, progress: Progress, *, digest: str = "") -> None:
    """Give the base engine the images of the kit `file`, once every byte of it is what it says.

    `digest` is the SHA-256 that the file must have; where it is empty and one stands beside the file, that one. An
    image of the person's that has the name of one of ours keeps another. Raises LabError, before the engine gets any
    of it wherever that can be known.
    """
    try:
        wanted = digest.lower() or _noted(file)
        with file.open("rb") as source:
            with progress.step("키트 확인하기") as step:
                found = _verified(file, source, wanted, step)
                _must_be_ours(str(file), found)
            for name, kept in _keep(found):
                progress.say(f"같은 이름의 다른 이미지가 있어 다른 이름으로 남겨 두었습니다: {name} → {kept}")
            with progress.step("키트 불러오기") as step:
                _pour(str(file), source, step)
    except OSError as error:
        raise errors.kit_unreadable(str(file), str(error)) from error
    must_be_loaded(str(file), found)


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


def must_be_loaded(file: str, found: Contents) -> None:
    """Raise LabError where the engine has other images than the kit; those that it got from it lose their names."""
    wrong = [name for name, known in found.ids.items() if not any(one["Id"] in known for one in _inspect(name))]
    if wrong:
        for name in wrong:
            process.run(["docker", "image", "rm", name])
        raise errors.kit_changed_while_loading(file, ", ".join(wrong))


def is_digest(text: str) -> bool:
    """Tell whether `text` is a SHA-256 in hexadecimal digits."""
    return len(text) == DIGITS and set(text.lower()) <= set("0123456789abcdef")


def _part(file: Path) -> Path:
    """Return what the kit is called until it is whole. One of an interrupted save may still be written to."""
    return file.with_name(f"{file.name}.part")


@contextlib.contextmanager
def _removed_on_failure(*files: Path) -> Iterator[None]:
    """Leave nothing of `files`, which are ours, where the body fails or is interrupted."""
    try:
        yield
    except BaseException:
        for file in files:
            with contextlib.suppress(OSError):
                file.unlink()
        raise


def _noted(file: Path) -> str:
    """Return the digest that stands beside the kit, empty where none does. Raises LabError where it is no digest."""
    note = beside(file)
    if not note.exists():
        return ""
    with note.open("rb") as text:
        digest = text.read(DIGITS).decode("ascii", "replace").lower()
    if not is_digest(digest):
        raise errors.kit_digest_malformed(str(note))
    return digest


def _verified(file: Path, source: BinaryIO, wanted: str, step: RunningStep) -> Contents:
    """Read what the open kit holds; where a digest is wanted, check the whole file's meanwhile. Raises LabError."""
    size = os.fstat(source.fileno()).st_size
    found: list[Contents] = []

    def contents() -> None:
        try:
            found.append(read(source, lambda done: _show(step, done, size)))
        except archive.Packed:
            raise errors.kit_compressed(str(file)) from None
        except archive.Malformed:
            raise errors.not_a_kit(str(file)) from None
        except Altered as error:
            raise errors.kit_altered(str(file), str(error)) from None

    def whole() -> None:
        with file.open("rb") as again:
            same = os.path.samestat(os.fstat(again.fileno()), os.fstat(source.fileno()))
            digest = hashlib.file_digest(again, "sha256").hexdigest()
        if not same or digest != wanted:
            raise errors.kit_digest_differs(str(file), digest, wanted)

    jobs = [Job(name="contents", action=contents), *([Job(name="whole", action=whole)] if wanted else [])]
    run_all(jobs)
    return found[0]


def _must_be_ours(file: str, found: Contents) -> None:
    """Raise LabError where the kit holds other images than this course's, or those for another processor."""
    if base_image.NAME not in found.names:
        raise errors.not_a_kit(file)
    if found.strangers:
        raise errors.kit_has_strangers(file, ", ".join(found.strangers))
    if found.names != set(images.tags(images.LAB, found.base).values()) or len(found.names) != len(found.ids):
        raise errors.kit_of_another_course(file)
    here = process.run(["docker", "version", "--format", "{{.Server.Arch}}"]).out.strip()
    if found.processor != here:
        raise errors.kit_of_another_processor(found.processor, here)


def _keep(found: Contents) -> Iterator[tuple[str, str]]:
    """Give an image of the person's that has the name of one in the kit another name; yield both names of each.

    One that we made, or that has other names already, needs none.
    """
    for name, known in found.ids.items():
        for there in _inspect(name):
            made_here = base_image.LABEL in ((there.get("Config") or {}).get("Labels") or {})
            names = {images.familiar(one) for one in there.get("RepoTags") or ()}
            if there["Id"] in known or made_here or len(names) > 1:
                continue
            kept = f"docker-lab-kept/{images.familiar(name).partition('/')[2]}-{_short(there['Id'])}"
            done = process.run(["docker", "tag", there["Id"], kept])
            if not done.ok:
                raise errors.image_not_kept(name, done.last_line)
            yield name, kept


def _pour(file: str, source: BinaryIO, step: RunningStep) -> None:
    size = os.fstat(source.fileno()).st_size
    source.seek(0)
    command = ["docker", "image", "load"]
    done = process.pour(command, source=source, on_tick=lambda: _show(step, source.tell(), size))
    if not done.ok:
        raise errors.kit_unreadable(file, done.last_line)


def _inspect(name: str) -> list[dict[str, Any]]:
    """Return the engine's image of that name, in a list; none where it has none."""
    done = process.run(["docker", "image", "inspect", name])
    return list(json.loads(done.out)) if done.ok else []


def _short(image: str) -> str:
    return image.removeprefix("sha256:")[:12]


def _show(step: RunningStep, done: int, total: int = 0) -> None:
    step.advance(100 * done // total if total else 0, 100 if total else 0)
    step.note = f"{done // MEGA}/{total // MEGA} MB" if total else f"{done // MEGA} MB"


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
    """Yield the images of OCI's index, each with its digest there: its id in an engine with containerd's store."""
    for image in _json(members, "index.json")["manifests"] if "index.json" in members else ():
        notes = image.get("annotations") or {}
        name = str(notes.get(_NAME, UNNAMED))
        plain = notes.get(_TAG, name) in {name, name.rpartition(":")[2]}
        yield name if plain else UNNAMED, [str(image["digest"])]


def _of_repositories(members: Mapping[str, Member]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the images of the list that Docker before 1.10 went by."""
    for name, tags in _json(members, "repositories").items() if "repositories" in members else ():
        for tag in tags:
            yield f"{name}:{tag}", ()


def _json(members: Mapping[str, Member], path: str) -> Any:
    return json.loads(members[path].text)
