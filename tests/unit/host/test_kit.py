"""What a kit holds, told from its bytes alone."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host import archive, base_image, cli, errors, kit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

OTHER = "docker-lab/registry:0123456789abcdef"
LAYERS = {base_image.NAME: [b"debian"], OTHER: [b"debian", b"registry"]}


def sha(body: bytes) -> str:
    """Return what files of an archive are named after."""
    return hashlib.sha256(body).hexdigest()


def dumped(value: object) -> bytes:
    """Return `value` as JSON."""
    return json.dumps(value).encode()


def config(layers: list[bytes]) -> bytes:
    """An image's config, as every engine writes it."""
    return dumped({"architecture": "amd64", "rootfs": {"diff_ids": [f"sha256:{sha(layer)}" for layer in layers]}})


def with_blobs(pack: Callable[[bytes], bytes] = bytes, registry: str = "docker.io/") -> dict[str, Any]:
    """A kit as Docker 25 and later write it; `pack` is how the engine keeps layers."""
    files: dict[str, Any] = {"oci-layout": b"{}"}

    def blob(body: bytes) -> str:
        files[f"blobs/sha256/{sha(body)}"] = body
        return f"blobs/sha256/{sha(body)}"

    manifest, index, repositories = [], [], {}
    for name, layers in LAYERS.items():
        entry = {"Config": blob(config(layers)), "RepoTags": [name], "Layers": [blob(pack(one)) for one in layers]}
        manifest.append(entry)
        repository, _, tag = name.partition(":")
        notes = {"io.containerd.image.name": registry + name, "org.opencontainers.image.ref.name": tag}
        index.append({"digest": f"sha256:{blob(dumped(entry)).rpartition('/')[2]}", "annotations": notes})
        repositories[repository] = {tag: sha(layers[-1])}
    files["manifest.json"] = dumped(manifest)
    files["index.json"] = dumped({"manifests": index})
    files["repositories"] = dumped(repositories)
    return files


def older() -> dict[str, Any]:
    """A kit as older Docker and Podman write it: equal layers are links (a `str` here), names have a registry."""
    files: dict[str, Any] = {}
    manifest = []
    for name, layers in LAYERS.items():
        paths = []
        for layer in layers:
            path = f"{sha(layer)}.tar"
            files[path] = layer
            files[f"{sha(name.encode() + layer)}/layer.tar"] = f"../{path}"
            paths.append(f"{sha(name.encode() + layer)}/layer.tar")
        files[f"{sha(config(layers))}.json"] = config(layers)
        manifest.append({"Config": f"{sha(config(layers))}.json", "RepoTags": [f"docker.io/{name}"], "Layers": paths})
    files["manifest.json"] = dumped(manifest)
    return files


def packed(files: Mapping[str, Any]) -> bytes:
    """The archive of `files`; a `str` is a link to what it says, a TarInfo stands for itself."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, body in files.items():
            member = tarfile.TarInfo(name)
            if isinstance(body, str):
                member.type, member.linkname = tarfile.SYMTYPE, body
            if isinstance(body, bytes):
                member.size = len(body)
            if isinstance(body, tarfile.TarInfo):
                member = body
            made.addfile(member, io.BytesIO(body) if isinstance(body, bytes) else None)
    return out.getvalue()


def read(body: bytes) -> kit.Contents:
    """Return what the kit of these bytes holds."""
    return kit.read(io.BytesIO(body), lambda _done: None)


def edited(files: dict[str, Any], name: str, change: Callable[[Any], Any]) -> bytes:
    """The kit with one of its lists changed."""
    value = json.loads(files[name])
    return packed({**files, name: dumped(change(value) or value)})


@pytest.mark.parametrize("files", [with_blobs(), with_blobs(gzip.compress), older()], ids=["blobs", "gzip", "older"])
def test_every_form_of_a_kit_is_read(files: dict[str, Any]) -> None:
    """Names, ids, base and processor are the same, whichever engine wrote it."""
    found = read(packed(files))
    assert found.names == set(LAYERS)
    assert found.base == f"sha256:{sha(b'debian')}"
    assert found.processor == "amd64"
    assert found.strangers == []
    for name, ids in found.ids.items():
        assert f"sha256:{sha(config(LAYERS[name.removeprefix('docker.io/')]))}" in ids


def test_an_index_names_an_image_by_its_manifest() -> None:
    """An engine with containerd's store has that digest for an id."""
    files = with_blobs()
    digests = {image["digest"] for image in json.loads(files["index.json"])["manifests"]}
    assert digests == {one for ids in read(packed(files)).ids.values() for one in ids} & digests


@pytest.mark.parametrize("files", [with_blobs(), with_blobs(gzip.compress), older()], ids=["blobs", "gzip", "older"])
def test_a_changed_byte_is_found_wherever_it_is(files: dict[str, Any]) -> None:
    """Each layer and config of each form, changed in its last byte, is named in what is said of it."""
    parts = [name for name, body in files.items() if isinstance(body, bytes) and sha(body) in name]
    assert len(parts) >= len(LAYERS) + 2
    for name in parts:
        body = files[name]
        with pytest.raises((kit.Altered, archive.Malformed)):
            read(packed({**files, name: body[:-1] + bytes([body[-1] ^ 1])}))
    layer = json.loads(files["manifest.json"])[1]["Layers"][-1]
    with pytest.raises(kit.Altered):
        read(packed({**files, layer: b"another"}))


def test_a_layer_of_another_image_is_found() -> None:
    """All blobs are whole, and an image has one that its config was not made with."""

    def swap(manifest: Any) -> None:
        manifest[1]["Layers"].reverse()

    with pytest.raises(kit.Altered):
        read(edited(with_blobs(), "manifest.json", swap))


STRANGE = {
    "another image": ("manifest.json", lambda found: found.append({**found[0], "RepoTags": ["mine/web:1"]})),
    "one without a name": ("manifest.json", lambda found: found.append({**found[0], "RepoTags": None})),
    "a second name": ("manifest.json", lambda found: found[0]["RepoTags"].append("debian:trixie-slim")),
    "another name": ("manifest.json", lambda found: found[1].update(RepoTags=["mine/web:1"])),
    "a name with a registry more": (
        "manifest.json",
        lambda found: found[1].update(RepoTags=[f"docker.io/localhost/{OTHER}"]),
    ),
    "another image in the index": (
        "index.json",
        lambda found: found["manifests"].append(
            {**found["manifests"][0], "annotations": {"io.containerd.image.name": "docker.io/mine/web:1"}}
        ),
    ),
    "one without a name in the index": (
        "index.json",
        lambda found: found["manifests"].append({"digest": found["manifests"][0]["digest"]}),
    ),
    "two names in the index": (
        "index.json",
        lambda found: found["manifests"][0]["annotations"].update(
            {"org.opencontainers.image.ref.name": "docker.io/mine/web:1"}
        ),
    ),
    "another image in the oldest list": ("repositories", lambda found: found.update({"mine/web": {"1": "x"}})),
}


@pytest.mark.parametrize("name", STRANGE)
def test_an_image_that_is_not_the_courses_is_seen(name: str) -> None:
    """In whichever list an engine would find it."""
    assert read(edited(with_blobs(), *STRANGE[name])).strangers


def device() -> tarfile.TarInfo:
    """Return a character device, which a file of an image never is here."""
    made = tarfile.TarInfo("null")
    made.type = tarfile.CHRTYPE
    return made


def hard_link() -> tarfile.TarInfo:
    """Return a second name of the list."""
    made = tarfile.TarInfo("again")
    made.type, made.linkname = tarfile.LNKTYPE, "manifest.json"
    return made


WHOLE = packed(with_blobs())
BROKEN = {
    "empty": b"",
    "text": b"# README\n" * 100,
    "no archive": b"\x00" * 10240,
    "cut in a layer": WHOLE[:2000],
    "cut in a header": WHOLE[:700],
    "something behind the end": WHOLE + b"more",
    "no list": packed({"oci-layout": b"{}"}),
    "list is no JSON": packed({**with_blobs(), "manifest.json": b"[{"}),
    "list is not Unicode": packed({**with_blobs(), "manifest.json": b"[\xff\xfe\xff]"}),
    "list is a number": packed({**with_blobs(), "manifest.json": b"5"}),
    "list of numbers": packed({**with_blobs(), "manifest.json": b"[1, 2]"}),
    "list is empty": packed({**with_blobs(), "manifest.json": b"[]"}),
    "list nested too deeply": packed({**with_blobs(), "manifest.json": b"[" * 200_000}),
    "list too long": packed({**with_blobs(), "manifest.json": b"[" + b" " * (archive.TEXT + 1) + b"]"}),
    "a number for a name": edited(with_blobs(), "manifest.json", lambda found: found[0].update(RepoTags=[5])),
    "a number for a layer": edited(with_blobs(), "manifest.json", lambda found: found[0].update(Layers=[5])),
    "a layer too few": edited(with_blobs(), "manifest.json", lambda found: found[0].update(Layers=[])),
    "a layer that is not there": edited(with_blobs(), "manifest.json", lambda found: found[0].update(Layers=["x"])),
    "a name twice": edited(with_blobs(), "manifest.json", lambda found: [*found, found[0]]),
    "index of numbers": packed({**with_blobs(), "index.json": b'{"manifests": [1]}'}),
    "index is a list": packed({**with_blobs(), "index.json": b"[]"}),
    "oldest list is a list": packed({**with_blobs(), "repositories": b"[1]"}),
    "a link that leads out": packed({**with_blobs(), "out": "../../etc/passwd"}),
    "a link to a place on the disk": packed({**with_blobs(), "out": "/etc/passwd"}),
    "a link to nothing": packed({**with_blobs(), "out": "nothing"}),
    "a link to itself": packed({**with_blobs(), "out": "out"}),
    "a name that leads out": packed({**with_blobs(), "../../etc/cron.d/x": b"x"}),
    "a name from the root": packed({**with_blobs(), "/etc/cron.d/x": b"x"}),
    "a name of Windows": packed({**with_blobs(), "c:\\x": b"x"}),
    "a device": packed({**with_blobs(), "null": device()}),
    "a second name for a file": packed({**with_blobs(), "again": hard_link()}),
    "a file twice": packed({**with_blobs(), "./manifest.json": b"[]"}),
    "too many files": packed({f"{number}": b"" for number in range(archive.MOST + 1)}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_no_engine_writes_is_malformed(name: str) -> None:
    """Nothing but one kind of failure comes of it, and it takes neither long nor much memory."""
    with pytest.raises(archive.Malformed):
        read(BROKEN[name])


def test_a_compressed_kit_is_told_apart() -> None:
    """People compress what they send; that is no damage."""
    with pytest.raises(archive.Packed):
        read(gzip.compress(WHOLE))


def test_a_layer_that_unpacks_to_much_is_read_in_pieces() -> None:
    """A gigabyte of zeros in a megabyte of gzip is hashed without being held, in one part or several."""
    parts = gzip.compress(b"\0" * archive.CHUNK) * 64
    found = archive.read(io.BytesIO(packed({"layer": parts})), lambda _done: None)
    assert found["layer"].unpacked == sha(b"\0" * archive.CHUNK * 64)
    assert found["layer"].digest == sha(parts)


@pytest.mark.parametrize(
    ("text", "accepted"), [("a" * 64, True), ("A" * 64, True), ("a" * 63, False), ("g" * 64, False), ("", False)]
)
def test_a_digest_is_64_hexadecimal_digits(text: str, accepted: bool) -> None:  # noqa: FBT001 - a column of the table
    """Anything else that is typed is refused before a gigabyte is read."""
    assert kit.is_digest(text) is accepted
    if accepted:
        assert cli.parser().parse_args(["kit", "load", "k.tar", "--sha256", text]).sha256 == text.lower()
    else:
        with pytest.raises(SystemExit):
            cli.parser().parse_args(["kit", "load", "k.tar", "--sha256", text])


def test_a_kit_stands_alone_or_is_not_made(tmp_path: Path) -> None:
    """Neither the kit nor what would stand beside it is ever overwritten; a dangling link counts as there."""
    file = tmp_path / "course.tar"
    kit.must_be_new(file)
    kit.beside(file).symlink_to("nowhere")
    with pytest.raises(errors.LabError, match=r"course\.tar\.sha256"):
        kit.must_be_new(file)
