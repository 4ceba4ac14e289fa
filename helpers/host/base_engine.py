"""What the base engine is: whose, with which rights, on which computer; and whether a lab can stand on it.

Only asks. Finding, installing and starting an engine is `base`'s.

User namespaces, which the lab's rootless engines need: the switches of the kernel that keep users from them.

Only reads. Whether an engine was really refused one is the engine's own to say.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from helpers.host import errors, process

if TYPE_CHECKING:
    from collections.abc import Mapping


_HERE = {"", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, kw_only=True)
class BaseEngine:
    """The base engine as it describes itself. `rootless`: it runs as the person, whose files its root's are."""

    product: str
    version: str
    rootless: bool = False
    remapped: bool = False
    system: str = "linux"

    @property
    def podman(self) -> bool:
        """Whether it is Podman behind Docker's API."""
        return self.product == "Podman"

    @property
    def label(self) -> str:
        """Product and version, and whose rights it has."""
        return f"{self.product} {self.version}{' (rootless)' if self.rootless else ''}"

    @property
    def problem(self) -> errors.LabError | None:
        """Why no lab can stand on it; None where one can."""
        if self.system != "linux":
            return errors.windows_containers()
        return errors.users_remapped() if self.remapped else None


def ask() -> BaseEngine:
    """What answers now. Raises LabError where nothing does."""
    server = process.run(["docker", "version", "--format", "{{json .Server}}"])
    options = process.run(["docker", "info", "--format", "{{json .SecurityOptions}}"])
    for said in (server, options):
        if not said.ok:
            raise errors.engine_silent(said.last_line)
    return read(json.loads(server.out), json.loads(options.out) or ())


def read(server: Mapping[str, Any], options: tuple[str, ...]) -> BaseEngine:
    """The engine of `docker version`'s server part and `docker info`'s security options."""
    parts = {part["Name"] for part in server.get("Components") or ()}
    named = {word for option in options for word in option.split(",")}
    return BaseEngine(
        product="Podman" if "Podman Engine" in parts else "Docker",
        version=server["Version"],
        rootless="name=rootless" in named,
        remapped="name=userns" in named,
        system=server.get("Os", "linux"),
    )


def elsewhere() -> str:
    """The address of the engine where it is on another computer, empty where it is on this one."""
    address = os.environ.get("DOCKER_HOST") or _context()
    parts = urlsplit(address)
    far = parts.scheme == "ssh" or (parts.scheme in {"tcp", "http", "https"} and parts.hostname not in _HERE)
    return address if far else ""


def chosen() -> str:
    """What the person chose in place of this computer's own engine: `DOCKER_HOST=…` or a context; empty for nothing."""
    if os.environ.get("DOCKER_HOST"):
        return f"DOCKER_HOST={os.environ['DOCKER_HOST']}"
    name = os.environ.get("DOCKER_CONTEXT") or process.run(["docker", "context", "show"]).out.strip()
    return "" if name in {"", "default"} else name


def unknown_context() -> errors.LabError | None:
    """The error for a context that is chosen and not there; None where all is well, or there is no Docker to ask."""
    name = chosen()
    if not name or name.startswith("DOCKER_HOST=") or process.run(["docker", "context", "inspect", name]).ok:
        return None
    own = {key: value for key, value in os.environ.items() if key != "DOCKER_CONTEXT"}
    listed = process.run(["docker", "context", "ls", "--format", "{{.Name}}"], env=own).out.split()
    return errors.context_unknown(name, ", ".join(listed) or "default")


def _context() -> str:
    """The address of the current context."""
    return process.run(["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]).out.strip()


SYSCTLS = Path("/proc/sys")


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A sysctl, its value where users may make no namespace, and the one that lets them.

    `everybody`: root is refused as well. `some`: AppArmor lets the programs pass that it has a profile for.
    """

    name: str
    shut: str
    opened: str
    everybody: bool = False
    some: bool = False

    @property
    def command(self) -> str:
        """What opens it, until the computer starts again."""
        return f"sudo sysctl {self.name}={self.opened}"


SWITCHES = (
    Switch(name="user.max_user_namespaces", shut="0", opened="28633", everybody=True),
    Switch(name="kernel.unprivileged_userns_clone", shut="0", opened="1"),  # Debian's kernels
    Switch(name="kernel.apparmor_restrict_unprivileged_userns", shut="1", opened="0", some=True),  # Ubuntu's
)


def shut(sysctls: Path = SYSCTLS) -> Switch | None:
    """The first switch that stands in the way; None where there is none, or this is no Linux."""
    return next((one for one in SWITCHES if _value(sysctls / one.name.replace(".", "/")) == one.shut), None)


def _value(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""
