"""How long starting, checking and building take here, over another clone of the same computer.

LAB_BESIDE names the other clone's folder. Both labs must have been started once. The two take turns, so that whatever
else the computer does falls on both; what is compared are medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from _ratio import Ratio, options, show

from helpers.host.settings import ROOT

BUILD = (
    'docker pull -q ubuntu >/dev/null; cd "$(mktemp -d)" && printf \'FROM ubuntu\\nRUN useradd one\\nRUN useradd two\\n'
    'COPY . /app\\nRUN ls /app\\n\' > Dockerfile && docker build -q --no-cache . && rm -r "$PWD"'
)
READY = (
    "lab begin start.first-run >/dev/null; docker run --rm hello-world >/dev/null; docker run hello-world >/dev/null"
)
AIM = "< 1.15"
"""What two runs of the same thing differ by on a busy computer."""


def seconds(clone: Path, *words: str) -> float:
    """How long `./lab` takes there. Ends the program where it fails."""
    began = time.monotonic()
    command = [str(clone / "lab"), *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}\n{done.stdout}{done.stderr}")
    return time.monotonic() - began


def main() -> None:
    """Measure in turns, and print the ratios."""
    asked = options(__doc__ or "", rounds=5)
    other = Path(os.environ.get("LAB_BESIDE", ""))
    if not (other / "lab").is_file():
        sys.exit("다른 클론의 폴더를 LAB_BESIDE로 알려 주세요: LAB_BESIDE=../전의-클론 ./lab bench beside")
    took: dict[tuple[str, Path], list[float]] = {}
    for _ in range(asked.rounds):
        for clone in (ROOT, other):
            seconds(clone, "stop")
            for name, words in (
                ("start", ("start", "--no-browser")),
                ("", ("sh", READY)),
                ("check", ("check", "start.first-run")),
                ("build", ("sh", BUILD)),
            ):
                took.setdefault((name, clone), []).append(seconds(clone, *words))
    ratios = [
        Ratio(
            name=f"{name}: this clone / the other",
            top=statistics.median(took[name, ROOT]),
            bottom=statistics.median(took[name, other]),
            unit="s",
            aim=AIM,
        )
        for name in ("start", "check", "build")
    ]
    show("beside", ratios, as_json=asked.json)


if __name__ == "__main__":
    main()
