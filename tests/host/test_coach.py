"""What the coach tells where the lab is kinder than the world: no network, ports of root's, memory that runs out."""

from __future__ import annotations

import contextlib
import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host.settings import ROOT
from tests.support.clones import docker
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.support.clones import Clone

_TOLD = """
import json, sys
from pathlib import Path
from tests.support.coaching import provoke, words
ran, story = provoke(sys.argv[1], Path.home())
print(json.dumps({"code": ran.code, "id": story and story.id, "said": words(story), "words": ran.words}))
"""
_UNCONFINED = [f"--security-opt={name}=unconfined" for name in ("seccomp", "apparmor", "systempaths")]
_LEARNER = ["--env=LAB_UID=1000", "--env=LAB_GID=1000"]


class Outside:
    """An engine with no network, and the learner's seat beside it."""

    def __init__(self, name: str, seat: str) -> None:
        self.name = name
        self.seat = seat

    def told(self, line: str) -> dict[str, Any]:
        """What the coach, in the engine's own network, tells of a command."""
        return dict(json.loads(self.run("python", "-c", _TOLD, line)))

    def run(self, *words: str, code: int | None = 0) -> str:
        """What a command prints in the seat."""
        seat = [
            "--rm",
            f"--network=container:{self.name}",
            f"--volume={self.name}:/run/lab",
            f"--volume={ROOT}:/course:ro",
        ]
        return docker("run", *seat, *_LEARNER, self.seat, *words, code=code)


@contextlib.contextmanager
def engine(started: Clone, settings: Sequence[str], command: Sequence[str] = ()) -> Iterator[Outside]:
    """The lab's own images, run otherwise than the lab runs them: an engine of its own, without a network."""
    images = {
        service: docker("inspect", "-f", "{{.Config.Image}}", started.service(service))
        for service in ("engine", "notebook")
    }
    name = f"coach-outside-{uuid.uuid4().hex[:8]}"
    settings = ["--network=none", f"--volume={name}:/run/lab", "--volume=/var/lib/docker", *settings]
    try:
        docker("run", "--detach", "--init", "--name", name, *settings, images["engine"], *command)
        docker("exec", name, "sh", "-c", "mkdir -p /run/lab/ca && echo none > /run/lab/ca/ca.crt")
        found = Outside(name, images["notebook"])
        eventually(lambda: bool(found.run("docker", "version", "-f", "{{.Server.Os}}", code=None)), "the engine is up")
        yield found
    finally:
        docker("rm", "--force", "--volumes", name, code=None)
        docker("volume", "rm", name, code=None)


@pytest.fixture(scope="module")
def outside(started: Clone) -> Iterator[Outside]:
    """A rootless engine, where ports below 1024 are root's."""
    ports = "--sysctl=net.ipv4.ip_unprivileged_port_start=1024"
    devices = ["--device=/dev/net/tun", "--device=/dev/fuse"]
    asked = ["--env=LAB_COMPUTER=engine", "--env=LAB_MIRROR=http://mirror:5000", *_LEARNER]
    with engine(started, [ports, *_UNCONFINED, *devices, *asked]) as found:
        found.run("sh", "-c", "tar -c -T /dev/null | docker import - coach-empty:1")
        yield found


@pytest.fixture
def limited(started: Clone) -> Iterator[Outside]:
    """An engine of root's own, which can hold a container to less memory than it wants."""
    dockerd = "dockerd --host=unix:///run/lab/engine/docker.sock --group=1000 --bridge=none --iptables=false"
    serve = ["-c", f"mkdir -p /run/lab/engine && exec {dockerd}"]
    with engine(started, ["--privileged", "--entrypoint=sh"], serve) as found:
        found.run("sh", "-c", "tar -c -C /bin busybox | docker import - coach-busybox:1")
        yield found


def test_a_low_port_without_roots_rights(outside: Outside) -> None:
    """The engine's own refusal, and the container that it leaves behind."""
    told = outside.told("docker run -d --name coach-low -p 80:80 coach-empty:1 true")
    assert told["id"] == "port-privileged", told
    assert "80번 포트를 열 권한이 없어서" in told["said"]
    assert "`coach-low`는 시작되지 않은 채" in told["said"]
    high = outside.told("docker run -d --name coach-high -p 8080:80 coach-empty:1 no-such-program")
    assert high["id"] == "program-missing", high


def test_no_network(outside: Outside) -> None:
    """Docker Hub's address is not found, now neither; nothing is said against the image's name."""
    told = outside.told("docker run coach-emty")
    assert told["id"] == "registry-unreachable", told
    assert "네트워크가 없어서 Docker Hub의 주소" in told["said"]
    assert "`coach-empty`가 있어요" in told["said"]
    assert "`:latest`를 붙였어요" in told["said"]


def test_out_of_memory(limited: Outside) -> None:
    """The container wants more than its limit: the engine's record says so, and the limit is named."""
    doubling = "/busybox sh -c 'a=all; while :; do a=$a$a; done'"
    told = limited.told(f"docker run --name coach-greedy --network none --memory 32m coach-busybox:1 {doubling}")
    assert (told["code"], told["id"]) == (137, "killed"), told
    assert "메모리가 모자랐다(oom)고 남아 있어요" in told["said"]
    assert "이 컨테이너의 메모리 한도는 32MiB예요" in told["said"]
