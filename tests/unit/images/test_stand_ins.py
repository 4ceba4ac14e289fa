"""The stand-ins for public images, made without Docker."""

from __future__ import annotations

import gzip
import io
import json
import platform
import subprocess
import tarfile
from typing import TYPE_CHECKING

import elf
import layers
import pytest
from storage import Storage

if TYPE_CHECKING:
    from pathlib import Path

HERE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine())


def inside(layer: layers.Layer) -> dict[str, tarfile.TarInfo]:
    """The entries of a layer by name."""
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(layer.data))) as tar:
        return {entry.name: entry for entry in tar}


@pytest.fixture
def below(tmp_path: Path) -> Path:
    """A small root file system."""
    root = tmp_path / "below"
    (root / "etc").mkdir(parents=True)
    (root / "etc/same").write_text("same")
    (root / "etc/changed").write_text("before")
    (root / "etc/gone").write_text("gone")
    return root


@pytest.fixture
def above(tmp_path: Path, below: Path) -> Path:
    """The same after an installation: one file changed, one gone, two names of a new one."""
    root = tmp_path / "above"
    (root / "etc").mkdir(parents=True)
    (root / "etc/same").write_text((below / "etc/same").read_text())
    (root / "etc/changed").write_text("after!")
    (root / "etc/one").write_text("new")
    (root / "etc/two").hardlink_to(root / "etc/one")
    return root


def test_only_the_difference_is_packed(above: Path, below: Path) -> None:
    """What the lower layer has already is not there a second time; what is gone is whited out."""
    assert set(inside(layers.layer(above, below))) == {"etc/changed", "etc/one", "etc/two", "etc/.wh.gone"}


def test_a_second_name_is_a_link(above: Path, below: Path) -> None:
    """Two names of one file take its room once."""
    assert inside(layers.layer(above, below))["etc/two"].islnk()


def test_layers_are_reproducible(above: Path, below: Path) -> None:
    """The same files give the same digest, whenever they are packed."""
    first = layers.layer(above, below)
    (above / "etc/same").touch()
    assert layers.layer(above, below) == first


def test_an_image_reads_as_the_registry_reads_it(tmp_path: Path) -> None:
    """The tag leads to the manifest, the manifest to its layer and configuration."""
    storage = Storage(tmp_path)
    storage.image("tiny", [layers.file_layer("hello", b"program")], {"Cmd": ["/hello"]}, tags=("latest",))

    def blob(digest: str) -> bytes:
        return (storage.root / "blobs/sha256" / digest[7:9] / digest[7:] / "data").read_bytes()

    tag = storage.root / "repositories/library/tiny/_manifests/tags/latest/current/link"
    manifest = json.loads(blob(tag.read_text()))
    config = json.loads(blob(manifest["config"]["digest"]))
    assert config["config"]["Labels"] == {"lab.standin": "true"}
    assert len(blob(manifest["layers"][0]["digest"])) == manifest["layers"][0]["size"]


def test_hello_world_says_its_text_on_this_processor(tmp_path: Path) -> None:
    """The handmade program runs and prints all of its text."""
    assert HERE, f"the course knows amd64 and arm64, not {platform.machine()}"
    text = "안녕하세요, 도커!\n".encode() * 50
    program = tmp_path / "hello"
    program.write_bytes(elf.program(HERE, text))
    program.chmod(0o755)
    assert subprocess.run([program], capture_output=True, check=True).stdout == text
