"""What a lab survives: faults drawn one after another, each followed by a look at all that was made before.

A copy of the clone gets a lab of its own. After each fault the lab must serve again (by itself where nobody should have
to do anything, else by the next `./lab start`), and everything that was made must still be there.
Prints for each fault how often it was tried, survived, and lost something, and the seconds until all served again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

LEFT_OUT = shutil.ignore_patterns(".git", ".lab", "work", "__pycache__", ".*_cache")
SERVICES = ("notebook", "engine", "other", "hub", "mirror")
PATIENCE = 150
"""Seconds after which a lab that does not serve counts as lost."""
MADE = """
set -e
echo kept > ~/work/kept.txt; echo kept > ~/kept.txt; echo kept > /media/usb/kept.txt
docker pull -q hello-world; docker create --name kept hello-world; docker volume create kept
docker tag hello-world "$LAB_HUB_USER/kept:1"
echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin
docker push -q "$LAB_HUB_USER/kept:1"
ssh other "docker pull -q $LAB_HUB_USER/kept:1; echo kept > kept.txt"
lab begin start.first-run; docker run hello-world; lab check start.first-run
"""
KEPT = """
set -e
cat ~/work/kept.txt ~/kept.txt /media/usb/kept.txt
docker container inspect -f {{.Name}} kept; docker volume inspect -f {{.Name}} kept
docker rmi "$LAB_HUB_USER/kept:1" > /dev/null; docker pull -q "$LAB_HUB_USER/kept:1"
ssh other "docker run --rm $LAB_HUB_USER/kept:1 | head -2; cat kept.txt"
lab progress --json | grep -A 2 '"id": "start.first-run"' | grep done
"""
BUSY = (
    "true",
    "printf 'FROM busybox\\nRUN head -c 30000000 /dev/urandom > /x && sleep 3' | docker build -q --no-cache -",
    "docker push -q $LAB_HUB_USER/kept:1; ssh other docker pull -q $LAB_HUB_USER/kept:1",
    "lab begin start.first-run; docker run hello-world; lab check start.first-run",
)
"""What the learner may be doing at the moment of a fault."""


@dataclass
class Row:
    """One fault's count."""

    tried: int = 0
    survived: int = 0
    lost: int = 0
    seconds: list[float] = field(default_factory=list)


class Target:
    """The copy of the clone, and its lab."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self.folder = folder
        self.draw = draw

    def lab(self, *words: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """Run `./lab` there to its end."""
        return subprocess.run(
            [str(self.folder / "lab"), *words],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip

    def container(self, service: str) -> str:
        """The name of a service's container."""
        return f"{json.loads((self.folder / '.lab/state.json').read_text())['project']}-{service}-1"

    def kill(self, service: str) -> None:
        """End the first process of a service from outside, while the learner is busy with something."""
        outside = ["run", "--rm", "--privileged", "--pid=host", "--network=none", "--entrypoint=kill"]
        image = docker("inspect", "-f", "{{.Config.Image}}", self.container("engine"))
        with self.begin("sh", self.draw.choice(BUSY)) as busy:
            time.sleep(self.draw.uniform(0.2, 3))  # a moment drawn, not a condition waited for
            number = docker("inspect", "-f", "{{.State.Pid}}", self.container(service))
            docker(*outside, image, "-KILL", number, check=False)
            busy.terminate()  # nobody waits for what it was about

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Run `./lab` there and return at once."""
        nothing = subprocess.DEVNULL
        return subprocess.Popen([str(self.folder / "lab"), *words], stdin=nothing, stdout=nothing, stderr=nothing)

    def kill_engine(self, service: str) -> None:
        """End dockerd alone."""
        docker("exec", "--user", "learner", self.container(service), "pkill", "-KILL", "dockerd")

    def stop_at_once(self) -> None:
        """All containers end together, as when the computer loses its power; then start."""
        docker("kill", *(self.container(service) for service in SERVICES))
        self.lab("start", "--no-browser")

    def remove(self, service: str) -> None:
        """A container is removed; then start."""
        docker("rm", "--force", self.container(service))
        self.lab("start", "--no-browser")

    def cycle(self) -> None:
        """Stop and start as people do."""
        self.lab("stop")
        self.lab("start", "--no-browser")

    def interrupt(self, number: signal.Signals) -> None:
        """A start from nothing that runs is interrupted at a drawn moment; then start."""
        self.lab("stop")
        with self.begin("start", "--no-browser") as starting:
            time.sleep(self.draw.uniform(0, 5))  # a moment drawn
            starting.send_signal(number)
        self.lab("start", "--no-browser")

    def damage(self, file: Path) -> None:
        """A file of the clone is cut at a drawn place; then start."""
        text = file.read_bytes()
        file.write_bytes(text[: self.draw.randrange(len(text))])
        self.lab("stop")
        self.lab("start", "--no-browser")

    def damage_records(self) -> None:
        """One of the lab's own files in the learner's home is cut at a drawn place; then start."""
        places = "~/.lab ~/.local/share/jupyter ~/.jupyter ~/.docker"
        found = self.lab("sh", f"find {places} -type f -size +0 ! -name 'progress.db*' 2> /dev/null").stdout.split()
        file = self.draw.choice(sorted(found))
        self.lab("sh", f"truncate -s $(($(stat -c %s {file}) * {self.draw.randrange(100)} / 100)) {file}")
        self.lab("stop")
        self.lab("start", "--no-browser")

    def fill_disk(self) -> None:
        """The disk with the lab's settings is full at a start; then start with room again."""
        full = (
            'cp .lab/*.json "$0" && mount -t tmpfs -o size=64k none .lab && cp "$0"/*.json .lab/ &&'
            " { cp /dev/zero .lab/full 2> /dev/null; ./lab stop; ./lab start --no-browser; }"
        )
        with tempfile.TemporaryDirectory(prefix="docker-lab-full-") as aside:
            alone = ("unshare", "--map-root-user", "--mount", "sh", "-c", full, aside)
            said = subprocess.run(alone, cwd=self.folder, capture_output=True, text=True, timeout=300, check=False)
        if "남은 자리가 없" not in said.stdout + said.stderr:
            sys.exit(f"the disk was not full: {said}")
        self.lab("start", "--no-browser")

    def serves(self) -> bool:
        """Whether every part answers within the deadline."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            said = docker("exec", "--user", "learner", self.container("notebook"), "lab-ready", "10", check=False)
            if len(said.split()) == 7 and self.lab("sh", "docker version >/dev/null 2>&1").returncode == 0:  # noqa: PLR2004
                return True
        return False


def docker(*words: str, check: bool = True) -> str:
    """What the base engine's CLI prints."""
    done = subprocess.run(["docker", *words], capture_output=True, text=True, timeout=120, check=False)
    if check and done.returncode:
        sys.exit(f"docker {words}: {done.stderr}")
    return done.stdout.strip()


def faults(target: Target) -> dict[str, Callable[[], None]]:
    """All faults by name."""
    found: dict[str, Callable[[], None]] = {}
    for service in SERVICES:
        found[f"kill -9 {service}"] = partial(target.kill, service)
        found[f"rm -f {service}"] = partial(target.remove, service)
    for service in ("engine", "other"):
        found[f"kill -9 dockerd ({service})"] = partial(target.kill_engine, service)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        found[f"start, {number.name}"] = partial(target.interrupt, number)
    found["kill -9 everything"] = target.stop_at_once
    found["stop, start"] = target.cycle
    for name in (".lab/state.json", ".lab/images.json", ".lab/ca.crt", "work/.course.json"):
        found[f"{name} cut"] = partial(target.damage, target.folder / name)
    found["a record in the home cut"] = target.damage_records
    found["disk full at a start"] = target.fill_disk
    return found


def measure(target: Target, rounds: int) -> dict[str, Row]:
    """Draw `rounds` faults, each kind once before any twice."""
    rows: dict[str, Row] = {name: Row() for name in faults(target)}
    names: list[str] = []
    for _ in range(rounds):
        if not names:
            names = list(rows)
            target.draw.shuffle(names)
        name = names.pop()
        row, began = rows[name], time.monotonic()
        row.tried += 1
        faults(target)[name]()
        served = target.serves()
        row.seconds.append(time.monotonic() - began)
        kept = target.lab("sh", KEPT)
        row.survived += served
        row.lost += kept.returncode != 0
        sys.stderr.write(f"{name}: {row.seconds[-1]:.1f} s{'' if served else ' NOT SERVED'}\n")
        if kept.returncode:
            sys.stderr.write(f"LOST after {name}:\n{kept.stdout}{kept.stderr}\n")
            target.lab("sh", MADE)
    return rows


def main() -> int:
    """Measure and print; 1 where something was lost or did not come back."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docker-lab-faults-") as folder:
        clone = Path(folder) / "lab"
        shutil.copytree(ROOT, clone, ignore=LEFT_OUT)
        target = Target(clone, random.Random(options.seed))  # noqa: S311 - draws moments
        try:
            started = target.lab("start", "--no-browser", seconds=900)
            made = target.lab("sh", MADE)
            if started.returncode or made.returncode:
                sys.exit(started.stdout + started.stderr + made.stdout + made.stderr)
            rows = measure(target, options.rounds)
        finally:
            target.lab("destroy", "--yes")
    tried = sum(row.tried for row in rows.values())
    survived, lost = sum(row.survived for row in rows.values()), sum(row.lost for row in rows.values())
    if options.json:
        sys.stdout.write(json.dumps({"seed": options.seed, "tried": tried, "survived": survived, "lost": lost}) + "\n")
    else:
        sys.stdout.write(f"seed {options.seed}\n{'fault':<28} tried survived lost  seconds (median)\n")
        for name, row in rows.items():
            median = f"{statistics.median(row.seconds):.1f}" if row.seconds else "-"
            sys.stdout.write(f"{name:<28} {row.tried:>5} {row.survived:>8} {row.lost:>4}  {median}\n")
        sys.stdout.write(f"{'all':<28} {tried:>5} {survived:>8} {lost:>4}\n")
    return int(survived < tried or lost > 0)


if __name__ == "__main__":
    sys.exit(main())
