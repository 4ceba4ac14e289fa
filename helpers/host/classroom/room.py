"""A class as Docker Compose sees it: what it keeps in `.lab/class`, its environment, and its commands.

Knows the variables of compose.class.yaml. Each learner's lab is `learner_lab`'s.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import json
import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.host import base_engine, network, process, settings, terminal
from helpers.host.classroom import failures
from helpers.host.classroom.passwords import password
from helpers.host.compose import SECCOMP, code_digest
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpers.host.base_engine import BaseEngine

SERVICES = ("proxy", "jupyterhub", "hub", "mirror")
DOOR = "class.lab"
"""The class's name to its own labs where it made its certificate itself."""


@dataclass(frozen=True, kw_only=True)
class ClassSettings:
    """The values of one class. `key` is what all its passwords follow from, `token` the teacher's word to JupyterHub.

    `net` numbers its networks. `idle` are the seconds after which a lab that nobody uses is stopped.
    """

    project: str
    key: str
    token: str
    net: int
    port: int = 8000
    address: str = "0.0.0.0"  # noqa: S104 (a class is for a whole room)
    name: str = ""
    teacher: str = ""
    secret: str = ""
    open: bool = False
    idle: int = 3600


@dataclass(frozen=True, kw_only=True)
class Room:
    """One class: its values, its images, and the engine that it stands on."""

    folder: Path
    values: ClassSettings
    images: Mapping[str, str]
    base: BaseEngine

    @property
    def own(self) -> Path:
        """Return the folder that JupyterHub reads: the list, and the teacher's certificate and configuration."""
        return self.folder / "own"

    @property
    def door(self) -> str:
        """Return the class's name to its own labs: one that its certificate is for."""
        return self.values.name if (self.own / "own.crt").exists() else DOOR

    def environment(self) -> dict[str, str]:
        """Return what compose.yaml and compose.class.yaml read, and `LearnerLab` after them."""
        values, key = self.values, self.values.key
        return {
            **os.environ,
            **{f"LAB_IMAGE_{name.upper()}": tag for name, tag in self.images.items()},
            "LAB_ROOT": str(ROOT),
            "LAB_CLASS": values.project,
            "LAB_CLASS_FOLDER": str(self.own),
            "LAB_CLASS_ADDRESS": values.address,
            "LAB_CLASS_PORT": str(values.port),
            "LAB_CLASS_CONTROL": f"10.213.{values.net}",
            "LAB_CLASS_DOOR": self.door,
            "LAB_CLASS_NAMES": ",".join(alternative_names(values.name)),
            "LAB_CLASS_KEY": key,
            "LAB_CLASS_TOKEN": values.token,
            "LAB_CLASS_PROXY_TOKEN": password(key, "proxy", "class"),
            "LAB_CLASS_TEACHER": values.teacher,
            "LAB_CLASS_OPEN": "1" if values.open else "",
            "LAB_CLASS_IDLE": str(values.idle),
            "LAB_HUB_USER": "class",
            "LAB_HUB_PASSWORD": password(key, "hub", "class"),
            "LAB_HUB_NET": f"10.214.{values.net}",
            "LAB_SECRET": values.secret,
            "LAB_SECCOMP": str(SECCOMP),
            "LAB_CODE": code_digest(),
            "LAB_CA_FILE": str(self._ca_file()),
            "LAB_DOCKER_SOCKET": base_engine.socket_path(),
            "LAB_ROOTLESS": "1" if self.base.rootless else "",
            # what compose.yaml asks for and no service of a class has
            "LAB_WORK": "work",
            "LAB_TOKEN": "-",
            "LAB_COMMAND": terminal.COMMAND,
            "LAB_FTP_PASSWORD": "-",
        }

    def run(self, *words: str, timeout: float = 180) -> process.Result:
        """Run one Compose command for the class's own containers."""
        head = ["docker", "compose", "--project-name", self.values.project, "--project-directory", str(ROOT)]
        head += [word for name in ("compose.yaml", "compose.class.yaml") for word in ("--file", str(ROOT / name))]
        return process.run([*head, *words], env=self.environment(), timeout=timeout)

    def save(self) -> None:
        """Write the values, readable by their owner alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / "class.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(dataclasses.asdict(self.values), file, indent=2)
        part.replace(self.folder / "class.json")

    def _ca_file(self) -> Path:
        """Return the computer's own authorities, beside the class's things, where learners' labs can have them."""
        self.own.mkdir(parents=True, exist_ok=True)
        bundle, copy = network.ca_bundle() or ROOT / "images" / "no-ca.crt", self.own / "ca.crt"
        if not copy.exists() or copy.read_bytes() != bundle.read_bytes():
            shutil.copyfile(bundle, copy)
        return copy


def load(folder: Path) -> ClassSettings | None:
    """Return the class's values; None where there is no class. Raises LabError where the file cannot be used."""
    file = folder / "class.json"
    try:
        return ClassSettings(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise failures.settings_damaged(str(file)) from None


def fresh() -> ClassSettings:
    """Make values for a new class."""
    project = settings.new_project().replace("docker-lab", "docker-class")
    net = secrets.randbelow(settings.NETS)
    return ClassSettings(project=project, key=secrets.token_hex(32), token=secrets.token_hex(32), net=net)


def own_addresses() -> list[str]:
    """Return this computer's name and the address by which others reach it, as far as it can tell."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses the way
            address = [probe.getsockname()[0]]
        except OSError:
            address = []
    return [*address, socket.gethostname()]


def alternative_names(name: str) -> list[str]:
    """Return what the class's own certificate is for, as openssl's subjectAltName."""
    found = dict.fromkeys([DOOR, "localhost", "127.0.0.1", *own_addresses(), *([name] if name else [])])
    return [f"{'IP' if _is_address(one) else 'DNS'}:{one}" for one in found]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
