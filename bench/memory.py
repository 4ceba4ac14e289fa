"""The memory of the running lab, idle: the five containers' working sets, over 400 MiB."""

from __future__ import annotations

import json
import subprocess

from _lab import running
from _ratio import Ratio, options, show

ALLOWED = 400.0
_UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def mebibytes(text: str) -> float:
    """`81.2MiB` of docker stats as a number of MiB."""
    number = text.rstrip("BiKMG")
    return float(number) * _UNITS[text[len(number) :]] / 2**20


if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=1)
    project = running().paths.project
    stats = subprocess.run(
        ["docker", "stats", "--no-stream", "--format", "json"], check=True, capture_output=True, text=True
    )
    used = {
        row["Name"].removeprefix(f"{project}-"): mebibytes(row["MemUsage"].split(" / ")[0])
        for row in map(json.loads, stats.stdout.splitlines())
        if row["Name"].startswith(f"{project}-") and "-test-" not in row["Name"]
    }
    show(
        "memory",
        [Ratio(name="idle lab / allowed", top=sum(used.values()), bottom=ALLOWED, unit="MiB", aim="< 1")],
        as_json=chosen.json,
        notes=[f"{name}: {value:.0f} MiB" for name, value in sorted(used.items())],
    )
