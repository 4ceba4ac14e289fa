"""The base engine: find the Docker this computer has, or install and start one (Debian and Ubuntu, as root).

Knows the CLI, apt-get and dockerd. Knows nothing of the lab that will stand on it.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.host import base_engine, errors, process
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from helpers.host.terminal import Progress

PACKAGES = ("docker.io", "docker-cli", "docker-buildx", "docker-compose", "iptables", "mmdebstrap")
COMPOSE = (2, 20)  # the oldest that reads compose.yaml
PLUGINS = ("buildx", "compose")
UBUNTU_NAMES = {"docker-cli": "", "docker-compose": "docker-compose-v2"}
_apt = threading.Lock()  # apt-get has one user at a time
LOGS = ROOT / ".lab" / "log"
DATA = ROOT / ".lab" / "docker"
RUN = Path("/run/docker-lab")
SOCKET = Path("/var/run/docker.sock")
PIDFILE = RUN / "dockerd.pid"


def ensure(progress: Progress) -> None:
    """Make sure that a base engine answers on which a lab can stand. Raises LabError with the remedy otherwise."""
    refused = unfit()
    if refused:
        raise refused
    leave_moved()
    found = answer()
    if not found.ok and may_make():
        if not _complete():
            with progress.step("Docker 설치하기"):
                install()
        found = answer()
        if not (found.ok or listened()):
            with progress.step("Docker 엔진 켜기"):
                start_engine()
            found = answer()
    if not found.ok:
        raise silent(found)
    problem = base_engine.ask().problem
    if problem:
        raise problem
    _need_plugins(progress)


def unfit() -> errors.LabError | None:
    """What is wrong with the engine that the person chose, before it is asked; None where nothing is."""
    far = base_engine.elsewhere()
    return errors.engine_elsewhere(far) if far else base_engine.unknown_context()


def silent(found: process.Result) -> errors.LabError:
    """Why there is no engine, where `found` is all that the CLI said."""
    if not shutil.which("docker"):
        return errors.no_engine()
    chosen = base_engine.chosen()
    usual = not chosen or chosen.startswith("desktop-")  # Docker Desktop chooses its own
    return errors.engine_silent(found.last_line) if usual else errors.chosen_silent(chosen, found.last_line)


def may_make() -> bool:
    """Whether an engine may be installed and started here: not where the person chose another one."""
    return may_install() and not base_engine.chosen()


def listened(address: Path = SOCKET) -> bool:
    """Whether a process listens at the engine's usual address, were it too busy to answer: a second would take it."""
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


def bare() -> bool:
    """Whether this computer has no Docker yet and we may install it."""
    return may_make() and not _complete() and not answer().ok


def answer() -> process.Result:
    """What the base engine says of itself: its version on `out`."""
    return process.run(["docker", "version", "--format", "{{.Server.Version}}"])


def may_install() -> bool:
    """Whether packages may be installed here: root on Debian or Ubuntu."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and distribution() in {"debian", "ubuntu"} and shutil.which("apt-get") is not None


def distribution() -> str:
    """`debian`, `ubuntu` (their relatives too) or another system's name in lower case."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return platform.system().lower()
    likes = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((name for name in likes if name in {"debian", "ubuntu"}), likes[0])


def package_names(system: str) -> list[str]:
    """The packages' names on `system`; Ubuntu's differ."""
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
        if process.wait_until(lambda: answer().ok, seconds=30, every=0.3):
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
    process.wait_until(lambda: answer().ok or engine.poll() is not None, seconds=60, every=0.2)
    if not answer().ok:
        engine.terminate()
        raise errors.engine_would_not_start(str(log), "\n".join(log.read_text(errors="replace").splitlines()[-8:]))


def leave_moved() -> None:
    """Stop the engine that `./lab` started from this clone where it lay before, so that it starts in the new place.

    Its data came along with the folder, and where it looks for them nothing is any more.
    """
    moved = re.search(r"--data-root (\S.*?/\.lab/docker) --", _command_of(PIDFILE))
    if not moved or Path(moved[1]).exists() or not DATA.is_dir() or base_engine.chosen():
        return
    os.kill(int(PIDFILE.read_text()), signal.SIGTERM)
    process.wait_until(lambda: not _command_of(PIDFILE), seconds=60)


def stop_ours() -> bool:
    """Stop the engine that `./lab` started from this clone, where nothing stands on it any more, and free its disk.

    Whether there was one.
    """
    command = _command_of(PIDFILE)
    idle = answer().ok and not process.run(["docker", "ps", "--all", "--quiet"]).out.strip()
    if not (idle and "dockerd" in command and str(DATA) in command):
        return False
    os.kill(int(PIDFILE.read_text()), signal.SIGTERM)
    process.wait_until(lambda: not _command_of(PIDFILE), seconds=30)
    shutil.rmtree(DATA, ignore_errors=True)
    return True


def plugin_problem(name: str) -> errors.LabError | None:
    """What is wrong with `docker buildx` or `docker compose`; None where it will do."""
    found = process.run(["docker", name, "version"])
    if not found.ok:
        return errors.plugin_missing(name)
    version = re.search(r"(\d+)\.(\d+)", found.out)
    if name == "compose" and version and (int(version[1]), int(version[2])) < COMPOSE:
        return errors.plugin_old(name, version[0], ".".join(map(str, COMPOSE)))
    return None


def _complete() -> bool:
    """Whether the programs are installed already, so that only the engine is off."""
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
    """The command line of the process that `pidfile` names, empty where there is none."""
    try:
        return Path(f"/proc/{int(pidfile.read_text())}/cmdline").read_text().replace("\0", " ")
    except (OSError, ValueError):
        return ""


def _forget_dead_pid() -> None:
    """Remove a stale pid file: dockerd refuses to start while it names any living process."""
    if "dockerd" not in _command_of(PIDFILE):
        PIDFILE.unlink(missing_ok=True)
