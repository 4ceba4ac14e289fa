"""What the witness before `docker` reads in a command line."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
import witness

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("docker run -v /nosuch/host:/d busybox", ["/nosuch/host"]),
        ("docker run -v=/nosuch/host:/d:ro busybox", ["/nosuch/host"]),
        ("docker run -itv ./nosuch:/d busybox", ["./nosuch"]),
        ("docker run --volume /nosuch:/d busybox", ["/nosuch"]),
        ("docker run --volume=/nosuch:/d busybox", ["/nosuch"]),
        ("docker container create --mount type=bind,src=/nosuch,dst=/d busybox", ["/nosuch"]),
        ("docker run --mount=type=bind,source=/nosuch,target=/d busybox", ["/nosuch"]),
        ("docker run -v data:/d busybox", []),
        ("docker run -v /nosuch busybox", []),
        ("docker run --env /nosuch:/d busybox", []),
        ("docker run --mount type=volume,src=data,dst=/d busybox", []),
        ("docker cp /nosuch:/d web:/", []),
        ("docker run -v", []),
    ],
)
def test_missing_folders(line: str, expected: list[str]) -> None:
    """Those of the host that are to be mounted and are not there; names of volumes are none."""
    assert witness.missing(shlex.split(line)) == expected


def test_a_folder_that_is_there_is_not_missing(tmp_path: Path) -> None:
    """Nor is a file."""
    file = tmp_path / "file"
    file.touch()
    assert witness.missing(["docker", "run", "-v", f"{tmp_path}:/d", "-v", f"{file}:/f", "busybox"]) == []


def test_engine_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option goes before the environment, and that before Docker's usual place."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///of/environment")
    assert witness.asked_host(["docker", "-H", "tcp://there", "ps"]) == "tcp://there"
    assert witness.asked_host(["docker", "ps"]) == "unix:///of/environment"
    monkeypatch.delenv("DOCKER_HOST")
    assert witness.asked_host(["docker", "ps"]) == "unix:///var/run/docker.sock"
