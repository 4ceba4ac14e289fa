"""A lab belongs to its clone, wherever the clone goes and whatever becomes of its state."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host import settings
from helpers.host.network import answers
from tests.support.clones import SERVICES, copy, docker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.clones import Clone

OF_ITS_OWN = ("token", "hub_password", "ftp_password", "port", "project")


@pytest.fixture
def labs(tmp_path: Path) -> Iterator[list[Clone]]:
    """Clones that a test makes; the lab of each is removed afterwards."""
    made = [copy(tmp_path / "첫 실습실")]
    yield made
    for one in made:
        one.lab("destroy", "--yes", code=None)


def containers(project: str) -> list[str]:
    """The services of a project that have a container."""
    label = f"label=com.docker.compose.project={project}"
    return sorted(docker("ps", "--all", "--filter", label, "--format", "{{.Names}}").split())


def whole(project: str) -> list[str]:
    """The containers of one whole lab."""
    return sorted(f"{project}-{name}-1" for name in SERVICES)


def move(clone: Clone, name: str) -> Clone:
    """Rename the clone's folder."""
    return replace(clone, folder=clone.folder.rename(clone.folder.with_name(name)))


def older(clone: Clone) -> dict[str, Any]:
    """Make the state one of the version before, which named neither project nor folder."""
    was = {name: value for name, value in clone.state.items() if name not in {"project", "folder"}}
    (clone.folder / ".lab" / "state.json").write_text(json.dumps(was, indent=2))
    return was


def test_a_renamed_clone_finds_its_lab(labs: list[Clone]) -> None:
    """Secrets, port, images and files of both disks are there in the new place, and no second lab is."""
    clone = labs[0]
    clone.start("--learner", "이름", "--secret", "말")
    before, project = clone.state, clone.service("notebook").removesuffix("-notebook-1")
    clone.seat("docker pull -q busybox && echo mine > ~/mine && echo work > ~/work/mine")
    labs[0] = moved = move(clone, "다른 이름")
    assert moved.seat("cat ~/mine") == "mine\n"
    assert "이어서" in moved.lab("start", "--no-browser").stdout
    assert moved.state == {**before, "folder": str(moved.folder / ".lab")}
    assert moved.seat("cat ~/mine ~/work/mine; docker image ls -q busybox | wc -l").split() == ["mine", "work", "1"]
    assert answers(moved.address)
    assert containers(project) == whole(project)
    moved.lab("destroy", "--yes")
    assert containers(project) == []
    assert docker("volume", "ls", "-q", "--filter", f"label=com.docker.compose.project={project}") == ""


def test_a_copy_gets_a_lab_of_its_own(labs: list[Clone]) -> None:
    """The original is not touched by anything that the copy does, `destroy` included; who learns there is the same."""
    original = labs[0]
    original.start("--learner", "이름")
    original.seat("echo mine > ~/mine")
    before, ids = original.state, original.ids()
    shutil.copytree(original.folder, original.folder.with_name("사본"))
    labs.append(twin := replace(original, folder=original.folder.with_name("사본")))
    twin.lab("destroy", "--yes")
    assert original.ids() == ids
    shutil.copy2(original.folder / ".lab" / "state.json", twin.folder / ".lab" / "state.json")
    assert str(original.folder) in twin.lab("start", "--no-browser").stdout
    assert [name for name in OF_ITS_OWN if twin.state[name] == before[name]] == []
    assert twin.state["learner"] == "이름"
    assert (original.state, original.ids()) == (before, ids)
    assert original.seat("cat ~/mine") == "mine\n"
    assert answers(original.address)
    assert answers(twin.address)
    twin.lab("destroy", "--yes")
    assert original.ids() == ids


@pytest.mark.parametrize("moved", [False, True], ids=["in-place", "moved"])
def test_a_state_of_the_version_before_keeps_its_lab(labs: list[Clone], moved: bool) -> None:  # noqa: FBT001
    """Its project followed from the path. The lab is found by what stands, also from another path."""
    clone = labs[0]
    clone.lab("stop")
    paths = settings.LabPaths(project="none", folder=clone.folder / ".lab", work=clone.folder / "work")
    settings.load(paths)
    was = older(clone)
    clone.start()
    project = clone.service("notebook").removesuffix("-notebook-1")
    clone.seat("echo mine > ~/mine")
    older(clone)
    if moved:
        labs[0] = clone = move(clone, "다른 이름")
    clone.start()
    assert clone.state["project"] == project
    assert {name: clone.state[name] for name in ("token", "hub_password")} == {
        name: was[name] for name in ("token", "hub_password")
    }
    assert clone.seat("cat ~/mine") == "mine\n"
    assert containers(project) == whole(project)


def test_a_damaged_state_is_recovered_from_the_lab(labs: list[Clone]) -> None:
    """All the values come back from the containers, running or stopped; the spoilt file is put aside, and told."""
    clone = labs[0]
    clone.start("--learner", "이름", "--secret", "봄 학기")
    clone.seat("echo mine > ~/mine")
    before, ids = clone.state, clone.ids()
    state = clone.folder / ".lab" / "state.json"
    spoilt = ["", json.dumps(before)[:40], "[1]", json.dumps({**before, "port": 99999}), json.dumps({"net": 9999})]
    for turn, text in enumerate(spoilt):
        state.write_text(text)
        assert clone.seat("cat ~/mine") == "mine\n"
        assert state.read_text() == text, "a command that makes nothing wrote"
        if turn == 1:
            clone.lab("stop")
        said = clone.lab("start", "--no-browser").stdout
        assert "모두 되찾았습니다" in said
        assert (clone.state, clone.ids()) == (before, ids)
    kept = sorted((clone.folder / ".lab").glob("state.damaged*.json"), key=lambda file: file.stat().st_mtime_ns)
    assert [file.read_text() for file in kept] == spoilt
    assert {file.stat().st_mode & 0o077 for file in kept} == {0}
    state.unlink()
    assert "없어졌습니다" in clone.lab("start", "--no-browser").stdout
    assert (clone.state, clone.ids()) == (before, ids)
