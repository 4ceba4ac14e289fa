"""What tar files hold is told right, broken ones included."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import tarfile
from typing import Any

from helpers.dockerdata import tarfiles


def tar(files: dict[str, bytes | None]) -> bytes:
    """A tar of these files; None makes a folder."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
            entry.size = len(content or b"")
            made.addfile(entry, io.BytesIO(content or b""))
    return stream.getvalue()


def kind(content: bytes) -> dict[str, Any]:
    """What `facts.tar` would read."""
    found: dict[str, Any] = json.loads(tarfiles.tar_fact(io.BytesIO(content), len(content)).text)
    return found


def digest(content: bytes) -> str:
    """The digest of a blob."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


CONFIG = json.dumps({"rootfs": {"diff_ids": [digest(b"a"), digest(b"b")]}}).encode()


def saved(under: str = "", **files: bytes | None) -> bytes:
    """The layout of `docker save`: its last file is the list."""
    layers: dict[str, bytes | None] = {"blobs/sha256/aa": b"a", "blobs/sha256/bb": b"b"}
    manifest = [{"Config": "blobs/sha256/cc", "RepoTags": ["first:1.0"], "Layers": list(layers)}]
    whole = layers | {"blobs/sha256/cc": CONFIG, "manifest.json": json.dumps(manifest).encode()} | files
    return tar({under + name.replace("__", "/"): content for name, content in whole.items()})


def test_saved_image_is_known() -> None:
    """Tags, layers and the image's id stand in it."""
    found = kind(saved())
    assert (found["kind"], found["tags"], found["layers"]) == ("save", ["first:1.0"], 2)
    assert found["images"] == [digest(CONFIG)]
    assert found["names"] == {"first:1.0": digest(CONFIG)}


def test_saved_image_may_be_packed_again() -> None:
    """With `./` before each name, with zipped layers."""
    assert kind(saved("./"))["kind"] == "save"
    assert kind(saved(blobs__sha256__aa=gzip.compress(b"a")))["kind"] == "save"


def test_image_must_be_whole() -> None:
    """A list alone makes no image: the layers are those of the configuration, and there is one at least."""
    assert kind(saved(blobs__sha256__aa=b"x"))["kind"] == "damaged"
    assert kind(saved(blobs__sha256__cc=b"{}"))["kind"] == "damaged"
    empty = json.dumps([{"Config": "c.json", "RepoTags": ["first:1.0"], "Layers": []}]).encode()
    config = json.dumps({"rootfs": {"diff_ids": []}}).encode()
    assert kind(tar({"manifest.json": empty, "c.json": config}))["kind"] == "damaged"
    assert kind(tar({"manifest.json": b"[]"}))["kind"] == "other"


def test_exported_container_is_known() -> None:
    """A file system without a manifest was exported."""
    assert kind(tar({"etc": None, "proc": None, "etc/passwd": b"x"}))["kind"] == "export"


def test_broken_and_empty_are_told_apart() -> None:
    """Cut off half way is other, nothing at all is empty, and text or other files are told by their beginning."""
    assert kind(saved()[:1800])["kind"] == "other"
    assert kind(b"")["kind"] == "empty"
    assert kind(bytes(range(256)) * 10)["kind"] == "other"
    text = kind("엽서\nhello".encode())
    assert (text["kind"], text["first"]) == ("text", "엽서")
    files = kind(tar({"./": None, "card.txt": b"x"}))
    assert (files["kind"], files["first"]) == ("files", "card.txt")


def test_file_in_an_image_is_its_text() -> None:
    """A file is text with code 0, a folder its names with code 1."""
    assert tarfiles.entry(tar({"app.py": b"print(1)"})).text == "print(1)"
    folder = tarfiles.entry(tar({"app": None, "app/b.py": b"", "app/a": None, "app/a/deep": b""}))
    assert (folder.text, folder.code) == ("a\nb.py", 1)


def test_long_text_is_cut_and_bytes_are_told() -> None:
    """A fact stays small, and what is not text has none."""
    assert len(tarfiles.entry(tar({"big": b"x" * (tarfiles.LIMIT + 1)})).text) == tarfiles.LIMIT
    assert json.loads(tarfiles.describe(kind="file", content=b"\xff\xfe").text)["text"] is None


def test_file_from_the_other_computer_comes_in_a_tar() -> None:
    """Size and hash are the file's own, and a tar in the tar is read as one."""
    found = json.loads(tarfiles.file_fact(tar({"hello.txt": b"hello"})).text)
    assert (found["kind"], found["size"], found["text"]) == ("file", 5, "hello")
    assert json.loads(tarfiles.tar_in_tar(tar({"first.tar": saved()})).text)["tags"] == ["first:1.0"]


def test_packed() -> None:
    """Texts by path become a stream of files that anybody may run."""
    with tarfile.open(fileobj=io.BytesIO(tarfiles.pack({"/app/a.sh": "echo 안녕\n", "/b": ""}))) as packed:
        file = packed.extractfile("app/a.sh")
        assert file is not None
        assert file.read().decode() == "echo 안녕\n"
        assert [(member.name, member.mode) for member in packed.getmembers()] == [("app/a.sh", 0o755), ("b", 0o755)]


SECRET = b"4f2a-99d1"


def secret_in(layers: list[bytes], config: dict[str, Any] | None = None) -> list[tuple[str, str, bool]]:
    """Where the secret stands in an image of these layers and this configuration."""
    blobs: dict[str, bytes | None] = {f"blobs/sha256/{number}": layer for number, layer in enumerate(layers)}
    manifest = [{"Config": "blobs/sha256/c", "RepoTags": [], "Layers": list(blobs)}]
    above: dict[str, bytes | None]
    above = {"blobs/sha256/c": json.dumps(config or {}).encode(), "manifest.json": json.dumps(manifest).encode()}
    stream = Trickle(tar(dict(reversed(blobs.items())) | above))
    return [(place["kind"], place["name"], place["gone"]) for place in tarfiles.secret_places(stream, SECRET)]


class Trickle(io.BytesIO):
    """A stream that can only be read forwards, as one from an engine."""

    def seek(self, *_: Any) -> int:
        """Refuse."""
        raise io.UnsupportedOperation

    tell = seek


def test_a_secret_is_found_by_content() -> None:
    """Whatever the file is called, at whatever place of it, packed or not; a file of that name is none."""
    assert secret_in([tar({"board/shop.txt": b"x", "board/store.key": b"other"})]) == []
    assert secret_in([tar({"root/door": b"key=" + SECRET + b"\n"})]) == [("file", "/root/door", False)]
    far = b"x" * (tarfiles._PIECE - 3) + SECRET
    assert secret_in([tar({"big": far})]) == [("file", "/big", False)]
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        assert secret_in([tar({"www/old.tgz": pack(tar({"store.key": SECRET}))})]) == [("file", "/www/old.tgz", False)]
    assert secret_in([tar({f"tmp/{SECRET.decode()}": b""})])[0][0] == "file"


def test_a_packed_layer_is_read_and_a_broken_archive_is_none() -> None:
    """Some engines keep their layers packed; a file that only begins like an archive is no error."""
    assert secret_in([gzip.compress(tar({"key": SECRET}))]) == [("file", "/key", False)]
    assert secret_in([tar({"odd.gz": b"\x1f\x8bnothing", "cut.gz": gzip.compress(SECRET)[:12]})]) == []


def test_a_later_layer_hides_but_does_not_remove() -> None:
    """Removed, its folder removed or emptied, or overwritten: the layer below still holds it."""
    first = tar({"board": None, "board/store.key": SECRET})
    for later in ("board/.wh.store.key", ".wh.board", "board/.wh..wh..opq", "board/store.key"):
        assert secret_in([first, tar({later: b""})]) == [("file", "/board/store.key", True)]
    assert secret_in([first, tar({"board/other": b""})]) == [("file", "/board/store.key", False)]
    again = [first, tar({"board/.wh.store.key": b""}), tar({"board/store.key": SECRET, "copy": SECRET})]
    assert secret_in(again) == [("file", "/board/store.key", False), ("file", "/copy", False)]


def test_a_secret_is_found_in_the_configuration() -> None:
    """A variable, a label and a line of the history by name, anywhere else as such; what is plain comes first."""
    text = SECRET.decode()
    settings = {"Env": ["PATH=/bin", f"KEY={text}"], "Labels": {"store": text, "a": "b"}}
    history = [{"created_by": "COPY . /board"}, {"created_by": f"RUN |1 KEY={text} true"}]
    found = secret_in([tar({"gone": SECRET}), tar({".wh.gone": b""})], {"config": settings, "history": history})
    assert found == [
        ("env", "KEY", False),
        ("label", "store", False),
        ("history", "RUN |1 KEY=… true", False),
        ("file", "/gone", True),
    ]
    assert secret_in([], {"config": {"Cmd": ["echo", text]}}) == [("config", "", False)]
    assert secret_in([], {"config": {"Cmd": ["echo"]}}) == []
