"""`./lab start` where everything is made: running already, and after `./lab stop`, over five seconds."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from _lab import running
from _ratio import Ratio, options, show

from helpers.host.settings import ROOT

ALLOWED = 5.0


def timed(*words: str) -> float:
    """Seconds that one command of `./lab` takes."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, str(ROOT / "lab"), *words], check=True, capture_output=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=3)
    running()
    warm, again = [], []
    for _ in range(chosen.rounds):
        warm.append(timed("start", "--no-browser"))
        timed("stop")
        again.append(timed("start", "--no-browser"))
    show(
        "warm",
        [
            Ratio(name="while running / allowed", top=statistics.median(warm), bottom=ALLOWED, unit="s", aim="< 1"),
            Ratio(name="after stop / allowed", top=statistics.median(again), bottom=ALLOWED, unit="s", aim="< 1"),
        ],
        as_json=chosen.json,
    )
