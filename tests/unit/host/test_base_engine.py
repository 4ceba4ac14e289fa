"""What a base engine is, which one was chosen, how one is found or installed, and which switch keeps it from users."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host import base_engine, diagnosis, errors, lab, process
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from pathlib import Path

LIMIT, DEBIANS, UBUNTUS = base_engine.SWITCHES


def server(*parts: str, system: str = "linux") -> dict[str, Any]:
    """The server part of `docker version`."""
    return {"Version": "5.4.2", "Os": system, "Components": [{"Name": name} for name in parts]}


@pytest.mark.parametrize(
    ("said", "options", "label"),
    [
        (server("Engine", "containerd"), ("name=seccomp,profile=builtin",), "Docker 5.4.2"),
        (server("Engine", "rootlesskit"), ("name=seccomp,profile=builtin", "name=rootless"), "Docker 5.4.2 (rootless)"),
        (server("Podman Engine", "Engine"), ("name=seccomp,profile=default",), "Podman 5.4.2"),
        (server("Podman Engine", "Engine"), ("name=rootless",), "Podman 5.4.2 (rootless)"),
    ],
)
def test_an_engine_is_known_by_its_product_and_rights(
    said: dict[str, Any], options: tuple[str, ...], label: str
) -> None:
    """Docker and Podman, each as root or as the person, can bear a lab."""
    found = base_engine.read(said, options)
    assert found.label == label
    assert found.problem is None


@pytest.mark.parametrize(
    ("said", "options", "cause"),
    [
        (server("Engine", system="windows"), (), "Windows"),
        (server("Engine"), ("name=userns", "name=seccomp,profile=builtin"), "userns-remap"),
    ],
)
def test_an_engine_that_bears_no_lab_is_told_why(said: dict[str, Any], options: tuple[str, ...], cause: str) -> None:
    """Windows containers and remapped users are named as the cause."""
    problem = base_engine.read(said, options).problem
    assert problem is not None
    assert cause in problem.cause


@pytest.mark.parametrize(
    ("address", "far"),
    [
        ("unix:///run/user/1000/podman/podman.sock", False),
        ("npipe:////./pipe/docker_engine", False),
        ("tcp://localhost:2375", False),
        ("tcp://127.0.0.1:2375", False),
        ("tcp://192.0.2.7:2376", True),
        ("ssh://somebody@elsewhere", True),
    ],
)
def test_an_engine_of_another_computer_is_known_by_its_address(
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    far: bool,  # noqa: FBT001
) -> None:
    """Sockets and this computer's own name are here, all else is elsewhere."""
    monkeypatch.setenv("DOCKER_HOST", address)
    assert base_engine.elsewhere() == (address if far else "")


def test_ubuntu_names_its_packages_otherwise() -> None:
    """Ubuntu has Compose under another name and the CLI in docker.io."""
    assert "docker-compose-v2" in base_engine.package_names("ubuntu")
    assert "docker-cli" not in base_engine.package_names("ubuntu")
    assert "docker-compose" in base_engine.package_names("debian")


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
    assert base_engine.distribution() == name


def test_nothing_is_installed_where_we_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without root or apt a missing Docker is an error with a remedy, and no package is touched."""
    monkeypatch.setattr(base_engine, "may_install", lambda: False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Exception, match="Docker가 없습니다"):
        base_engine.ensure(Progress())


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
    assert (base_engine.plugin_problem("compose") is None) is good


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
    monkeypatch.setattr(base_engine, "may_install", lambda: True)
    monkeypatch.setattr(base_engine, "install", lambda *_: pytest.fail("installed"))
    monkeypatch.setattr(base_engine, "start_engine", lambda: pytest.fail("started"))


def test_no_engine_is_started_for_a_context_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names it and those that are; root's right to install changes nothing."""
    cli(monkeypatch, "nope", there=False)
    with pytest.raises(Exception, match="컨텍스트가 없습니다: nope") as failed:
        base_engine.ensure(Progress())
    assert "default, mine" in getattr(failed.value, "remedy", "")


def test_no_engine_is_started_beside_a_chosen_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose engine is off, by a context or by DOCKER_HOST, is told so: another one would be none of their choice."""
    cli(monkeypatch, "mine", there=True)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(Exception, match=r"고른 Docker 엔진\(mine\)"):
        base_engine.ensure(Progress())
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere")
    with pytest.raises(Exception, match="DOCKER_HOST=unix:///nowhere"):
        base_engine.ensure(Progress())


def test_a_busy_engine_is_not_replaced(tmp_path: Path) -> None:
    """Where a process listens at the engine's address, however long it takes to answer, no second one is started."""
    address = tmp_path / "docker.sock"
    assert not base_engine.is_listened_to(address)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(address))
        silent.listen(1)
        assert base_engine.is_listened_to(address)
    assert not base_engine.is_listened_to(address)  # what a killed engine leaves


def sysctls(folder: Path, **values: str) -> Path:
    """A tree like /proc/sys with those values, `__` in a name standing for its slash."""
    for name, value in values.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{value}\n")
    return folder


def test_an_open_kernel_has_no_switch_shut(tmp_path: Path) -> None:
    """Neither where all stand open nor where a kernel knows none of them."""
    assert base_engine.shut_switch(tmp_path) is None
    opened = sysctls(tmp_path, user__max_user_namespaces="23456", kernel__unprivileged_userns_clone="1")
    assert base_engine.shut_switch(opened) is None


@pytest.mark.parametrize("switch", base_engine.SWITCHES, ids=lambda switch: switch.name)
def test_the_shut_switch_is_found_and_named(tmp_path: Path, switch: base_engine.KernelSwitch) -> None:
    """Each is read where the kernel keeps it, and the remedies of doctor and start open that one and no other."""
    tree = sysctls(tmp_path, **{switch.name.replace(".", "__"): switch.shut})
    assert base_engine.shut_switch(tree) is switch
    command = f"sudo sysctl {switch.name}={switch.opened}"
    assert command in lab.refusal(switch, privileged=False).remedy
    assert command in diagnosis.userns(switch, privileged=False).remedy


def test_privilege_is_offered_where_it_helps() -> None:
    """What users may not, root may; where nobody may, a privileged container is no way out."""
    assert lab.refusal(DEBIANS, privileged=False).code == errors.PRIVILEGE
    assert lab.refusal(LIMIT, privileged=False).code == errors.LAB
    assert "--allow-privileged" not in diagnosis.userns(LIMIT, privileged=False).remedy


def test_the_doctor_stops_only_where_start_would() -> None:
    """AppArmor has exceptions, and a lab that is privileged already passes every switch but the one for everybody."""
    assert not diagnosis.userns(None, privileged=False).remedy
    stops = [diagnosis.userns(one, privileged=False).stops for one in (LIMIT, DEBIANS, UBUNTUS)]
    assert stops == [True, True, False]
    assert [diagnosis.userns(one, privileged=True).stops for one in (LIMIT, DEBIANS)] == [True, False]
