"""When an image is out of date."""

from __future__ import annotations

import json
import re
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from helpers.host import base_image, images
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def tree(root: Path) -> Path:
    """A repository with two images' folders."""
    for name, text in {
        "images/a/Dockerfile": "FROM x",
        "images/a/start": "#!/bin/sh",
        "images/b/Dockerfile": "y",
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def test_equal_folders_have_equal_digests(tmp_path: Path) -> None:
    """Two clones share an image because only names and contents count, not where they lie."""
    assert images.digest(tree(tmp_path / "1"), ["images/a"]) == images.digest(tree(tmp_path / "2"), ["images/a"])


def test_a_changed_file_changes_the_digest(tmp_path: Path) -> None:
    """A byte more makes another image."""
    before = images.digest(tree(tmp_path), ["images/a"])
    (tmp_path / "images/a/start").write_text("#!/bin/sh\n")
    assert images.digest(tmp_path, ["images/a"]) != before


def test_a_renamed_file_changes_the_digest(tmp_path: Path) -> None:
    """The name counts as much as the content."""
    before = images.digest(tree(tmp_path), ["images/a"])
    (tmp_path / "images/a/start").rename(tmp_path / "images/a/begin")
    assert images.digest(tmp_path, ["images/a"]) != before


def test_an_executable_bit_does_not_change_the_digest(tmp_path: Path) -> None:
    """Windows has no such bit, and a kit made on Linux is one of the same course there."""
    before = images.digest(tree(tmp_path), ["images/a"])
    (tmp_path / "images/a/start").chmod(0o755)
    assert images.digest(tmp_path, ["images/a"]) == before


def test_files_stand_in_one_order_on_every_system() -> None:
    """Capitals come first on Windows too, whose paths sort without regard to them."""
    root = PureWindowsPath(r"C:\lab")
    files = [root / "images" / "bashrc", root / "images" / "Dockerfile"]
    assert images.names(files, root) == ["images/Dockerfile", "images/bashrc"]


@pytest.mark.parametrize("image", [*images.LAB, *images.CLASSROOM, *images.TESTS], ids=lambda image: image.name)
def test_every_script_of_an_image_gets_its_mode_there(image: images.ImageRecipe) -> None:
    """A clone on Windows has no executable bits to copy: the Dockerfile gives them."""
    folder = ROOT / "images" / image.name
    contexts = {"": folder, **{name: ROOT / path for name, path in image.contexts.items()}}
    text = (folder / "Dockerfile").read_text(encoding="utf-8")
    plain = re.findall(r"^COPY (?:--from=(\w+) )?([^-].*) \S+$", text, re.MULTILINE)
    copied = [contexts[source] / name for source, files in plain if source in contexts for name in files.split()]
    files = [file for file in copied if file.is_file()]
    scripts = [file.name for file in files if file.read_bytes().startswith(b"#!")]
    assert copied or image not in images.LAB
    assert scripts in ([], ["vm-init"])  # which `install -m 755` lays into the virtual machine


def test_other_folders_do_not_matter(tmp_path: Path) -> None:
    """A change in one image's folder leaves the others alone."""
    before = images.digest(tree(tmp_path), ["images/a"])
    (tmp_path / "images/b/Dockerfile").write_text("z")
    assert images.digest(tmp_path, ["images/a"]) == before


def test_a_folder_that_goes_in_as_well_does(tmp_path: Path) -> None:
    """A change in what another folder lends makes another image."""
    lent = images.ImageRecipe(name="a", builds_on={}, contexts={"b": "images/b"})
    before = images.tags([lent], "sha256:1", tree(tmp_path))
    (tmp_path / "images/b/Dockerfile").write_text("z")
    assert images.tags([lent], "sha256:1", tmp_path) != before


def test_what_python_leaves_behind_does_not_matter(tmp_path: Path) -> None:
    """A cache of compiled files makes no new image."""
    before = images.digest(tree(tmp_path), ["images/a"])
    (tmp_path / "images/a/__pycache__").mkdir()
    (tmp_path / "images/a/__pycache__/x.pyc").write_bytes(b"0")
    assert images.digest(tmp_path, ["images/a"]) == before


def test_a_new_base_makes_every_image_new() -> None:
    """The base image's content goes into each tag, through those that stand between too."""
    wanted = (*images.LAB, *images.TESTS)
    one, two = images.tags(wanted, "sha256:1"), images.tags(wanted, "sha256:2")
    assert [name for name in one if name != "base" and one[name] == two[name]] == []


def test_every_image_stands_behind_what_it_builds_on() -> None:
    """The table's order is one in which the images can be built, and every folder is there."""
    seen = {"base"}
    for image in (*images.LAB, *images.TESTS):
        assert set(image.builds_on.values()) <= seen
        assert (ROOT / "images" / image.name / "Dockerfile").is_file()
        seen.add(image.name)


@pytest.mark.parametrize("image", ["notebook", "browser"])
def test_what_npm_brings_is_pinned_and_names_no_host(image: str) -> None:
    """Exact versions with their hashes, from whatever registry the computer has; a change makes a new image."""
    folder = ROOT / "images" / image
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    locked = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert {f"node_modules/{name}": version for name, version in wanted.items()} == {
        place: package["version"] for place, package in locked.items() if place
    }
    assert all(package["integrity"].startswith("sha512-") for place, package in locked.items() if place)
    assert not any("resolved" in package for package in locked.values())
    with_lock = images.digest(ROOT, [f"images/{image}"])
    others = [f"images/{image}/{file.name}" for file in folder.iterdir() if file.name != "package-lock.json"]
    assert images.digest(ROOT, others) != with_lock


def test_a_step_of_the_build_is_read() -> None:
    """BuildKit's line gives number, count and instruction; its other lines give none."""
    assert images.build_step("#7 [stage-0 2/5] RUN apt-get update") == (2, 5, "RUN apt-get update")
    assert images.build_step("#7 [ 2/12] COPY a b") == (2, 12, "COPY a b")
    assert images.build_step("#7 1.234 Get:1 trixie InRelease") is None


def test_nothing_but_the_base_comes_from_outside() -> None:
    """Every recipe builds on the base or on another image of the course, and the base is pinned by its digest."""
    for recipe in sorted((ROOT / "images").glob("*/Dockerfile")):
        text = recipe.read_text(encoding="utf-8")
        given = set(re.findall(r"^ARG (\w+)$", text, re.MULTILINE))
        stages = set(re.findall(r"^FROM \S+ AS (\S+)$", text, re.MULTILINE))
        known = stages | {"scratch"} | {f"${{{name}}}" for name in given}
        assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) <= known
        known_images = (*images.LAB, *images.CLASSROOM, *images.TESTS, images.SBOM)
        image = next(one for one in known_images if one.name == recipe.parent.name)
        assert given == set(image.builds_on)
    assert re.fullmatch(r"debian@sha256:[0-9a-f]{64}", base_image.PINNED)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("docker-lab/engine:0123456789abcdef", True),
        ("docker.io/docker-lab/engine:0123456789abcdef", True),
        ("localhost/docker-lab/engine:0123456789abcdef", True),
        (base_image.NAME, True),
        ("docker.io/localhost/docker-lab/engine:0123456789abcdef", False),
        ("registry.example/docker-lab/engine:0123456789abcdef", False),
        ("docker-lab/engine:latest", False),
        ("docker-lab/engine:0123456789abcdef0", False),
        ("docker-lab/own:0123456789abcdef", False),
        ("docker-lab/base:bookworm", False),
        ("debian:trixie-slim", False),
    ],
)
def test_a_name_of_the_course_is_told_from_anybodys(name: str, ours: bool) -> None:  # noqa: FBT001 - a column of the table
    """What is not named as we do is never overwritten by a kit or removed with the lab's images."""
    assert images.of_the_course(name) is ours
