"""Whose lab is whose, where the state alone cannot say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host import identity, settings
from helpers.host.identity import ExistingLab, find, settle

if TYPE_CHECKING:
    from pathlib import Path


def clone(folder: Path) -> settings.LabPaths:
    """The place of a clone in `folder`."""
    return settings.LabPaths(project="docker-lab-bypath", folder=folder / ".lab", work=folder / "work")


def stands(monkeypatch: pytest.MonkeyPatch, *labs: ExistingLab, volumes: bool = False) -> None:
    """Let these labs stand on the base engine, or only the volumes of some lab be there."""
    monkeypatch.setattr(identity, "existing_labs", lambda: list(labs))
    monkeypatch.setattr(identity, "_has_volumes", lambda _project: volumes)


def write(paths: settings.LabPaths, text: str) -> None:
    """Spoil the state."""
    paths.folder.mkdir(parents=True, exist_ok=True)
    paths.state.write_text(text, encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> settings.LabPaths:
    """A clone on a computer where no lab stands."""
    stands(monkeypatch)
    return clone(tmp_path / "here")


def test_a_lab_that_stayed_is_found_without_asking(here: settings.LabPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is not asked where the state says all: every command of the seat comes this way."""
    settings.load(here)
    monkeypatch.setattr(identity, "existing_labs", lambda: pytest.fail("asked"))
    assert find(here).news is None


def test_projects_of_new_labs_differ(here: settings.LabPaths) -> None:
    """A clone where a lab was destroyed, or where another one lay before, begins anew under another name."""
    assert find(here).paths.project != find(here).paths.project != here.project


def test_a_moved_state_keeps_its_project(
    here: settings.LabPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where no container stands: the volumes have the project's name."""
    made = settings.load(here)
    here.folder.parent.rename(tmp_path / "there")
    stands(monkeypatch, volumes=True)
    found = find(clone(tmp_path / "there"))
    assert (found.paths.project, found.settings) == (here.project, made)


def test_a_state_from_another_computer_brings_no_secrets(here: settings.LabPaths, tmp_path: Path) -> None:
    """A folder that was handed out with its `.lab/` gives nobody the token and passwords of another."""
    settings.save(here, settings.Settings(**WHOLE))
    here.folder.parent.rename(tmp_path / "there")
    found = find(clone(tmp_path / "there"))
    assert found.paths.project != here.project
    assert found.settings.token != WHOLE["token"]
    assert (found.settings.secret, found.settings.privileged) == (WHOLE["secret"], False)


@pytest.mark.parametrize("original", ["whole", "spoilt"])
def test_a_copys_original_keeps_its_lab(here: settings.LabPaths, tmp_path: Path, original: str) -> None:
    """While the original has its state, readable or not, the copy takes neither its project nor its secrets."""
    made = settings.load(here)
    there = clone(tmp_path / "there")
    write(there, here.state.read_text())
    if original == "spoilt":
        write(here, "{")
    found = find(there)
    assert found.paths.project != here.project
    assert {found.settings.token, found.settings.hub_password}.isdisjoint({made.token, made.hub_password})
    assert found.settings.port != made.port


def test_a_copy_does_not_take_a_lab_that_moved_on(
    here: settings.LabPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The original is gone from where it was; what stands leads to where it is now."""
    made, there, twin = settings.load(here), clone(tmp_path / "there"), clone(tmp_path / "twin")
    write(twin, here.state.read_text())
    here.folder.parent.rename(tmp_path / "there")
    stands(monkeypatch, volumes=True)
    settle(there, lambda _news: None)
    stands(monkeypatch, ExistingLab(project=here.project, clone=str(tmp_path / "there"), values={"token": made.token}))
    assert find(twin).paths.project != here.project
    assert find(there).paths.project == here.project


def test_an_older_state_keeps_the_project_of_its_path(here: settings.LabPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a lab of that name stands, one with the same token elsewhere is no rival."""
    made = settings.fresh(here.project)
    write(here, json.dumps(asdict(made)))
    assert find(here).paths.project == here.project
    other = ExistingLab(project="docker-lab-0", clone="/elsewhere", values={"token": made.token})
    stands(monkeypatch, other, ExistingLab(project=here.project, clone="/x", values={}))
    assert find(here).paths.project == here.project
    stands(monkeypatch, other)
    assert find(here).paths.project == "docker-lab-0"


WHOLE: dict[str, Any] = {
    "port": 9000,
    "token": "t",
    "hub_user": "learner",
    "hub_password": "h",
    "ftp_password": "f",
    "learner": "l",
    "secret": "s",
    "net": 3,
    "privileged": True,
}


def test_what_stands_gives_all_the_values_back(here: settings.LabPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state that is spoilt is put aside and made anew from the lab of this folder, to the letter."""
    write(here, "{")
    stands(monkeypatch, ExistingLab(project="docker-lab-1", clone=str(here.folder.parent), values=WHOLE))
    news: list[str] = []
    found = settle(here, news.append)
    assert (found.paths.project, asdict(found.settings)) == ("docker-lab-1", WHOLE)
    assert find(here).news is None
    assert str(here.folder / "state.damaged.json") in news[0]
    assert (here.folder / "state.damaged.json").read_text() == "{"


def test_half_a_file_gives_back_what_can_be_read(here: settings.LabPaths) -> None:
    """With nothing standing, the whole lines count; what is lost is named, with what to do."""
    settings.save(here, settings.Settings(**{**WHOLE, "learner": "20251234"}))
    text = here.state.read_text()
    write(here, text[: text.index('"ftp_password"') + 16])
    news: list[str] = []
    found = settle(here, news.append)
    assert (found.paths.project, found.settings.token, found.settings.hub_password) == (here.project, "t", "h")
    assert found.settings.ftp_password not in {"", "f"}
    assert "되찾지 못한 것: FTP 비밀번호, 배우는 사람의 이름, 반의 말." in news[0]
    assert "--learner" in news[0]


def test_one_odd_value_costs_no_other(here: settings.LabPaths) -> None:
    """The name and the class stay where only the port cannot be."""
    settings.save(here, settings.Settings(**{**WHOLE, "port": 99999}))
    found = find(here)
    assert found.spoilt
    assert {**asdict(found.settings), "port": 0} == {**WHOLE, "port": 0}
    assert 1 <= found.settings.port <= 65535


@pytest.mark.parametrize(
    "odd",
    [
        {"port": 99999},
        {"port": "8888"},
        {"port": True},
        {"net": 9999},
        {"net": -1},
        {"token": ""},
        {"token": None},
        {"hub_password": ["a"]},
        {"learner": 7},
        {"privileged": "yes"},
        {"project": "../x"},
        {"folder": 1},
    ],
    ids=str,
)
def test_odd_values_are_damage(here: settings.LabPaths, odd: dict[str, object]) -> None:
    """A value of another type, or one that nothing could be done with, is told and not used."""
    settings.load(here)
    write(here, json.dumps({**json.loads(here.state.read_text()), **odd}))
    with pytest.raises(settings.Damaged):
        settings.read(here)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '"x"', "\0\0", "[" * 100_000, '{"port": 1}'])
def test_what_is_no_state_is_damage(here: settings.LabPaths, text: str) -> None:
    """Whatever stands there, nobody sees a traceback and the file is not written over."""
    write(here, text)
    assert find(here).spoilt
    assert here.state.read_text() == text


def test_files_put_aside_never_meet(here: settings.LabPaths) -> None:
    """Each damaged file keeps a name of its own."""
    for text in ("1", "2", "3"):
        write(here, text)
        settings.put_aside(here)
    assert sorted(file.read_text() for file in here.folder.glob("state.damaged*.json")) == ["1", "2", "3"]


def test_a_destroyed_labs_spoilt_state_is_kept(here: settings.LabPaths) -> None:
    """`destroy` removes a state; one that is damaged is put aside."""
    settings.load(here)
    settings.forget(here)
    assert list(here.folder.iterdir()) == []
    write(here, "{")
    settings.forget(here)
    assert [file.name for file in here.folder.iterdir()] == ["state.damaged.json"]
