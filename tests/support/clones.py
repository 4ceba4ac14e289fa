"""Clone this project, with a lab of its own, on the computer's real Docker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.host.settings import ROOT
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(".git", ".lab", "work", "__pycache__", ".*_cache")
SERVICES = ("notebook", "engine", "other", "hub", "mirror")


def docker(*words: str, code: int | None = 0) -> str:
    """Return what the base engine's CLI prints; `code` is the exit code it must have, None where any will do."""
    done = subprocess.run(["docker", *words], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert code is None or done.returncode == code, f"docker {words}: {done.stderr}"
    return done.stdout.strip()


def copy(folder: Path) -> Clone:
    """Make a clone in `folder`, of what stands in this one now."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    return Clone(folder=folder)


@dataclass(frozen=True, kw_only=True)
class Clone:
    """A copy of the project in a folder of its own."""

    folder: Path
    patience: float = 600
    """Seconds that a command may take."""

    @property
    def state(self) -> dict[str, Any]:
        """Return what its lab keeps between starts."""
        return dict(json.loads((self.folder / ".lab" / "state.json").read_text()))

    @property
    def address(self) -> str:
        """Return where JupyterLab answers those who have the token."""
        return f"http://127.0.0.1:{self.state['port']}/api/status?token={self.state['token']}"

    def lab(self, *words: str, code: int | None = 0, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `./lab` there to its end; `code` is the exit code it must have, None where any will do."""
        done = subprocess.run(
            [str(self.folder / "lab"), *words],
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=self.patience,
            check=False,
        )
        assert code is None or done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def start(self, *words: str) -> None:
        """Start the lab, or see that everything in it serves."""
        self.lab("start", "--no-browser", *words)

    def seat(self, command: str, *, code: int | None = 0) -> str:
        """Return what `command` prints in the learner's seat."""
        return self.lab("sh", command, code=code).stdout

    def begin(self) -> subprocess.Popen[str]:
        """Start the lab and return at once."""
        return subprocess.Popen(
            [str(self.folder / "lab"), "start", "--no-browser"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def service(self, name: str) -> str:
        """Return the container of one service."""
        having = ("--filter", f"volume={self.folder / 'work'}", "--filter", "name=-notebook-1")
        notebook = docker("ps", "--all", *having, "--format", "{{.Names}}")
        return f"{notebook.removesuffix('-notebook-1')}-{name}-1"

    def ids(self) -> dict[str, str]:
        """Return the ids of the lab's containers by service."""
        return {name: docker("inspect", "-f", "{{.Id}}", self.service(name)) for name in SERVICES}
