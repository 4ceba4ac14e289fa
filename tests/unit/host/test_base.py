"""How a base engine is found or installed."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from helpers.host import base, process
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from pathlib import Path


def test_ubuntu_names_its_packages_otherwise() -> None:
    """Ubuntu has Compose under another name and the CLI in docker.io."""
    assert "docker-compose-v2" in base.package_names("ubuntu")
    assert "docker-cli" not in base.package_names("ubuntu")
    assert "docker-compose" in base.package_names("debian")


@pytest.mark.parametrize(
    ("release", "name"),
    [
        ({"ID": "debian"}, "debian"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "ubuntu"),
        ({"ID": "fedora"}, "fedora"),
    ],
)
def test_relatives_count_as_their_parents(monkeypatch: pytest.MonkeyPatch, release: dict[str, str], name: str) -> None:
    """A distribution made from Debian or Ubuntu is installed on like it; any other keeps its own name."""
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    assert base.distribution() == name


def test_nothing_is_installed_where_we_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without root or apt a missing Docker is an error with a remedy, and no package is touched."""
    monkeypatch.setattr(base, "may_install", lambda: False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Exception, match="Docker가 없습니다"):
        base.ensure(Progress())


@pytest.mark.parametrize(
    ("said", "good"),
    [
        ("Docker Compose version v2.39.1", True),
        ("Docker Compose version 2.26.1-4", True),
        ("Docker Compose version v2.17.3", False),
    ],
)
def test_an_old_compose_is_told(monkeypatch: pytest.MonkeyPatch, said: str, good: bool) -> None:  # noqa: FBT001
    """A Compose that cannot read compose.yaml is found out before it fails with words of its own."""
    monkeypatch.setattr("helpers.host.process.run", lambda *_, **__: process.Result(code=0, out=said))
    assert (base.plugin_problem("compose") is None) is good


def cli(monkeypatch: pytest.MonkeyPatch, context: str, *, there: bool) -> None:
    """Let Docker's CLI have `context` chosen, which exists or not."""

    def run(argv: list[str], **_: object) -> process.Result:
        if argv[1:3] == ["context", "show"]:
            return process.Result(code=0, out=context)
        if argv[1:3] == ["context", "ls"]:
            return process.Result(code=0, out="default\nmine\n")
        return process.Result(code=0 if there and argv[1] == "context" else 1, out="unix:///nowhere", err="silent")

    monkeypatch.setattr("helpers.host.process.run", run)
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.delenv("DOCKER_CONTEXT", raising=False)
    monkeypatch.setattr(base, "may_install", lambda: True)
    monkeypatch.setattr(base, "install", lambda *_: pytest.fail("installed"))
    monkeypatch.setattr(base, "start_engine", lambda: pytest.fail("started"))


def test_no_engine_is_started_for_a_context_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names it and those that are; root's right to install changes nothing."""
    cli(monkeypatch, "nope", there=False)
    with pytest.raises(Exception, match="컨텍스트가 없습니다: nope") as failed:
        base.ensure(Progress())
    assert "default, mine" in getattr(failed.value, "remedy", "")


def test_no_engine_is_started_beside_a_chosen_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose engine is off, by a context or by DOCKER_HOST, is told so: another one would be none of their choice."""
    cli(monkeypatch, "mine", there=True)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(Exception, match=r"고른 Docker 엔진\(mine\)"):
        base.ensure(Progress())
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere")
    with pytest.raises(Exception, match="DOCKER_HOST=unix:///nowhere"):
        base.ensure(Progress())


def test_a_busy_engine_is_not_replaced(tmp_path: Path) -> None:
    """Where a process listens at the engine's address, however long it takes to answer, no second one is started."""
    address = tmp_path / "docker.sock"
    assert not base.listened(address)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(address))
        silent.listen(1)
        assert base.listened(address)
    assert not base.listened(address)  # what a killed engine leaves
