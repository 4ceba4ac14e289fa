"""A class whose learners all come at once and work: the first page, `check` while everybody works, memory of each.

`--rounds` is how many learners there are (10). They come by JupyterHub's door and work in kernels through it; nobody's
lab is up before.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from _ratio import Ratio, options, show
from memory import mebibytes

from helpers.host import lab, settings
from helpers.host.settings import ROOT
from helpers.host.suite import FOLDER
from helpers.host.terminal import Progress
from tests.support.classes import OpenClass, free_port
from tests.support.clones import copy

WORK_ROUNDS = 3
PAGE, CHECK, MEMORY = 15.0, 1.0, 220.0
"""Seconds at the median, seconds for 95 of 100, MiB for each."""


def test_image() -> str:
    """The image that the learners' browsers run in, made where it is not there."""
    with Progress() as progress:
        here = lab.prepare(settings.learner_lab(), progress, test=True)
        lab.for_tests(here, progress)
    return here.images["test"]


def work(room: OpenClass, certificate: str, image: str) -> dict[str, list[float]]:
    """What the learners waited for, in seconds."""
    given = {"address": f"https://127.0.0.1:{room.port}", "trusted": certificate, "people": room.passwords}
    command = ["docker", "run", "--rm", "--interactive", "--network", "host", "--volume", f"{ROOT}:/course:ro"]
    command += [
        "--entrypoint",
        "/opt/venv/bin/python",
        image,
        "/course/bench/_inside_class.py",
        str(WORK_ROUNDS),
    ]
    done = subprocess.run(command, input=json.dumps(given) + "\n", capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return dict(json.loads(done.stdout))


def memory(room: OpenClass) -> dict[str, float]:
    """MiB of each learner's three containers."""
    command = ["docker", "stats", "--no-stream", "--format", "json"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = {row["Name"]: mebibytes(row["MemUsage"].split(" / ")[0]) for row in map(json.loads, said.splitlines())}
    parts = ("notebook", "engine", "other")
    return {name: sum(used.get(room.container(part, name), 0.0) for part in parts) for name in room.passwords}


def main() -> None:
    """Open a class, have everybody come and work, and print the ratios."""
    asked, image = options(__doc__ or "", rounds=10), test_image()
    with settings.alone(FOLDER), tempfile.TemporaryDirectory() as folder:
        clone = copy(Path(folder) / "class")
        (clone.folder / "class.csv").write_text("".join(f"learner{number}\n" for number in range(asked.rounds)))
        room = OpenClass(clone=clone, port=free_port())
        try:
            room.run("start", "--learners", str(clone.folder / "class.csv"), "--port", str(room.port))
            waited = work(room, room.person().trusted, image)
            used = memory(room)
        finally:
            room.run("destroy", "--yes", code=None)
            clone.lab("destroy", "--yes", code=None)
    pages, checks = waited["first page"], sorted(waited["check"])
    late, each = checks[int(len(checks) * 0.95)], statistics.mean(used.values())
    show(
        "classroom",
        [
            Ratio(name="first page, median / allowed", top=statistics.median(pages), bottom=PAGE, unit="s", aim="< 1"),
            Ratio(name="check, 95 of 100 / allowed", top=late, bottom=CHECK, unit="s", aim="< 1"),
            Ratio(name="memory of one learner / allowed", top=each, bottom=MEMORY, unit="MiB", aim="< 1"),
        ],
        as_json=asked.json,
        notes=[
            f"{len(used)} learners at once; first page: slowest {max(pages):.1f} s",
            f"check: median {statistics.median(checks):.2f} s; other cells: {statistics.median(waited['work']):.2f} s",
        ],
    )


if __name__ == "__main__":
    main()
