"""The lab as Compose is told of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from helpers.host import settings, terminal
from helpers.host.base_engine import BaseEngine
from helpers.host.compose import Lab, code_digest
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


DOCKER = BaseEngine(product="Docker", version="26.1.5")


def lab(folder: Path, *, hub: bool = False, test: bool = False) -> Lab:
    """A lab with one image."""
    paths = settings.LabPaths(project="docker-lab-0", folder=folder, work=folder / "work")
    images = {"engine": "docker-lab/engine:1"}
    return Lab(paths=paths, settings=settings.load(paths), images=images, base=DOCKER, hub=hub, test=test)


def test_the_environment_names_images_and_secrets(tmp_path: Path) -> None:
    """Every value that compose.yaml insists on is there."""
    values = lab(tmp_path).environment()
    assert values["LAB_IMAGE_ENGINE"] == "docker-lab/engine:1"
    assert all(values[name] for name in ("LAB_TOKEN", "LAB_HUB_PASSWORD", "LAB_FTP_PASSWORD", "LAB_WORK", "LAB_PORT"))


def test_the_lab_knows_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts in the lab name it as the person has to type it."""
    monkeypatch.setattr(terminal, "COMMAND", "python lab")
    assert lab(tmp_path).environment()["LAB_COMMAND"] == "python lab"


def test_newer_code_is_another_lab(tmp_path: Path) -> None:
    """What the lab runs counts, the operator's side and what Python leaves behind do not."""
    for name in ("ui/cli.py", "charts.py", "host/lab.py"):
        file = tmp_path / "helpers" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    digest = code_digest.__wrapped__
    before = digest(tmp_path)
    (tmp_path / "helpers" / "host" / "lab.py").write_text("1")
    (tmp_path / "helpers" / "__pycache__").mkdir()
    (tmp_path / "helpers" / "__pycache__" / "charts.pyc").write_text("1")
    assert digest(tmp_path) == before
    (tmp_path / "helpers" / "ui" / "cli.py").write_text("1")
    assert digest(tmp_path) != before


def test_a_test_lab_goes_on_when_code_is_edited(tmp_path: Path) -> None:
    """What proves an exercise is a container of its own, with the code as it is: the lab need not be made anew."""
    assert lab(tmp_path).environment()["LAB_CODE"] == code_digest()
    assert lab(tmp_path, test=True).environment()["LAB_CODE"] == "test"


def test_the_mirror_is_told_of_the_hub_only_where_it_answers(tmp_path: Path) -> None:
    """Offline the mirror has no remote."""
    assert lab(tmp_path).environment()["LAB_MIRROR_REMOTE"] == ""
    assert lab(tmp_path, hub=True).environment()["LAB_MIRROR_REMOTE"].startswith("https://")


def test_the_tests_are_run_and_never_brought_up(tmp_path: Path) -> None:
    """`up` does not see the service that runs the tests, `run` and `down` do."""
    here = lab(tmp_path, test=True)
    assert str(ROOT / "compose.test.yaml") not in here.command("up", "--detach")
    assert str(ROOT / "compose.test.yaml") in here.command("run", "test")


def test_privilege_is_a_file_of_its_own(tmp_path: Path) -> None:
    """The privileged overlay is used only where it was chosen."""
    here = lab(tmp_path)
    chosen = dataclasses.replace(here, settings=dataclasses.replace(here.settings, privileged=True))
    assert str(ROOT / "compose.privileged.yaml") not in here.command("up")
    assert str(ROOT / "compose.privileged.yaml") in chosen.command("up")


def test_files_belong_to_whoever_called_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Root gives the learner's files to the person behind sudo, and to uid 1000 where there is none; never to root."""
    monkeypatch.setattr("os.getuid", lambda: 0)
    monkeypatch.setattr("os.getgid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", "1234")
    monkeypatch.setenv("SUDO_GID", "1235")
    assert settings.owner() == (1234, 1235)
    monkeypatch.delenv("SUDO_UID")
    monkeypatch.delenv("SUDO_GID")
    assert settings.owner() == (1000, 1000)


def test_files_belong_to_the_person_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody but root keeps their own uid."""
    monkeypatch.setattr("os.getuid", lambda: 501)
    monkeypatch.setattr("os.getgid", lambda: 20)
    assert settings.owner() == (501, 20)


def test_podman_and_rootless_engines_have_their_own_terms(tmp_path: Path) -> None:
    """Podman's words are added for Podman alone; where the engine is the person, the learner is its root."""
    here = lab(tmp_path)
    podman = dataclasses.replace(here, base=dataclasses.replace(DOCKER, product="Podman", rootless=True))
    assert str(ROOT / "compose.podman.yaml") not in here.command("up")
    assert str(ROOT / "compose.podman.yaml") in podman.command("up")
    assert (podman.environment()["LAB_UID"], podman.environment()["LAB_GID"]) == ("0", "0")
