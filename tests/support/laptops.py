"""Make another person's computer, as a container: an unprivileged user with rootless engines, and no network.

Knows how the computer is made and switched on; what is promised on it is in the tests.
"""

from __future__ import annotations

import contextlib
import subprocess
import tarfile
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.host import base_image, images
from helpers.host.settings import ROOT
from tests.support.clones import LEFT_OUT, docker
from tests.support.waiting import PATIENCE, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERSON = 1000
KIT = "/kit/course.tar"
_RUN = f"/run/user/{PERSON}"
# runc now and then loses the process that it is about to start while much ends in the laptop: nothing was run then.
_NEVER_BEGAN = "OCI runtime exec failed: exec failed: unable to start container process: waiting for init"
_TRIES = 5


@dataclass(frozen=True, kw_only=True)
class Engine:
    """How one kind of engine is started there, and by whom."""

    socket: str
    command: str
    user: str = "person"


ENGINES = {
    "docker": Engine(socket=f"{_RUN}/docker.sock", command="/usr/share/docker.io/contrib/dockerd-rootless.sh"),
    "podman": Engine(socket=f"{_RUN}/podman.sock", command=f"podman system service --time 0 unix://{_RUN}/podman.sock"),
    "remapped": Engine(
        socket="/run/remapped.sock",
        command="dockerd --userns-remap person --group person --host unix:///run/remapped.sock --bridge none"
        " --iptables=false --storage-driver vfs --exec-root /run/remapped --pidfile /run/remapped.pid",
        user="root",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Laptop:
    """One computer, and one of its engines in use. `folder` is the person's clone of the project."""

    name: str
    engine: str

    @property
    def folder(self) -> str:
        """Return where the clone of this engine's lab stands."""
        return f"/home/person/{self.engine}"

    def run(self, *words: str, code: int | None = 0, user: str = "person") -> str:
        """Return what a command of the person's prints, stdout and stderr."""
        login = ["--env", f"DOCKER_HOST=unix://{ENGINES[self.engine].socket}", "--env", f"XDG_RUNTIME_DIR={_RUN}"]
        command = ["docker", "exec", "--user", user, "--workdir", self.folder, *login, self.name, *words]
        for _ in range(_TRIES):
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, check=False
            )
            if not done.stdout.startswith(_NEVER_BEGAN):
                break
        assert code is None or done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def lab(self, *words: str, code: int = 0) -> str:
        """Return what `./lab` says there."""
        return self.run("./lab", *words, code=code)

    def switch_on(self) -> None:
        """Lay the project into the person's folder and start the engine."""
        lay(self)
        engine = ENGINES[self.engine]
        login = ["--env", "HOME=/home/person", "--env", f"XDG_RUNTIME_DIR={_RUN}", "--env", "PATH=/usr/sbin:/usr/bin"]
        command = f"exec {engine.command} > /tmp/{self.engine}.log 2>&1"
        docker("exec", "--detach", "--user", engine.user, "--workdir", "/", *login, self.name, "sh", "-c", command)
        eventually(self._serves, f"{self.engine} did not start")

    def _serves(self) -> bool:
        return "Version" in self.run("docker", "version", "--format", "{{json .Server}}", code=None)


@contextlib.contextmanager
def laptop(kit: Path) -> Iterator[str]:
    """Have a laptop with the kit as if on a USB stick; gives its name. It goes afterwards with all that was on it."""
    name = f"laptop-{uuid.uuid4().hex[:8]}"
    try:
        docker(
            *("run", "--detach", "--init", "--name", name, "--privileged", "--network", "none"),
            # In memory a gigabyte of images is unpacked, and gone again, in a fraction of the time.
            *("--tmpfs", "/home/person:exec,suid,dev,size=6g", "--tmpfs", "/small:size=16m,mode=1777"),
            *("--volume", f"{kit}:{KIT}:ro"),
            _image(),
        )
        yield name
    finally:
        docker("rm", "--force", "--volumes", name, code=None)


def _image() -> str:
    """Return the laptop's image, built when its folder has changed."""
    base = base_image.content(base_image.NAME)
    tag = f"docker-lab/laptop:{images.digest(ROOT, ['tests/support/laptop'], [base])}"
    if not docker("image", "ls", "--quiet", tag):
        command = ["docker", "buildx", "build", "--load", "--quiet", "--provenance=false", "--tag", tag]
        command += ["--build-arg", f"BASE={base_image.NAME}", str(ROOT / "tests/support/laptop")]
        done = subprocess.run(command, env=images.build_env(), capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stderr
    return tag


def lay(here: Laptop) -> None:
    """Lay the project as it stands in this clone into the laptop, as the person's own."""
    owner = f"{PERSON}:{PERSON}"
    command = ["docker", "exec", "--interactive", here.name, "sh", "-c"]
    command += [f"mkdir -p {here.folder} && tar -x -C {here.folder} && chown -R {owner} {here.folder}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as unpacking:
        assert unpacking.stdin is not None
        with tarfile.open(fileobj=unpacking.stdin, mode="w|") as archive:
            for file in ROOT.iterdir():
                if file.name not in LEFT_OUT(str(ROOT), [file.name]):
                    archive.add(file, arcname=file.name)
    assert unpacking.wait(PATIENCE) == 0
