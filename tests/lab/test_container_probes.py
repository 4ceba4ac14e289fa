"""What containers do, asked of a real engine: who answers whom, and which could not start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.world.computers import Computers
from helpers.world.prober import Prober
from tests.support.staging import docker, free_port, staged
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpers.dockerdata.types import Fact, Probe

SERVER = "sh -c 'echo hello > /tmp/index.html; exec httpd -f -p 80 -h /tmp'"


def _found(folder: Path, *asked: Probe) -> Mapping[Probe, Fact]:
    computers = Computers.here()
    return Prober(computers).gather(asked, {Computer.MINE: computers.mine.snapshot()}, folder)


def test_one_container_calls_another_by_its_name(tmp_path: Path) -> None:
    """In a network of their own it answers; in the default one, or nobody serves, it does not. Nothing is left."""
    served, asleep = probes.http_between("probe-guest", "probe-till"), probes.http_between("probe-till", "probe-guest")
    apart = probes.http_between("probe-alone", "probe-till")
    with staged("busybox"):
        docker("docker network create probe-street")
        docker(f"docker run -d --name probe-till --network probe-street busybox {SERVER}")
        docker("docker run -d --name probe-guest --network probe-street busybox sleep 600")
        docker("docker run -d --name probe-alone busybox sleep 600")
        eventually(lambda: _found(tmp_path, served)[served].text == "hello\n")
        found = _found(tmp_path, asleep, apart)
        left = docker("docker ps -aq --filter label=lab.hidden")
    assert not found[asleep].found
    assert not found[apart].found
    assert not left


def test_only_what_could_not_start_is_a_failed_start(tmp_path: Path) -> None:
    """A container that was only made has not failed."""
    port = free_port()
    with staged("busybox"):
        docker(f"docker run -d --name probe-first -p {port}:80 busybox sleep 600")
        docker(f"docker run -d --name probe-second -p {port}:80 busybox sleep 600 2>&1 || true")
        docker("docker create --name probe-made busybox sleep 600")
        failed = json.loads(_found(tmp_path, probes.FAILED_STARTS)[probes.FAILED_STARTS].text)
    assert list(failed) == ["probe-second"]
    assert "allocated" in failed["probe-second"]
