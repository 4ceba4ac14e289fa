"""A kit gives an engine what it says and nothing else, and is whole or not there at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import signal
import subprocess
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.host import errors, images, kit
from helpers.host.base_image import NAME
from tests.support.clones import Clone, copy, docker
from tests.support.kits import flipped, manifest, named, rewritten, with_another
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.together, pytest.mark.long]
REGISTRY = "docker-lab/registry"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone of another version than this one: the names of its images are nobody else's."""
    made = copy(tmp_path_factory.mktemp("kit") / "lab")
    for image in images.LAB:
        recipe = made.folder / "images" / image.name / "Dockerfile"
        recipe.write_text(f"{recipe.read_text()}\n# {uuid.uuid4()}\n")
    return made


@pytest.fixture(scope="module")
def names(clone: Clone, stick: Path) -> dict[str, str]:
    """What that clone calls its images, by what this one does."""
    with stick.open("rb") as file:
        base = kit.read(file, lambda _done: None).base
    here, there = images.tags(images.LAB, base), images.tags(images.LAB, base, clone.folder)
    return {here[name]: there[name] for name in here}


@pytest.fixture(scope="module")
def whole(clone: Clone, stick: Path, names: dict[str, str]) -> Iterator[Path]:
    """A good kit of that clone; the images that it brought go again."""
    file = named(stick, clone.folder.parent / "course.tar", names)
    yield file
    file.unlink()
    for name in names.values():
        if name != NAME:
            docker("image", "rm", name, code=None)


@pytest.fixture
def mine() -> Iterator[str]:
    """An image of the person's own; its name."""
    name = f"mine-{uuid.uuid4().hex[:8]}:1"
    build = ["docker", "import", "--change", f"LABEL of={name}", "-", name]
    subprocess.run(build, input=bytes(10240), stdout=subprocess.DEVNULL, check=True)
    yield name
    docker("image", "rm", name, code=None)


def identity(name: str) -> str:
    """The id of an image, empty where there is none."""
    return docker("image", "inspect", "--format", "{{.Id}}", name, code=None).removeprefix("[]").strip()


def unloaded(clone: Clone, file: Path, names: dict[str, str], *words: str) -> str:
    """What is said of a kit that is refused; none of its images is there."""
    said = clone.lab("kit", "load", str(file), *words, code=errors.KIT).stderr
    assert "Traceback" not in said
    assert "→" in said
    assert {name: identity(name) for name in names.values() if name != NAME and identity(name)} == {}
    return said


def test_a_changed_layer_is_never_loaded(clone: Clone, whole: Path, names: dict[str, str], tmp_path: Path) -> None:
    """One bit of a layer is another layer, and the engine gets nothing of the kit."""
    layer = manifest(whole)[1]["Layers"][-1]
    assert layer in unloaded(clone, flipped(whole, tmp_path / "k.tar", layer), names)


def test_a_changed_config_is_never_loaded(clone: Clone, whole: Path, names: dict[str, str], tmp_path: Path) -> None:
    """The config says what a container runs: one bit of it is another image."""
    config = manifest(whole)[1]["Config"]
    assert config in unloaded(clone, flipped(whole, tmp_path / "k.tar", config), names)


def test_a_kit_with_another_image_overwrites_nothing(
    clone: Clone, whole: Path, names: dict[str, str], mine: str, tmp_path: Path
) -> None:
    """The person's image stays what it was where a kit brings one of that name beside all of ours."""
    before = identity(mine)
    said = unloaded(clone, with_another(whole, tmp_path / "k.tar", mine), names)
    assert identity(mine) == before
    assert mine in said


def test_a_kit_with_another_name_overwrites_nothing(
    clone: Clone, whole: Path, names: dict[str, str], mine: str, tmp_path: Path
) -> None:
    """So it does where one of ours has the name of the person's."""
    before = identity(mine)
    ours = next(name for name in names.values() if name.startswith(REGISTRY))
    kit_of_theirs = rewritten(whole, tmp_path / "k.tar", lambda _, text: text.replace(ours.encode(), mine.encode()))
    assert mine in unloaded(clone, kit_of_theirs, names)
    assert identity(mine) == before


def test_half_a_kit_is_never_loaded(clone: Clone, whole: Path, names: dict[str, str], tmp_path: Path) -> None:
    """Cut anywhere, or compressed on its way, it is told so."""
    half = tmp_path / "half.tar"
    for share in (0.999, 0.5):
        shutil.copyfile(whole, half)
        with half.open("r+b") as file:
            file.truncate(int(whole.stat().st_size * share))
        assert "온전하지 않은" in unloaded(clone, half, names)
    half.write_bytes(gzip.compress(b"kit"))
    assert "압축" in unloaded(clone, half, names)
    half.unlink()
    half.mkdir()
    assert "불러오지 못했습니다" in unloaded(clone, half, names)


def test_a_kit_is_what_its_digest_says(clone: Clone, whole: Path, names: dict[str, str]) -> None:
    """The one that was typed, or else the one beside the file; a kit of another digest is not loaded."""
    note, other = kit.beside(whole), "0" * 64
    digest = hashlib.sha256(whole.read_bytes()).hexdigest()
    try:
        note.write_text(f"{other}  {whole.name}\n")
        said = unloaded(clone, whole, names)
        assert digest in said
        assert other in said
        note.write_text("no digest\n")
        assert str(note) in unloaded(clone, whole, names)
        note.write_text(f"{digest}  {whole.name}\n")
        assert digest in unloaded(clone, whole, names, "--sha256", other)
        clone.lab("kit", "load", str(whole), "--sha256", digest)
    finally:
        note.unlink()


def test_an_image_with_the_name_of_ours_keeps_another(clone: Clone, whole: Path, names: dict[str, str]) -> None:
    """Whatever the person gave the name of one of ours is not lost, and they are told where it is; ours are loaded."""
    name = next(name for name in names.values() if name.startswith(REGISTRY))
    build = ["docker", "import", "--change", "LABEL of=mine", "-", name]
    docker("image", "rm", name, code=None)
    subprocess.run(build, input=bytes(10240), stdout=subprocess.DEVNULL, check=True)
    before = identity(name)
    said = clone.lab("kit", "load", str(whole)).stdout
    kept = next(line for line in said.splitlines() if "남겨" in line).split(" → ")[1]
    try:
        assert identity(kept) == before
        assert {identity(entry["RepoTags"][0]) for entry in manifest(whole)} == {
            f"sha256:{Path(entry['Config']).name}" for entry in manifest(whole)
        }
    finally:
        docker("image", "rm", kept)


def test_images_that_changed_under_the_load_lose_our_names(mine: str) -> None:
    """Where the engine has another image than was checked, nobody starts it as ours."""
    found = kit.Contents(ids={mine: frozenset({"sha256:0"})}, base="", processor="")
    with pytest.raises(errors.LabError, match=mine):
        kit.must_be_loaded("/k.tar", found)
    assert identity(mine) == ""


def test_a_saved_kit_has_its_digest_beside_it(stick: Path) -> None:
    """`sha256sum --check` finds it right."""
    done = subprocess.run(["sha256sum", "--check", kit.beside(stick).name], cwd=stick.parent, check=False)
    assert done.returncode == 0


def test_a_save_that_is_cut_short_leaves_nothing_under_the_kits_name(tmp_path: Path) -> None:
    """Half a kit is never taken for one; what a kill left is not written over, and an interrupt leaves nothing."""
    here, file = copy(tmp_path / "lab"), tmp_path / "course.tar"
    part = file.with_name(f"{file.name}.part")
    for sign in (signal.SIGKILL, signal.SIGTERM):
        with subprocess.Popen(
            [str(here.folder / "lab"), "kit", "save", str(file)], stdout=subprocess.DEVNULL
        ) as saving:
            eventually(lambda: part.exists() and part.stat().st_size > kit.MEGA, "the save never began")
            saving.send_signal(sign)
        assert not file.exists()
        assert not kit.beside(file).exists()
        if sign == signal.SIGKILL:
            assert str(part) in here.lab("kit", "save", str(file), code=errors.KIT).stderr
            part.unlink()
    assert not part.exists()


def test_nothing_that_stands_beside_a_kit_is_overwritten(tmp_path: Path) -> None:
    """Files of the person's with the names that a save would use stay as they are."""
    here, file = copy(tmp_path / "lab"), tmp_path / "course.tar"
    for mine in (kit.beside(file), file.with_name(f"{file.name}.part")):
        mine.write_text("mine")
        assert str(mine) in here.lab("kit", "save", str(file), code=errors.KIT).stderr
        assert mine.read_text() == "mine"
        mine.unlink()


def test_a_saved_kit_has_lists_of_what_is_in_it(stick: Path) -> None:
    """Every installed package of Debian's and of PyPI's stands there with its version, in a form that tools read."""
    folder, found = kit.contents_beside(stick), {}
    for file in folder.iterdir():
        listed = json.loads(file.read_text())
        assert listed["bomFormat"] == "CycloneDX"
        found[file.name] = {(one["name"], one["version"]) for one in listed["components"] if "version" in one}
    tags = {images.familiar(name).split(":")[0]: name for entry in manifest(stick) for name in entry["RepoTags"]}
    packed = {f"standin-{name}.cdx.json" for name in ("ubuntu", "nginx", "python", "busybox", "packages")}
    made = {f"{tag.partition('/')[2]}.cdx.json" for tag in tags}
    assert set(found) == made | packed | {"notebook-python.cdx.json"}
    for tag, name in tags.items():
        said = docker(
            "run",
            "--rm",
            "--entrypoint",
            "dpkg-query",
            "--network",
            "none",
            name,
            "-W",
            "-f",
            "${Package} ${Version}\\n",
        )
        assert {tuple(line.split()) for line in said.splitlines()} <= found[f"{tag.partition('/')[2]}.cdx.json"]
    asked = "from importlib.metadata import distributions as all\nfor one in all(): print(one.name, one.version)"
    ask = ("--entrypoint", "/opt/venv/bin/python", "--network", "none", tags["docker-lab/notebook"], "-c", asked)
    python = {tuple(line.split()) for line in docker("run", "--rm", *ask).splitlines()}
    assert {name for name, _ in python} >= {"jupyterlab", "ipykernel"}
    assert python <= found["notebook-python.cdx.json"]
    wanted = {"engine": "docker.io", "standin-nginx": "nginx", "standin-packages": "curl"}
    for file_name, package in wanted.items():
        assert package in {name for name, _ in found[f"{file_name}.cdx.json"]}
