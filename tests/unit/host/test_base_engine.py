"""What a base engine's own words say of it."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.host import base_engine


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
