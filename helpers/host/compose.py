"""The lab as Docker Compose sees it: its environment, its files, and how a command of Compose is run for it.

Knows the variables of compose.yaml. Knows nothing of waiting, ports or people.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from helpers.host import images, network, process, terminal
from helpers.host.settings import ROOT, owner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from helpers.host.base_engine import BaseEngine
    from helpers.host.settings import LabPaths, Settings

HUB = "https://registry-1.docker.io"
SECCOMP = ROOT / "images" / "engine" / "seccomp.json"


@dataclass(frozen=True, kw_only=True)
class Lab:
    """One lab: where it is kept, its settings, its images, and what it stands on.

    `hub` says whether the mirror may ask the real Docker Hub. `test` adds the service that runs the tests, which is run
    and never brought up. `offline` closes every way to the internet. `marking`: the lab is for one submission
    (compose.grade.yaml). `seccomp` is the two computers' profile.
    """

    paths: LabPaths
    settings: Settings
    images: Mapping[str, str]
    base: BaseEngine
    hub: bool = False
    test: bool = False
    offline: bool = False
    marking: bool = False
    seccomp: Path = SECCOMP

    @property
    def notebook(self) -> str:
        """Return the name of the container that the learner sits in."""
        return f"{self.paths.project}-notebook-1"

    @property
    def address(self) -> str:
        """Return the address that the browser opens."""
        return f"http://127.0.0.1:{self.settings.port}/?token={self.settings.token}"

    def environment(self) -> dict[str, str]:
        """Return what compose.yaml reads, on top of this program's own environment."""
        uid, gid = owner(rootless=self.base.rootless)
        values = {
            "LAB_WORK": str(self.paths.work),
            "LAB_PORT": str(self.settings.port),
            "LAB_TOKEN": self.settings.token,
            "LAB_UID": str(uid),
            "LAB_GID": str(gid),
            "LAB_HUB_USER": self.settings.hub_user,
            "LAB_HUB_PASSWORD": self.settings.hub_password,
            "LAB_HUB_NET": f"10.214.{self.settings.net}",
            "LAB_FTP_PASSWORD": self.settings.ftp_password,
            "LAB_LEARNER": self.settings.learner,
            "LAB_SECRET": self.settings.secret,
            "LAB_MIRROR_REMOTE": HUB if self.hub else "",
            "LAB_COMMAND": terminal.COMMAND,
            "LAB_SECCOMP": str(self.seccomp),
            # What tests in a test lab is a container of its own, which begins with the code as it is.
            "LAB_CODE": "test" if self.test else code_digest(),
            "LAB_OUT": str(self.paths.folder / "out"),
        }
        bundle = _shared_bundle(self.paths.folder)
        if bundle:
            values["LAB_CA_FILE"] = str(bundle)
        return {**os.environ, **values, **{f"LAB_IMAGE_{name.upper()}": tag for name, tag in self.images.items()}}

    def command(self, *arguments: str) -> list[str]:
        """Return the whole command line of `docker compose` for this lab."""
        files = ["compose.yaml", "compose.podman.yaml" if self.base.podman else "compose.docker.yaml"]
        files += ["compose.privileged.yaml"] if self.settings.privileged else []
        files += ["compose.offline.yaml"] if self.offline else []
        files += ["compose.grade.yaml"] if self.marking else []
        files += ["compose.test.yaml"] if self.test and arguments[0] != "up" else []
        head = ["docker", "compose", "--project-name", self.paths.project, "--project-directory", str(ROOT)]
        for name in files:
            head += ["--file", str(ROOT / name)]
        return [*head, *arguments]

    def run(self, *arguments: str, timeout: float = 180, stdin: str = "") -> process.Result:
        """Run one Compose command and return what it said."""
        return process.run(self.command(*arguments), env=self.environment(), timeout=timeout, stdin=stdin)

    def follow(
        self, *arguments: str, log: Path, on_line: Callable[[str], None] = lambda _line: None, append: bool = False
    ) -> process.Result:
        """Run one Compose command, writing what it says to `log` and telling `on_line`."""
        return process.follow(self.command(*arguments), log, env=self.environment(), on_line=on_line, append=append)


@cache
def code_digest(root: Path = ROOT) -> str:
    """Return the hash of the code that the lab runs: of helpers/ without the operator's side."""
    parts = sorted(part.name for part in (root / "helpers").iterdir() if part.name != "host")
    return images.digest(root, [f"helpers/{name}" for name in parts])


def _shared_bundle(folder: Path) -> Path | None:
    """Copy the computer's CA bundle into the lab's folder, where it changed: Docker Desktop shares no others."""
    bundle = network.ca_bundle()
    if not bundle:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "ca.crt"
    if not copy.exists() or copy.read_bytes() != bundle.read_bytes():
        shutil.copyfile(bundle, copy)
    return copy
