"""Bring a lab to its clean state, as it is on the first day, for builds and tests.

Removes everything that a learner can leave behind, on both computers, so that no run sees what an earlier one left.
It does so without asking, and therefore only where `LAB_TEST=1` says that nobody's work is at stake.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from helpers.world import environment, hub

_ENGINE = """
docker ps -aq | xargs -r docker rm -fv
docker images -aq | sort -u | xargs -r docker rmi -f
docker volume ls -q | xargs -r docker volume rm -f
docker network ls -q --filter type=custom | xargs -r docker network rm
docker builder prune -af
left=$(docker ps -aq && docker images -aq && docker volume ls -q && docker network ls -q --filter type=custom) || exit
echo "left: $left" >&2
test -z "$left"
"""
_SECONDS = 60
"""An engine that is still busy refuses some removals, and removes some things itself meanwhile: then once more."""


class NotDisposableError(RuntimeError):
    """The lab may hold somebody's work, so nothing was touched."""


def fresh(home: Path | None = None) -> None:
    """Bring the lab to its clean state. Raises NotDisposableError where `LAB_TEST` is not 1."""
    if not environment.is_disposable():
        raise NotDisposableError("LAB_TEST=1 이 아니어서 실습실을 비우지 않았습니다.")
    for image in hub.pushed():
        hub.remove(image)
    for variable in ("LAB_ENGINE_HOST", "LAB_OTHER_HOST"):
        if host := os.environ.get(variable):
            _empty_engine(host)
    home = home or Path.home()
    visible = [entry for entry in home.iterdir() if not entry.name.startswith(".") and entry.name != "work"]
    practice = [home / ".lab", home / ".docker" / "config.json"]
    for entry in (*visible, *practice, *(home / "work").iterdir(), *Path("/media/usb").iterdir()):
        _remove(entry)
    _empty_other()


def _empty_engine(host: str) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        done = subprocess.run(
            ["bash", "-c", _ENGINE],
            env={**os.environ, "DOCKER_HOST": host},
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode == 0:
            return
        if time.monotonic() > end:
            raise RuntimeError(f"{host}: {done.stderr}")
        time.sleep(0.2)  # the engine is still busy with removals


def _empty_other() -> None:
    """Clear the other computer's home, what is not hidden, and its login at the Hub."""
    if environment.other_host():
        command = "find ~ -mindepth 1 -maxdepth 1 ! -name '.*' -exec rm -rf {} +; rm -f ~/.docker/config.json"
        subprocess.run(["ssh", "other", command], check=True, capture_output=True, text=True, timeout=60)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink(missing_ok=True)
