"""The base engine, the Docker that a lab stands on: what it is, who chose it, how one is installed and started.

Installs and starts one on Debian and Ubuntu alone, as root. Knows the CLI, apt-get, dockerd and the kernel's switches;
nothing of the lab.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from helpers.host import errors, process
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.host.terminal import Progress

PACKAGES = ("docker.io", "docker-cli", "docker-buildx", "docker-compose", "iptables", "mmdebstrap")
UBUNTU_NAMES = {"docker-cli": "", "docker-compose": "docker-compose-v2"}
PLUGINS = ("buildx", "compose")
COMPOSE = (2, 20)  # the oldest that reads compose.yaml
LOGS = ROOT / ".lab" / "log"
DATA = ROOT / ".lab" / "docker"
RUN = Path("/run/docker-lab")
SOCKET = Path("/var/run/docker.sock")
PIDFILE = RUN / "dockerd.pid"
SYSCTLS = Path("/proc/sys")
_HERE = {"", "localhost", "127.0.0.1", "::1"}
_apt = threading.Lock()  # apt-get has one user at a time


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
        """Tell whether it is Podman behind Docker's API."""
        return self.product == "Podman"

    @property
    def label(self) -> str:
        """Return product and version, and whose rights it has."""
        return f"{self.product} {self.version}{' (rootless)' if self.rootless else ''}"

    @property
    def problem(self) -> errors.LabError | None:
        """Return why no lab can stand on it; None where one can."""
        if self.system != "linux":
            return errors.windows_containers()
        return errors.users_remapped() if self.remapped else None


def describe() -> BaseEngine:
    """Return the engine that answers. Raises LabError where none does."""
    server = process.run(["docker", "version", "--format", "{{json .Server}}"])
    options = process.run(["docker", "info", "--format", "{{json .SecurityOptions}}"])
    for said in (server, options):
        if not said.ok:
            raise errors.engine_silent(said.last_line)
    return read(json.loads(server.out), json.loads(options.out) or ())


def read(server: Mapping[str, Any], options: tuple[str, ...]) -> BaseEngine:
    """Read `docker version`'s server part and `docker info`'s security options."""
    parts = {part["Name"] for part in server.get("Components") or ()}
    named = {word for option in options for word in option.split(",")}
    return BaseEngine(
        product="Podman" if "Podman Engine" in parts else "Docker",
        version=server["Version"],
        rootless="name=rootless" in named,
        remapped="name=userns" in named,
        system=server.get("Os", "linux"),
    )


def ping() -> process.Result:
    """Ask the base engine for its version, which is then on `out`."""
    return process.run(["docker", "version", "--format", "{{.Server.Version}}"])


def plugin_problem(name: str) -> errors.LabError | None:
    """Return what is wrong with `docker buildx` or `docker compose`; None where it will do."""
    found = process.run(["docker", name, "version"])
    if not found.ok:
        return errors.plugin_missing(name)
    version = re.search(r"(\d+)\.(\d+)", found.out)
    if name == "compose" and version and (int(version[1]), int(version[2])) < COMPOSE:
        return errors.plugin_old(name, version[0], ".".join(map(str, COMPOSE)))
    return None


def choice_problem() -> errors.LabError | None:
    """Return what is wrong with the engine that the person chose, before it is asked; None where nothing is."""
    far = elsewhere()
    return errors.engine_elsewhere(far) if far else unknown_context()


def elsewhere() -> str:
    """Return the engine's address where it is on another computer, empty where it is on this one."""
    address = os.environ.get("DOCKER_HOST") or _context_address()
    parts = urlsplit(address)
    far = parts.scheme == "ssh" or (parts.scheme in {"tcp", "http", "https"} and parts.hostname not in _HERE)
    return address if far else ""


def chosen() -> str:
    """Return what the person chose in place of this computer's engine: `DOCKER_HOST=…` or a context; empty for none."""
    if os.environ.get("DOCKER_HOST"):
        return f"DOCKER_HOST={os.environ['DOCKER_HOST']}"
    name = os.environ.get("DOCKER_CONTEXT") or process.run(["docker", "context", "show"]).out.strip()
    return "" if name in {"", "default"} else name


def socket_path() -> str:
    """Return the path of the engine's socket on this computer."""
    address = os.environ.get("DOCKER_HOST") or _context_address()
    return address.removeprefix("unix://") if address.startswith("unix://") else "/var/run/docker.sock"


def unknown_context() -> errors.LabError | None:
    """Return the error for a chosen context that is not there; None where all is well, or no Docker can be asked."""
    name = chosen()
    if not name or name.startswith("DOCKER_HOST=") or process.run(["docker", "context", "inspect", name]).ok:
        return None
    own = {key: value for key, value in os.environ.items() if key != "DOCKER_CONTEXT"}
    listed = process.run(["docker", "context", "ls", "--format", "{{.Name}}"], env=own).out.split()
    return errors.context_unknown(name, ", ".join(listed) or "default")


def _context_address() -> str:
    """Return the engine's address in the current context."""
    return process.run(["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]).out.strip()


@dataclass(frozen=True, kw_only=True)
class KernelSwitch:
    """A sysctl that keeps users from namespaces: its value where it does, and the one where it lets them.

    `everybody`: root is refused as well. `some`: AppArmor lets the programs pass that it has a profile for.
    """

    name: str
    shut: str
    opened: str
    everybody: bool = False
    some: bool = False

    @property
    def command(self) -> str:
        """Return the command that opens it until the computer starts again."""
        return f"sudo sysctl {self.name}={self.opened}"


SWITCHES = (
    KernelSwitch(name="user.max_user_namespaces", shut="0", opened="28633", everybody=True),
    KernelSwitch(name="kernel.unprivileged_userns_clone", shut="0", opened="1"),  # Debian's kernels
    KernelSwitch(name="kernel.apparmor_restrict_unprivileged_userns", shut="1", opened="0", some=True),  # Ubuntu's
)


def shut_switch(sysctls: Path = SYSCTLS) -> KernelSwitch | None:
    """Return the first switch that is shut; None where none is, or this is no Linux."""
    return next((one for one in SWITCHES if _value(sysctls / one.name.replace(".", "/")) == one.shut), None)


def _value(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def ensure(progress: Progress) -> None:
    """Make sure that a base engine answers on which a lab can stand. Raises LabError with the remedy otherwise."""
    refused = choice_problem()
    if refused:
        raise refused
    stop_moved()
    found = ping()
    if not found.ok and may_provide():
        if not _complete():
            with progress.step("Docker 설치하기"):
                install()
        found = ping()
        if not (found.ok or is_listened_to()):
            with progress.step("Docker 엔진 켜기"):
                start_engine()
            found = ping()
    if not found.ok:
        raise silence(found)
    problem = describe().problem
    if problem:
        raise problem
    _need_plugins(progress)


def silence(found: process.Result) -> errors.LabError:
    """Return why no engine answers, where `found` is all that the CLI said."""
    if not shutil.which("docker"):
        return errors.no_engine()
    choice = chosen()
    usual = not choice or choice.startswith("desktop-")  # Docker Desktop chooses its own
    return errors.engine_silent(found.last_line) if usual else errors.chosen_silent(choice, found.last_line)


def may_provide() -> bool:
    """Tell whether an engine may be installed and started here: not where the person chose another one."""
    return may_install() and not chosen()


def is_listened_to(address: Path = SOCKET) -> bool:
    """Tell whether a process listens at the engine's usual address, even one too busy to answer."""
    if sys.platform == "win32":
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(5)
        try:
            probe.connect(str(address))
        except TimeoutError:
            return True
        except OSError:
            return False
    return True


def is_missing() -> bool:
    """Tell whether this computer has no Docker yet and we may install it."""
    return may_provide() and not _complete() and not ping().ok


def may_install() -> bool:
    """Tell whether packages may be installed here: by root, on Debian or Ubuntu."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and distribution() in {"debian", "ubuntu"} and shutil.which("apt-get") is not None


def distribution() -> str:
    """Return `debian` or `ubuntu` (for their relatives too) or another system's name in lower case."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return platform.system().lower()
    likes = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((name for name in likes if name in {"debian", "ubuntu"}), likes[0])


def package_names(system: str) -> list[str]:
    """Return the packages' names on `system`; Ubuntu's differ."""
    names = [UBUNTU_NAMES.get(name, name) if system == "ubuntu" else name for name in PACKAGES]
    return [name for name in names if name]


def install(names: list[str] | None = None) -> None:
    """Install packages with apt-get, `names` in place of Docker's where given. Raises LabError when it cannot."""
    with _apt:
        _install(LOGS / "apt.log", names or package_names(distribution()))


def _install(log: Path, names: list[str]) -> None:
    # RUNLEVEL=1 keeps the init script of docker.io from starting a second dockerd beside ours where no systemd runs.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    command = ["apt-get", "install", "-y", "--no-install-recommends", *wait, *names]
    if process.follow(command, log, env=env).ok:
        return
    updated = process.follow(["apt-get", "update"], log, env=env, append=True)
    done = process.follow(command, log, env=env, append=True)
    if not done.ok:
        raise errors.install_failed(str(log), done.out if updated.ok else updated.out + done.out)


def start_engine() -> None:
    """Start dockerd with its data under `.lab/docker` and wait until it answers.

    With systemd the packaged service is started instead. Pid file and exec root are our own, so that what an
    earlier engine left behind (a pid file after a crash) does not stand in the way.
    """
    if Path("/run/systemd/system").is_dir():
        process.run(["systemctl", "start", "docker"], timeout=90)
        if process.wait_until(lambda: ping().ok, seconds=30, every=0.3):
            return
    log = LOGS / "dockerd.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    RUN.mkdir(parents=True, exist_ok=True)
    _forget_dead_pid()
    command = ["dockerd", "--data-root", str(DATA), "--exec-root", str(RUN / "exec"), "--pidfile", str(PIDFILE)]
    with log.open("a", encoding="utf-8") as file:
        engine = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True, cwd="/"
        )
    process.wait_until(lambda: ping().ok or engine.poll() is not None, seconds=60, every=0.2)
    if not ping().ok:
        engine.terminate()
        raise errors.engine_would_not_start(str(log), "\n".join(log.read_text(errors="replace").splitlines()[-8:]))


def stop_moved() -> None:
    """Stop the engine that `./lab` started from this clone where it lay before, so that it starts in the new place.

    Its data came along with the folder, and where it looks for them nothing is any more.
    """
    moved = re.search(r"--data-root (\S.*?/\.lab/docker) --", _command_of(PIDFILE))
    if not moved or Path(moved[1]).exists() or not DATA.is_dir() or chosen():
        return
    os.kill(int(PIDFILE.read_text()), signal.SIGTERM)
    process.wait_until(lambda: not _command_of(PIDFILE), seconds=60)


def stop_ours() -> bool:
    """Stop the engine that `./lab` started from this clone, where nothing stands on it any more, and free its disk.

    Returns whether there was one.
    """
    command = _command_of(PIDFILE)
    idle = ping().ok and not process.run(["docker", "ps", "--all", "--quiet"]).out.strip()
    if not (idle and "dockerd" in command and str(DATA) in command):
        return False
    os.kill(int(PIDFILE.read_text()), signal.SIGTERM)
    process.wait_until(lambda: not _command_of(PIDFILE), seconds=30)
    shutil.rmtree(DATA, ignore_errors=True)
    return True


def _complete() -> bool:
    """Tell whether the programs are installed already, so that only the engine is off."""
    return bool(shutil.which("docker") and shutil.which("dockerd") and all(map(_has_plugin, PLUGINS)))


def _has_plugin(name: str) -> bool:
    return plugin_problem(name) is None


def _need_plugins(progress: Progress) -> None:
    lacking = [name for name in PLUGINS if not _has_plugin(name)]
    if lacking and may_install():
        with progress.step("buildx와 compose 설치하기"):
            install([name for name in package_names(distribution()) if name.startswith(("docker-b", "docker-compose"))])
    for name in lacking:
        problem = plugin_problem(name)
        if problem:
            raise problem


def _command_of(pidfile: Path) -> str:
    """Return the command line of the process that `pidfile` names, empty where there is none."""
    try:
        return Path(f"/proc/{int(pidfile.read_text())}/cmdline").read_text().replace("\0", " ")
    except (OSError, ValueError):
        return ""


def _forget_dead_pid() -> None:
    """Remove a stale pid file: dockerd refuses to start while it names any living process."""
    if "dockerd" not in _command_of(PIDFILE):
        PIDFILE.unlink(missing_ok=True)
