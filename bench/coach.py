"""What the coach adds to a command that succeeds: `docker` with it, over Docker's own program alone.

Pairs are run in turn, in a seat where the coach is awake.
"""

from __future__ import annotations

from _lab import inside, running
from _ratio import Ratio, options, show

BOUNDS = {"docker ps": 15.0, "docker images": 15.0, "docker ps -a": 20.0, "docker run --rm": 50.0}
"""Milliseconds that the coach may add; of the last two it hears also where they succeed."""

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=30)
    medians = inside(running(), "_inside_coach.py", str(chosen.rounds))
    ratios = []
    for name, seconds in medians.items():
        coached, bare, added = (seconds[key] * 1000 for key in ("coached", "bare", "added"))
        ratios += [
            Ratio(name=f"added to {name} / bound", top=added, bottom=BOUNDS[name], unit="ms", aim="< 1"),
            Ratio(name=f"{name}, with the coach / alone", top=coached, bottom=bare, unit="ms", aim="< 2"),
        ]
    show("coach", ratios, as_json=chosen.json)
