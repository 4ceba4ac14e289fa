"""One learner's lab in a class: a Compose project of its own, whose Hub and mirror are the class's.

JupyterHub's spawner (images/classroom/lab_spawner.py) starts and stops it, teachers' commands look into it. Both give
`room`, the class's values by the names that compose.class.yaml has for them.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.host import process, settings
from helpers.host.classroom.passwords import password

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from helpers.host.process import Result

FIRST_UID = 20000
"""A uid per learner: kernel keys (200) and inotify instances (128) are counted by uid."""
INSIDE, OUTSIDE = 216, 220
"""Two networks for each learner, from 10.216.0.0 and 10.220.0.0: Docker's own pools end at about 30."""
MOST = (OUTSIDE - INSIDE) * 256
_HUB_NAMES = ("registry-1.docker.io", "index.docker.io", "auth.docker.io", "docker.io", "hub.docker.com")
_LABELLED = '{{.Label "lab.learner"}}\t{{.Label "lab.number"}}'
_FRESH = ("engine-data", "engine-run", "other-data", "other-home", "other-run", "usb")
"""The volumes that a fresh lab begins without."""
_NOTHING = bytes(1024)
"""An archive without files."""
_SERVICES = ("notebook", "engine", "other")
_STALE = 3
"""lab-ready: the engine stands in the network of an earlier notebook."""


@dataclass(frozen=True, kw_only=True)
class LearnerLab:
    """The lab of the account `name`; `number`, below MOST, is its own and tells its networks and its uid."""

    room: Mapping[str, str]
    name: str
    number: int

    @classmethod
    def all(cls, room: Mapping[str, str]) -> list[LearnerLab]:
        """Return the labs that there are of a class; each one's number is told by its seat."""
        label = f"label=lab.class={room['LAB_CLASS']}"
        listed = process.run(["docker", "ps", "--all", "--filter", label, "--format", _LABELLED]).out
        found = (line.split("\t") for line in listed.splitlines())
        return [cls(room=room, name=name, number=int(number)) for name, number in sorted(found)]

    @property
    def project(self) -> str:
        """Return the Compose project."""
        return f"{self.room['LAB_CLASS']}-{self.name}"

    @property
    def notebook(self) -> str:
        """Return the name of the container that the learner sits in."""
        return f"{self.project}-notebook-1"

    def environment(self) -> dict[str, str]:
        """Return what compose.yaml and compose.seat.yaml read."""
        room, key = self.room, self.room["LAB_CLASS_KEY"]
        images = {name: value for name, value in room.items() if name.startswith("LAB_IMAGE_")}
        uid = "0" if room.get("LAB_ROOTLESS") else str(FIRST_UID + self.number)
        return {
            **images,
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "DOCKER_HOST": os.environ.get("DOCKER_HOST", ""),
            "LAB_CLASS": room["LAB_CLASS"],
            "LAB_WORK": "work",
            "LAB_TOKEN": password(key, "token", self.name),
            "LAB_UID": uid,
            "LAB_GID": uid,
            "LAB_HUB_USER": self.name,
            "LAB_HUB_PASSWORD": password(key, "hub", self.name),
            "LAB_HUB_NET": self._net(INSIDE),
            "LAB_OUTSIDE_NET": self._net(OUTSIDE),
            "LAB_FTP_PASSWORD": password(key, "ftp", self.name),
            "LAB_LEARNER": self.name,
            "LAB_NUMBER": str(self.number),
            "LAB_SECRET": room.get("LAB_SECRET", ""),
            "LAB_COMMAND": "lab",
            "LAB_SECCOMP": room["LAB_SECCOMP"],
            "LAB_CODE": room["LAB_CODE"],
            "LAB_CA_FILE": room["LAB_CA_FILE"],
        }

    def up(self, hub: Mapping[str, str]) -> Result:
        """Make and start the containers. `hub` is what JupyterHub tells the server that it starts."""
        return self._compose("up", "--detach", "--no-build", *_SERVICES, env=hub)

    def join(self) -> Result:
        """Bring the class's Hub, mirror and door into the lab's networks, where they are not there yet."""
        room = self.room["LAB_CLASS"]
        aliases = [word for name in _HUB_NAMES for word in ("--alias", name)]
        for network, container, options in (
            ("inside", "hub", ["--ip", f"{self._net(INSIDE)}.10", *aliases]),
            ("outside", "mirror", ["--alias", "mirror"]),
            ("outside", "proxy", ["--alias", self.room["LAB_CLASS_DOOR"]]),
            ("outside", "jupyterhub", []),
        ):
            done = process.run(
                ["docker", "network", "connect", *options, f"{self.project}_{network}", f"{room}-{container}-1"]
            )
            if not done.ok and "already exists" not in done.err:
                return done
        return process.Result(code=0)

    def part(self) -> None:
        """Take the class's containers out of the lab's networks, which can go then."""
        for network in ("inside", "outside"):
            for container in ("hub", "mirror", "proxy", "jupyterhub"):
                name = f"{self.room['LAB_CLASS']}-{container}-1"
                process.run(["docker", "network", "disconnect", "--force", f"{self.project}_{network}", name])

    def wait_ready(self, seconds: int) -> Result:
        """Wait until every part serves; an engine that hangs on an earlier network is started anew."""
        done = self._learner("lab-ready", str(seconds), timeout=seconds + 10)
        if done.code == _STALE:
            self._compose("restart", "--timeout", "5", "engine")
            done = self._learner("lab-ready", str(seconds), timeout=seconds + 10)
        return done

    def deliver(self) -> Result:
        """Lay the course into the learner's folder."""
        return self._learner(*settings.DELIVER)

    def running(self) -> bool:
        """Tell whether the learner's seat is there."""
        return process.run(["docker", "inspect", "--format", "{{.State.Running}}", self.notebook]).out.strip() == "true"

    def stop(self) -> Result:
        """Stop the containers; everything in them and in their volumes stays."""
        return self._compose("stop", "--timeout", "10")

    def remove(self) -> Result:
        """Remove the lab with all that it kept."""
        self.part()
        return self._compose("down", "--volumes", "--timeout", "2", "--remove-orphans")

    def renew(self) -> Result:
        """Remove the lab with all that it kept but the files in work/ and the home, with its progress."""
        self.part()
        done = self._compose("down", "--timeout", "2", "--remove-orphans")
        volumes = [f"{self.project}_{name}" for name in _FRESH]
        return process.run(["docker", "volume", "rm", "--force", *volumes]) if done.ok else done

    def files(self, folder: str) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
        """Return the plain files of a folder of the learner's seat; none where there is no such folder."""
        copied = subprocess.run(["docker", "cp", f"{self.notebook}:{folder}", "-"], capture_output=True, check=False)
        with tarfile.open(fileobj=io.BytesIO(copied.stdout or _NOTHING)) as archive:
            for member in archive:
                body = archive.extractfile(member) if member.isfile() else None
                if body:
                    yield member, body.read()

    def lay(self, name: str, archive: bytes) -> bool:
        """Lay what `archive` (tar) holds into work/, unless something by `name` is there; tell whether it was laid."""
        place = "/home/learner/work"
        found = subprocess.run(
            ["docker", "cp", f"{self.notebook}:{place}/{name}", "-"], capture_output=True, check=False
        )
        if found.returncode == 0:
            return False
        subprocess.run(
            ["docker", "cp", "-", f"{self.notebook}:{place}"], input=archive, capture_output=True, check=True
        )
        return True

    def _net(self, first: int) -> str:
        return f"10.{first + self.number // 256}.{self.number % 256}"

    def _learner(self, *words: str, timeout: float = 120) -> Result:
        return process.run(["docker", "exec", "--user", "learner", self.notebook, *words], timeout=timeout)

    def _compose(self, *words: str, env: Mapping[str, str] | None = None) -> Result:
        root = Path(self.room["LAB_ROOT"])
        files = ["compose.yaml", "compose.docker.yaml", "compose.seat.yaml"]
        head = ["docker", "compose", "--project-name", self.project, "--project-directory", str(root)]
        head += [word for name in files for word in ("--file", str(root / name))]
        return process.run([*head, *words], env={**self.environment(), **(env or {})}, timeout=180)
